package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.trial.SimEntropy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.zip.CRC32C;

/**
 * Feeds a decoder with what nobody wrote: chance alone; valid bytes changed, cut off or extended;
 * and valid bytes with wrong numbers in them under checksums that are right, so that whatever comes
 * after the checksum is reached. It must return or throw what is its own to throw, and allocate no
 * more than a bound that is linear in its input.
 */
final class DecoderFuzz {

  /** Object headers, hashes and one exception, for each byte of input; far above what is needed. */
  private static final int ALLOCATED_PER_BYTE = 64;

  private static final int WARM_UP = 300;
  private static final int KINDS = 8;

  /** One decoding, everything it returned looked at; the reason why not, or empty. */
  @FunctionalInterface
  interface Decoding {
    String run();
  }

  /** Puts right checksums into bytes, as far as they reach. */
  @FunctionalInterface
  interface Sealing {
    void seal(byte[] bytes, SimEntropy chance);
  }

  private final String name;
  private final Function<SimEntropy, byte[]> valid;
  private final Function<byte[], Decoding> decoder;
  private Function<byte[], int[]> numbers = bytes -> new int[] {0};
  private Sealing sealing = (_, _) -> {};
  private Predicate<String> stopsAtChecksum = reason -> reason.contains("checksum");
  private long fixedBytes = 1 << 16;

  private int cases;
  private int returned;
  private int refused;
  private int inner;
  private long allocatedMax;
  private String kind = "";

  private DecoderFuzz(
      String name, Function<SimEntropy, byte[]> valid, Function<byte[], Decoding> decoder) {
    this.name = name;
    this.valid = valid;
    this.decoder = decoder;
  }

  /**
   * Makes the fuzz of a decoder.
   *
   * @param valid makes valid bytes
   * @param decoder prepares, not measured, what then decodes
   */
  static DecoderFuzz of(
      String name, Function<SimEntropy, byte[]> valid, Function<byte[], Decoding> decoder) {
    return new DecoderFuzz(name, valid, decoder);
  }

  /** Says where in valid bytes numbers stand that are worth changing. */
  DecoderFuzz numbersAt(int... places) {
    numbers = _ -> places;
    return this;
  }

  /** Says where in valid bytes numbers stand, if that is not the same in all. */
  DecoderFuzz numbersAt(Function<byte[], int[]> places) {
    numbers = places;
    return this;
  }

  /** Says how to make checksums right; without, everything reaches the inner checks. */
  DecoderFuzz sealedBy(Sealing how) {
    sealing = how;
    return this;
  }

  /** Says which reasons mean that a checksum was wrong; those of the word, if it is not said. */
  DecoderFuzz stoppedAtChecksum(Predicate<String> reasons) {
    stopsAtChecksum = reasons;
    return this;
  }

  /** Says what may be allocated besides 64 bytes for each byte of input; 64 KiB, if not said. */
  DecoderFuzz allocating(long bytes) {
    fixedBytes = bytes;
    return this;
  }

  /** Runs so many cases, and requires that a quarter as many got past the checksums. */
  void run(long seed, int count) {
    SimEntropy chance = SimEntropy.of(seed);
    requireValid(seed, chance);
    for (int i = 0; i < WARM_UP + count; i++) {
      byte[] bytes = mutated(i % KINDS, chance);
      boolean isMeasured = i >= WARM_UP; // Before, classes are loaded.
      try {
        decode(bytes, isMeasured);
      } catch (Throwable e) {
        throw new AssertionError(
            "seed %d, case %d of %s, %s: %s%n%s"
                .formatted(seed, i, name, kind, e, HexFormat.of().formatHex(head(bytes))),
            e);
      }
    }
    System.out.println(this);
    assertThat(cases).as(toString()).isEqualTo(count);
    assertThat(inner).as(toString()).isGreaterThanOrEqualTo(count / 4);
    assertThat(returned).as(toString()).isGreaterThanOrEqualTo(count / 100);
    assertThat(refused).as(toString()).isGreaterThanOrEqualTo(count / 4);
  }

  private void requireValid(long seed, SimEntropy chance) {
    for (int i = 0; i < 100; i++) {
      byte[] bytes = valid.apply(chance);
      byte[] sealed = bytes.clone();
      sealing.seal(sealed, chance);
      assertThat(sealed).as("seed %d: valid bytes are sealed as they are", seed).isEqualTo(bytes);
      assertThat(decoder.apply(bytes).run()).as("seed %d: valid %s", seed, name).isEmpty();
    }
  }

