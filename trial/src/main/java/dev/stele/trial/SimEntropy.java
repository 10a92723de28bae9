package dev.stele.trial;

import dev.stele.ground.Entropy;
import java.util.concurrent.atomic.AtomicLong;

/** Chance that a seed decides: the same bytes in the same order of calls. Safe for any thread. */
public final class SimEntropy implements Entropy {

  /** The increment of SplitMix64 (Steele, Lea and Flood, 2014): 2^64 over the golden ratio, odd. */
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private final AtomicLong state;

  private SimEntropy(long seed) {
    this.state = new AtomicLong(seed);
  }

  /** Makes the chance of a seed. */
  public static SimEntropy of(long seed) {
    return new SimEntropy(seed);
  }

  @Override
  public void fill(byte[] target) {
    for (int i = 0; i < target.length; ) {
      long bits = nextLong();
      for (int n = 0; n < Long.BYTES && i < target.length; n++, i++, bits >>>= Byte.SIZE) {
        target[i] = (byte) bits;
      }
    }
  }

  @Override
  public long nextLong() {
    return mix(state.addAndGet(GAMMA));
  }

  /**
   * Returns a number from 0 to below a bound.
   *
   * @param bound at least 1
   */
  public int below(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound must be >= 1, got: " + bound);
    }
    return (int) Long.remainderUnsigned(nextLong(), bound); // The bias is below 2^-32.
  }

  /** The output function of SplitMix64. */
  static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
