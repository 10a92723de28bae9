package dev.stele.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Whatever the bytes: a header or a cursor is decoded, or refused with a typed failure, and what is
 * decoded can be asked for everything.
 */
class StoreFuzzProperty {

  private static final long SEED = 20_261_121;
  private static final Path FILE = Path.of("/store/cursors/c.cur");

  private int decoded;
  private int refused;

  private static byte[] header(boolean keyed) {
    NewEvent event =
        new NewEvent(
            "Prüfung",
            7,
            "text/plain",
            ByteBuffer.allocate(0),
            new TreeSet<>(Set.of("a", "tag:ü")),
            List.of(new EventId(new UUID(3, 4)), new EventId(new UUID(5, 6))),
            Optional.empty(),
            Map.of("name", "value", "empty", ""),
            Optional.empty());
    EventFormat.Key key = new EventFormat.Key("key", 2, ByteBuffer.allocate(32));
    byte[] header =
        EventFormat.encode(
            new Coordinate("scope", "entity"),
            event,
            new EventId(new UUID(1, 2)),
            keyed ? "together" : new UUID(8, 9).toString(),
            keyed ? key : null);
    EventFormat.complete(header, 1_000, 9, 3);
    return header;
  }

  private void decodeHeader(byte[] bytes) {
    EventHeader header;
    try {
      header = EventHeader.of(bytes, 17);
    } catch (StoreException.Undecodable | StoreException.NewerFormat _) {
      refused++;
      return;
    }
    decoded++;
    try {
      Terms.Gathered terms = new Terms(new UUID(1, 1)).of(header);
      assertThat(terms.count()).isPositive();
      assertThat(header.contentType(EventFormat.CONTENT_NAMED)).isNotNull();
      assertThat(header.metadata()).isNotNull();
      assertThat(header.hasCause(new EventId(new UUID(3, 4)))).isIn(true, false);
      if (header.hasKey()) {
        assertThat(header.keyedEpoch() + "/" + header.keyedCount()).isNotEmpty();
        assertThat(header.fingerprint().remaining()).isEqualTo(32);
      }
    } catch (StoreException.Undecodable _) {
      refused++; // A text that no event can have.
    }
  }

  private void decodeCursor(byte[] bytes) {
    try {
      CursorFiles.decode(ByteBuffer.wrap(bytes), FILE);
      decoded++;
    } catch (StoreException.CursorDamaged | StoreException.NewerFormat _) {
      refused++;
    }
  }

  /** Each byte changed in several ways, each length, and splices at random. */
  private void hunt(byte[] valid, Consumer<byte[]> decoder) {
    Random random = new Random(SEED);
    for (int at = 0; at < valid.length; at++) {
      for (int value : new int[] {0, 1, 0x7F, 0x80, 0xFF, random.nextInt(256)}) {
        byte[] changed = valid.clone();
        changed[at] = (byte) value;
        decoder.accept(changed);
      }
      decoder.accept(Arrays.copyOf(valid, at));
      decoder.accept(Arrays.copyOf(valid, valid.length + at));
    }
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = valid.clone();
      int changes = 1 + random.nextInt(4);
      for (int k = 0; k < changes; k++) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      decoder.accept(changed);
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      if (noise.length > 0) {
        noise[0] = 1;
      }
      decoder.accept(noise);
    }
  }

  @Test
  void aHeaderIsDecodedOrRefusedWhateverItsBytes() {
    hunt(header(true), this::decodeHeader);
    hunt(header(false), this::decodeHeader);
    assertThat(decoded).as("seed %d", SEED).isGreaterThan(5_000);
    assertThat(refused).as("seed %d", SEED).isGreaterThan(50_000);
  }

  @Test
  void aCursorIsDecodedOrRefusedWhateverItsBytes() {
    ByteBuffer stored =
        CursorFiles.encode(new CursorFiles.Saved(new UUID(1, 2), 99, "scope 'game'"));
    byte[] valid = new byte[stored.remaining()];
    stored.get(valid);
    hunt(valid, this::decodeCursor);
    assertThat(decoded).as("only the one that is whole, seed %d", SEED).isLessThan(200);
    assertThat(refused).as("seed %d", SEED).isGreaterThan(40_000);
  }

  @Test
  void aHeaderSaysWhatWasEncoded() {
    EventHeader header = EventHeader.of(header(true), 0);
    assertThat(header.coordinate()).isEqualTo(new Coordinate("scope", "entity"));
    assertThat(header.type()).isEqualTo("Prüfung");
    assertThat(header.tags()).containsExactly("a", "tag:ü");
    assertThat(header.causes())
        .extracting(EventId::value)
        .containsExactly(new UUID(3, 4), new UUID(5, 6));
    assertThat(header.metadata()).isEqualTo(Map.of("name", "value", "empty", ""));
    assertThat(header.correlation()).isEqualTo("together");
    assertThat(header.key()).isEqualTo("key");
    assertThat(header.keyedCount()).isEqualTo(2);
    assertThat(header.keyedEpoch()).isEqualTo(3);
    assertThat(header.timeMicros()).isEqualTo(1_000);
    assertThat(header.version()).isEqualTo(9);
    assertThat(header.schemaVersion()).isEqualTo(7);
    assertThat(header.contentType(EventFormat.CONTENT_NAMED)).isEqualTo("text/plain");
    assertThat(EventHeader.of(header(false), 0).correlation()).isEqualTo(new UUID(8, 9).toString());
  }
}
