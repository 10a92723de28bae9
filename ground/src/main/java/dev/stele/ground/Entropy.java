package dev.stele.ground;

import java.nio.ByteBuffer;

/** Chance: bytes that nobody can predict. Safe for any thread. */
@FunctionalInterface
public interface Entropy {

  /** Returns the entropy of this machine, fit for keys, salts and nonces. */
  static Entropy system() {
    return SystemEntropy.SHARED;
  }

  /** Fills an array with random bytes. */
  void fill(byte[] target);

  /** Returns 64 random bits. */
  default long nextLong() {
    byte[] bytes = new byte[Long.BYTES];
    fill(bytes);
    return ByteBuffer.wrap(bytes).getLong();
  }
}
