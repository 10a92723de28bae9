package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.trial.SimEntropy;
import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The value that everything is made of. */
class DigestTest {

  private static final String HEX =
      "000102030405060708090a0b0c0d0e0ff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff";

  @Test
  void theTextIsTheBytesInHexBothWays() {
    Digest digest = Digest.parse(HEX);
    assertThat(digest).hasToString(HEX);
    assertThat(HexFormat.of().formatHex(digest.toBytes())).isEqualTo(HEX);
    assertThat(Digest.parse(HEX.toUpperCase(java.util.Locale.ROOT))).isEqualTo(digest);
  }

  @Test
  void whatIsNoTextOfADigestIsRefused() {
    for (String text : List.of("", HEX.substring(1), HEX + "0", "g" + HEX.substring(1))) {
      assertThatThrownBy(() -> Digest.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("digest must be 64 hex digits, got: '" + text + "'");
    }
  }

  @Test
  void anyBytesComeBackFromEveryForm() {
    SimEntropy chance = SimEntropy.of(1);
    for (int round = 0; round < 1000; round++) {
      byte[] bytes = new byte[Digest.BYTES];
      chance.fill(bytes);
      Digest digest = Digest.of(bytes);
      assertThat(digest.toBytes()).isEqualTo(bytes);
      assertThat(Digest.parse(digest.toString())).isEqualTo(digest).hasSameHashCodeAs(digest);
      byte[] wide = new byte[100];
      digest.copyTo(wide, 17);
      assertThat(Digest.of(wide, 17)).isEqualTo(digest);
      assertThat(Arrays.copyOf(wide, 17)).containsOnly(0);
      assertThat(Arrays.copyOfRange(wide, 49, 100)).containsOnly(0);
      for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(Digest.BYTES).order(order);
        digest.copyTo(buffer);
        byte[] copy = new byte[Digest.BYTES];
        assertThat(Digest.of(buffer.flip())).isEqualTo(digest);
        buffer.flip().get(copy);
        assertThat(copy).isEqualTo(bytes);
      }
    }
  }

  @Test
  void bytesAreCopiedAndNeverShared() {
    byte[] bytes = HexFormat.of().parseHex(HEX);
    Digest digest = Digest.of(bytes);
    bytes[0] = 99;
    digest.toBytes()[1] = 99;
    assertThat(digest).hasToString(HEX);
  }

  @Test
  void everySingleBitMakesAnotherDigest() {
    byte[] bytes = HexFormat.of().parseHex(HEX);
    Digest digest = Digest.of(bytes);
    for (int bit = 0; bit < 8 * Digest.BYTES; bit++) {
      byte[] other = bytes.clone();
      other[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(Digest.of(other)).isNotEqualTo(digest);
    }
  }

  @Test
  void aLengthThatDoesNotFitIsRefusedAndNothingIsWritten() {
    assertThatThrownBy(() -> Digest.of(new byte[31]))
        .hasMessage("digest must be 32 bytes, got: 31");
    assertThatThrownBy(() -> Digest.of(new byte[40], 9))
        .isInstanceOf(IndexOutOfBoundsException.class);
    ByteBuffer shorter = ByteBuffer.allocate(31);
    assertThatThrownBy(() -> Digest.of(shorter)).isInstanceOf(BufferUnderflowException.class);
    Digest digest = Digest.parse(HEX);
    assertThatThrownBy(() -> digest.copyTo(shorter)).isInstanceOf(BufferOverflowException.class);
    assertThat(shorter.position()).isZero();
    for (int from : List.of(-1, -8, -24, 9, 40, Integer.MAX_VALUE, Integer.MIN_VALUE)) {
      byte[] target = new byte[40];
      assertThatThrownBy(() -> digest.copyTo(target, from))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThat(target).containsOnly(0);
    }
  }
}
