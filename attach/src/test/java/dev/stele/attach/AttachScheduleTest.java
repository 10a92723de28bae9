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

  static void emitWhileAttaching() throws Exception {
    Feed<Integer> feed = new Feed<>(LINEAGE, 10);
    feed.publish(0);
    Thread emitter =
        Thread.ofVirtual()
            .name("emitter")
            .start(() -> {
              feed.publish(1);
              feed.close();
            });
    List<Integer> seen = new ArrayList<>();
    Session<Items<Integer>, Integer> session =
        new Session<>(
            new Source.OfItems<>(feed),
            Settings.<Integer>standard(),
            new Doorbell(dev.stele.ground.Clock.system()),
            java.util.Optional.empty());
    Items<Integer> history = session.takeHistory();
    while (history.hasNext()) {
      seen.add(history.next().value());
    }
    session.replayed();
    session.advance(Session.Phase.SUBSCRIBED, Session.Phase.LIVE);
    while (true) {
      Received<Items<Integer>, Integer> received =
          session.receive(Deadline.Fixed.NEVER).orElseThrow();
      if (received instanceof Received.Got<Items<Integer>, Integer>(Item<Integer> item)) {
        seen.add(item.value());
      } else if (received instanceof Received.Ended<Items<Integer>, Integer>) {
        break;
      }
    }
    emitter.join();
    if (!seen.equals(List.of(0, 1))) {
      throw new AssertionError("expected 0, 1, found " + seen);
    }
  }

  @Test
  void eachItemIsSeenOnceInOrder() {
    Certificate certificate = Explorer.check(AttachScheduleTest::emitWhileAttaching);
    System.out.println(certificate);
    assertThat(certificate.isComplete()).isTrue();
  }
}
