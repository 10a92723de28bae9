package dev.stele.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.explore.Certificate;
import dev.stele.explore.Explorer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every schedule of somebody who publishes and somebody who attaches. */
class AttachScheduleTest {

  private static final UUID LINEAGE = new UUID(1, 2);

  /** Sees everything up to the end, and returns the values. */
  static List<Integer> seen(Spawned<Items<Integer>, Integer> attach) throws Exception {
    List<Integer> seen = new ArrayList<>();
    try (Live<Items<Integer>, Integer> live =
        attach
            .subscribe()
            .replay(items -> items.forEachRemaining(item -> seen.add(item.value())))
            .live()) {
      while (true) {
        switch (live.next()) {
          case Received.Got<Items<Integer>, Integer>(Item<Integer> item) -> seen.add(item.value());
          case Received.Ended<Items<Integer>, Integer> _ -> {
            return seen;
          }
          default -> {}
        }
      }
    }
  }

  static void require(Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new AssertionError("expected " + expected + ", found " + found);
    }
  }

  static void emitWhileAttaching() throws Exception {
    Feed<Integer> feed = new Feed<>(LINEAGE, 10);
    feed.publish(0);
    Thread emitter =
        Thread.ofVirtual()
            .name("emitter")
            .start(() -> {
              feed.publish(1);
              feed.publish(2);
              feed.close();
            });
    List<Integer> seen = seen(Attach.to(feed));
    emitter.join();
    require(List.of(0, 1, 2), seen);
  }

  @Test
  void eachItemIsSeenOnceInOrder() {
    Certificate certificate = Explorer.check(AttachScheduleTest::emitWhileAttaching);
    System.out.println(certificate);
    assertThat(certificate.isComplete()).isTrue();
  }
}
