package dev.stele.bench;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** What peers without identities of their own give events: UUIDs of version 7. */
final class Identities {

  private static final int MILLIS_SHIFT = 16;

  private Identities() {}

  static UUID next() {
    ThreadLocalRandom chance = ThreadLocalRandom.current();
    long high = System.currentTimeMillis() << MILLIS_SHIFT | 0x7000 | chance.nextInt(0x1000);
    long low = chance.nextLong() >>> 2 | Long.MIN_VALUE;
    return new UUID(high, low);
  }

  static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  static UUID of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
