package dev.stele.store;

import dev.stele.ground.Entropy;
import java.util.UUID;

/**
 * Makes identities of version 7 (RFC 9562): 48 bits of milliseconds, and 74 of chance. Safe for any
 * thread.
 */
final class EventIds {

  /** Chance is dear by the call and cheap by the byte. */
  private static final int POOL_BYTES = 1 << 10;

  private final Entropy chance;
  private final byte[] pool = new byte[POOL_BYTES];
  private int used = POOL_BYTES;

  EventIds(Entropy chance) {
    this.chance = chance;
  }

  EventId next(long millis) {
    long high;
    long low;
    synchronized (this) {
      if (used + 2 * Long.BYTES > POOL_BYTES) {
        chance.fill(pool);
        used = 0;
      }
      high = take();
      low = take();
    }
    return new EventId(
        new UUID(
            (millis << 16) | 0x7000 | (high & 0x0FFF),
            (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L));
  }

  private long take() {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = (value << Byte.SIZE) | Byte.toUnsignedLong(pool[used]);
      pool[used++] = 0; // What was given out is nowhere else.
    }
    return value;
  }
}
