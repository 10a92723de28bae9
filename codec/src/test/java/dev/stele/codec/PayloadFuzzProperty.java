package dev.stele.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.stele.store.Event;
import dev.stele.store.NewEvent;
import dev.stele.trial.SimEntropy;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whatever the payload's bytes are, it is read or malformed. */
class PayloadFuzzProperty {

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  sealed interface Payment {}

  @JsonTypeName("card")
  record Card(String number) implements Payment {}

  enum Size {
    SMALL
  }

  @EventType(value = "Fuzzed", version = 2)
  record Fuzzed(
      int count,
      BigDecimal price,
      Instant at,
      ZonedDateTime zoned,
      UUID id,
      Size size,
      Optional<Payment> payment,
      Set<String> texts,
      Map<Size, List<Double>> map,
      Object any) {}

  private static final EventCodec CODEC =
      EventCodec.builder().register(Fuzzed.class).upcast("Fuzzed", 1, tree -> tree).build();

  private static final String VALID =
      """
      {"any":{"a":[1,2.5e3,null]},"at":"2026-01-02T03:04:05Z","count":3,\
      "id":"00000000-0000-0001-0000-000000000002","map":{"SMALL":[1.5,"NaN"]},\
      "payment":{"kind":"card","number":"4711"},"price":1.10,"size":"SMALL",\
      "texts":["a","\\u00e4"],"zoned":"2026-01-02T03:04:05+01:00[Europe/Berlin]"}\
      """;

  private static final int AT_ONCE = 1000;

  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "null",
    "true",
    "1e999999999",
    "-0",
    "1e-999999999",
    "\\u",
    "[[[[[[[[",
    "\"@class\":\"java.lang.Runtime\",",
    "99999999999999999999",
    "\u0000",
    "\\ud800",
    "0000",
    "NaN",
    " ",
    "//",
    "+18:00",
    "Z[",
    "2026",
    "-",
    "9".repeat(1200),
    "[".repeat(600),
  };

  @Test
  void whatTheSeedIsCanBeRead() {
    Fuzzed today = CODEC.decode(Stored.event(event(2, bytes(VALID))), Fuzzed.class);
    assertThat(today.count()).isEqualTo(3);
    assertThat(CODEC.decode(Stored.event(event(1, bytes(VALID))))).isEqualTo(today);
  }

  @Test
  void randomBytesAreMalformed() {
    int read =
        readOf(
            5_000,
            chance -> {
              byte[] bytes = new byte[chance.below(60)];
              chance.fill(bytes);
              return bytes;
            });
    assertThat(read).as("payloads that were read").isZero();
  }

  /** A mark of four bytes in an order that no machine has is refused before the first token. */
  @Test
  void anImpossibleByteOrderMarkIsMalformed() {
    byte[] marked = {0, 0, (byte) 0xFF, (byte) 0xFE, 0, 0, '{', 0, 0, 0, '}', 0};
    assertThat(readOf(2, _ -> marked)).isZero();
  }

  @Test
  void aChangedPayloadIsReadOrMalformed() {
    int rounds = 20_000;
    int read =
        readOf(
            rounds,
            chance -> {
              byte[] bytes = bytes(VALID);
              for (int changes = 1 + chance.below(3); changes > 0; changes--) {
                bytes = changed(bytes, chance);
              }
              return bytes;
            });
    assertThat(read).as("payloads that were read").isBetween(rounds / 50, rounds / 2);
  }

  /** Returns how many payloads were read; the others were malformed. Odd seeds are of version 1. */
  private static int readOf(int rounds, Function<SimEntropy, byte[]> payload) {
    int read = 0;
    for (int begin = 1; begin <= rounds; begin += AT_ONCE) {
      List<NewEvent> events = new ArrayList<>();
      for (int seed = begin; seed < begin + AT_ONCE && seed <= rounds; seed++) {
        events.add(event(2 - (seed % 2), payload.apply(SimEntropy.of(seed))));
      }
      int seed = begin;
      for (Event event : Stored.all(events)) {
        read += isRead(seed++, event) ? 1 : 0;
      }
    }
    return read;
  }

  private static byte[] changed(byte[] bytes, SimEntropy chance) {
    int at = chance.below(bytes.length + 1);
    return switch (chance.below(3)) {
      case 0 -> {
        byte[] one = bytes.clone();
        if (at < one.length) {
          one[at] = (byte) chance.nextLong();
        }
        yield one;
      }
      case 1 -> spliced(bytes, at, bytes(PIECES[chance.below(PIECES.length)]), at);
      default -> spliced(bytes, at, new byte[0], Math.min(bytes.length, at + chance.below(30)));
    };
  }

  private static byte[] spliced(byte[] bytes, int until, byte[] between, int from) {
    ByteBuffer all = ByteBuffer.allocate(until + between.length + bytes.length - from);
    return all.put(bytes, 0, until).put(between).put(bytes, from, bytes.length - from).array();
  }

  private static boolean isRead(long seed, Event event) {
    try {
      CODEC.decode(event, Fuzzed.class);
      return true;
    } catch (CodecException.Malformed e) {
      return false;
    } catch (RuntimeException | Error e) {
      return fail("seed " + seed + ": " + event.text(), e);
    }
  }

  private static NewEvent event(int version, byte[] payload) {
    return NewEvent.of("Fuzzed", NewEvent.JSON, ByteBuffer.wrap(payload)).schemaVersion(version);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
