package dev.stele.store;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The public key of an Ed25519 seed (RFC 8032, 5.1.5). The JDK signs and verifies, but gives the
 * public key only of a pair that it has just made with a generator of its own.
 *
 * <p>Not in constant time. It runs once when a key is loaded, in the process that holds the key.
 */
final class Edwards25519 {

  /*
   * Points are held in extended coordinates (X : Y : Z : T), x = X/Z, y = Y/Z, x * y = T/Z (RFC
   * 8032, 5.1.4). One addition formula is complete on this curve, so doubling is adding to itself.
   */

  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);

  /** The base point: y is 4/5, and x the even one of the two that fit. */
  private static final Point BASE =
      Point.of(
          new BigInteger(
              "15112221349535400772501151409588531511454012693041857206046113283949847762202"),
          new BigInteger(
              "46316835694926478169428394003475163141307993866256225615783033603165251855960"));

  private static final int KEY_BYTES = 32;

  private Edwards25519() {}

  /** Returns the public key that belongs to a seed of 32 bytes. */
  static byte[] publicKey(byte[] seed) {
    byte[] scalar = Arrays.copyOf(sha512(seed), KEY_BYTES);
    scalar[0] &= (byte) 0xF8;
    scalar[KEY_BYTES - 1] &= 0x7F;
    scalar[KEY_BYTES - 1] |= 0x40;
    return encode(multiply(new BigInteger(1, reversed(scalar))));
  }

  private static Point multiply(BigInteger scalar) {
    Point sum = Point.of(BigInteger.ZERO, BigInteger.ONE);
    for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
      sum = sum.plus(sum);
      if (scalar.testBit(bit)) {
        sum = sum.plus(BASE);
      }
    }
    return sum;
  }

  private static byte[] encode(Point point) {
    BigInteger inverse = point.z.modInverse(P);
    BigInteger x = point.x.multiply(inverse).mod(P);
    BigInteger y = point.y.multiply(inverse).mod(P);
    BigInteger all = x.testBit(0) ? y.setBit(255) : y;
    byte[] bigEndian = all.toByteArray();
    byte[] padded = new byte[KEY_BYTES];
    int length = Math.min(bigEndian.length, KEY_BYTES);
    System.arraycopy(bigEndian, bigEndian.length - length, padded, KEY_BYTES - length, length);
    return reversed(padded);
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  private static byte[] sha512(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-512").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK's Ed25519 needs SHA-512", e);
    }
  }

  private record Point(BigInteger x, BigInteger y, BigInteger z, BigInteger t) {

    static Point of(BigInteger x, BigInteger y) {
      return new Point(x, y, BigInteger.ONE, x.multiply(y).mod(P));
    }

    Point plus(Point other) {
      BigInteger a = y.subtract(x).multiply(other.y.subtract(other.x)).mod(P);
      BigInteger b = y.add(x).multiply(other.y.add(other.x)).mod(P);
      BigInteger c = t.multiply(D).multiply(other.t).shiftLeft(1).mod(P);
      BigInteger d = z.multiply(other.z).shiftLeft(1).mod(P);
      BigInteger e = b.subtract(a);
      BigInteger f = d.subtract(c);
      BigInteger g = d.add(c);
      BigInteger h = b.add(a);
      return new Point(
          e.multiply(f).mod(P), g.multiply(h).mod(P), f.multiply(g).mod(P), e.multiply(h).mod(P));
    }
  }
}