  private void decode(byte[] bytes, boolean isMeasured) {
    Decoding decoding = decoder.apply(bytes);
    String reason;
    long before = Allocation.bytes();
    try {
      reason = decoding.run();
    } catch (JournalException e) {
      reason = String.valueOf(e.getMessage());
    }
    long allocated = Allocation.bytes() - before;
    if (!isMeasured) {
      return;
    }
    long bound = fixedBytes + (long) ALLOCATED_PER_BYTE * bytes.length;
    if (allocated > bound) {
      throw new AssertionError("allocation must be <= " + bound + ", got: " + allocated);
    }
    allocatedMax = Math.max(allocatedMax, allocated);
    cases++;
    returned += reason.isEmpty() ? 1 : 0;
    refused += reason.isEmpty() ? 0 : 1;
    inner += kind.startsWith("sealed") && !stopsAtChecksum.test(reason) ? 1 : 0;
  }

  private byte[] mutated(int which, SimEntropy chance) {
    byte[] bytes = valid.apply(chance);
    switch (which) {
      case 0 -> {
        kind = "chance alone";
        bytes = new byte[chance.below(2 * bytes.length + 1)];
        chance.fill(bytes);
      }
      case 1 -> {
        kind = "bytes changed";
        change(bytes, chance);
      }
      case 2 -> {
        kind = "cut or extended";
        bytes = resized(bytes, chance);
      }
      case 3 -> {
        kind = "sealed, bytes changed";
        change(bytes, chance);
        sealing.seal(bytes, chance);
      }
      case 4 -> {
        kind = "sealed, cut or extended";
        bytes = resized(bytes, chance);
        sealing.seal(bytes, chance);
      }
      default -> {
        kind = "sealed, numbers changed";
        int[] places = numbers.apply(bytes);
        for (int more = 1 + chance.below(3); more > 0; more--) {
          changeNumber(bytes, places[chance.below(places.length)], chance);
        }
        sealing.seal(bytes, chance);
      }
    }
    return bytes;
  }

  private static void change(byte[] bytes, SimEntropy chance) {
    for (int more = 1 + chance.below(8); more > 0 && bytes.length > 0; more--) {
      bytes[chance.below(bytes.length)] = (byte) chance.nextLong();
    }
  }

  private static byte[] resized(byte[] bytes, SimEntropy chance) {
    if (chance.below(2) == 0) {
      return Arrays.copyOf(bytes, chance.below(bytes.length + 1));
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + chance.below(128));
    byte[] more = new byte[longer.length - bytes.length];
    chance.fill(more);
    System.arraycopy(more, 0, longer, bytes.length, more.length);
    return longer;
  }

  private static void changeNumber(byte[] bytes, int place, SimEntropy chance) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int width = 1 << chance.below(4);
    if (place + width > bytes.length) {
      return;
    }
    switch (width) {
      case 1 -> buffer.put(place, (byte) number(buffer.get(place), chance));
      case 2 -> buffer.putShort(place, (short) number(buffer.getShort(place), chance));
      case 4 -> buffer.putInt(place, (int) number(buffer.getInt(place), chance));
      default -> buffer.putLong(place, number(buffer.getLong(place), chance));
    }
  }

  /** A number at an edge, or near the one that is there. */
  private static long number(long now, SimEntropy chance) {
    return switch (chance.below(12)) {
      case 0 -> 0;
      case 1 -> -1;
      case 2 -> Integer.MAX_VALUE - chance.below(16);
      case 3 -> Integer.MIN_VALUE + chance.below(16);
      case 4 -> Long.MAX_VALUE - chance.below(16);
      case 5 -> Long.MIN_VALUE + chance.below(16);
      case 6 -> 1L << chance.below(Long.SIZE);
      case 7 -> now + 8;
      case 8 -> now - 8;
      case 9 -> now + 1;
      case 10 -> now - 1;
      default -> chance.nextLong();
    };
  }

  private static byte[] head(byte[] bytes) {
    return Arrays.copyOf(bytes, Math.min(bytes.length, 512));
  }

  /**
   * Puts a checksum as docs/format.md has it: CRC32C of the bytes of a range, mixed with a seed,
   * without the four in which it stands. Done apart from the code that is tested. Does nothing
   * where the bytes do not reach.
   */
  static void seal(byte[] bytes, long seed, int from, int length, int place) {
    if (length < 0 || from + (long) length > bytes.length || place + 4 > from + length) {
      return;
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, place - from);
    crc.update(bytes, place + 4, from + length - place - 4);
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(place, (int) (crc.getValue() ^ seed ^ (seed >>> 32)));
  }

  @Override
  public String toString() {
    return ("decoder-fuzz: %s, cases %d, returned %d, refused %d, past checksums %d, "
            + "allocated at most %d")
        .formatted(name, cases, returned, refused, inner, allocatedMax);
  }
}
