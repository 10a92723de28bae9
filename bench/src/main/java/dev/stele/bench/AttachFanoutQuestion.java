package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atLeast;
import static dev.stele.bench.Goals.Unit.PER_SECOND;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Ten thousand consumers, of a hundred topics: an item costs what those of its topic cost. */
final class AttachFanoutQuestion implements Question {

  private static final long PATIENCE_SECONDS = 300;

  /** All at once; each has what is published for its topic counted. */
  private record Crowd(int topics, int consumers) {

    int each() {
      return consumers / topics;
    }
  }

  @Override
  public void answer(Setting setting) throws Exception {
    Crowd crowd = new Crowd(setting.scale().choose(100, 10), setting.scale().choose(10_000, 100));
    setting
        .out()
        .printf(
            Locale.ROOT,
            "2. %,d consumers of %d topics. An op is a delivery; all are counted.%n",
            crowd.consumers,
            crowd.topics);
    Rounds rounds = new Rounds();
    try (LivePeer attach = new LivePeer.OfAttach();
        LivePeer queues = new LivePeer.OfQueues();
        LivePeer reactor = new LivePeer.OfReactor()) {
      Contestant ours = add(rounds, "attach", attach, crowd);
      add(rounds, "queues, nothing else", queues, crowd);
      add(rounds, "Reactor sinks, publishOn", reactor, crowd);
      rounds.run(setting.out(), setting.scale(), setting.scale().choose(1_000_000, 10_000));
      setting.goals().judge(atLeast(100_000, PER_SECOND, "delivered"), ours.perSecond());
    }
  }

  private static Contestant add(Rounds rounds, String name, LivePeer peer, Crowd crowd)
      throws Exception {
    Deliveries deliveries = new Deliveries();
    for (int i = 0; i < crowd.consumers; i++) {
      peer.add(i % crowd.topics, _ -> deliveries.count());
    }
    return rounds.add(
        name,
        () -> 0,
        operations -> {
          int items = operations / crowd.each();
          CountDownLatch done = deliveries.expect((long) items * crowd.each());
          for (int i = 0; i < items; i++) {
            peer.publish(i % crowd.topics, i);
          }
          if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("expected all deliveries, found too few: " + name);
          }
        });
  }

  /** Counts what arrives; the one that looks finds out when it is all. */
  private static final class Deliveries {
    private final LongAdder arrived = new LongAdder();
    private volatile long expected = Long.MAX_VALUE;
    private volatile CountDownLatch done = new CountDownLatch(1);

    CountDownLatch expect(long more) {
      CountDownLatch latch = new CountDownLatch(1);
      long before = arrived.sum();
      done = latch;
      expected = before + more;
      return latch;
    }

    void count() {
      arrived.increment();
      if (arrived.sum() >= expected) {
        done.countDown();
      }
    }
  }
}
