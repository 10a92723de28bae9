package dev.stele.bench;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What every contestant is given: 200 bytes of chance, the same for all. */
final class Payloads {

  static final int BYTES = 200;
  static final int BATCH = 100;

  /** A batch of payloads, no two alike, so that nobody gains by compressing. */
  static final List<byte[]> HUNDRED = hundred();

  /** One payload alone. */
  static final List<byte[]> ONE = List.of(HUNDRED.getFirst());

  private Payloads() {}

  private static List<byte[]> hundred() {
    Random chance = new Random(20);
    return Stream.generate(
            () -> {
              byte[] payload = new byte[BYTES];
              chance.nextBytes(payload);
              return payload;
            })
        .limit(BATCH)
        .toList();
  }
}
