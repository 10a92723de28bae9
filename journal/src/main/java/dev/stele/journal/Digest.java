package dev.stele.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A SHA-256 value: 32 bytes, immutable, equal by content. Its text is 64 lower-case hex digits.
 *
 * <p>Bytes are copied in and out, never shared. Held as four numbers: one object, no array.
 */
public final class Digest {

  /** The length of every digest in bytes. */
  public static final int BYTES = 32;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final long first;
  private final long second;
  private final long third;
  private final long fourth;

  private Digest(long first, long second, long third, long fourth) {
    this.first = first;
    this.second = second;
    this.third = third;
    this.fourth = fourth;
  }

  /**
   * Copies a digest from an array that holds nothing else.
   *
   * @throws IllegalArgumentException if the array has not 32 bytes
   */
  public static Digest of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("digest must be 32 bytes, got: " + bytes.length);
    }
    return of(bytes, 0);
  }

  /**
   * Copies a digest out of an array.
   *
   * @param from where its first byte stands
   * @throws IndexOutOfBoundsException if fewer than 32 bytes stand from there on
   */
  public static Digest of(byte[] source, int from) {
    Objects.checkFromIndexSize(from, BYTES, source.length);
    return new Digest(
        (long) WORD.get(source, from),
        (long) WORD.get(source, from + 8),
        (long) WORD.get(source, from + 16),
        (long) WORD.get(source, from + 24));
  }

  /**
   * Copies the next 32 bytes of a buffer, whatever its byte order, and moves its position past
   * them.
   *
   * @throws java.nio.BufferUnderflowException if fewer remain; nothing was taken
   */
  public static Digest of(ByteBuffer source) {
    byte[] bytes = new byte[BYTES];
    source.get(bytes);
    return of(bytes, 0);
  }

  /**
   * Reads the text of a digest.
   *
   * @param hex 64 hex digits, of either case
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Digest parse(String hex) {
    if (hex.length() != 2 * BYTES) {
      throw new IllegalArgumentException("digest must be 64 hex digits, got: '" + hex + "'");
    }
    try {
      return of(HexFormat.of().parseHex(hex), 0);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("digest must be 64 hex digits, got: '" + hex + "'", e);
    }
  }

  /**
   * Copies the digest into an array.
   *
   * @param from where its first byte goes
   * @throws IndexOutOfBoundsException if the array has no room for 32 bytes from there on; nothing
   *     was written
   */
  public void copyTo(byte[] target, int from) {
    Objects.checkFromIndexSize(from, BYTES, target.length);
    WORD.set(target, from, first);
    WORD.set(target, from + 8, second);
    WORD.set(target, from + 16, third);
    WORD.set(target, from + 24, fourth);
  }

  /**
   * Puts the digest into a buffer, whatever its byte order, and moves its position past it.
   *
   * @throws java.nio.BufferOverflowException if fewer than 32 bytes remain; nothing was written
   */
  public void copyTo(ByteBuffer target) {
    target.put(toBytes());
  }

  /** Returns a copy of the 32 bytes. */
  public byte[] toBytes() {
    byte[] bytes = new byte[BYTES];
    copyTo(bytes, 0);
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest that
        && first == that.first
        && second == that.second
        && third == that.third
        && fourth == that.fourth;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(first); // As evenly spread as any mix of the four.
  }

  /** Returns the text: 64 lower-case hex digits. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(first)
        + hex.toHexDigits(second)
        + hex.toHexDigits(third)
        + hex.toHexDigits(fourth);
  }
}
