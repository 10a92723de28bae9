package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atMost;
import static dev.stele.bench.Goals.Unit.MICROS;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How long after it is published an item is seen by a consumer that waits for it. */
final class AttachLatencyQuestion implements Question {

  private static final long PATIENCE_SECONDS = 60;

  /** Between two items, so that the consumer waits for each. */
  private static final long PAUSE_NANOS = 1_000_000;

  private final PostgresServer postgres;

  AttachLatencyQuestion(PostgresServer postgres) {
    this.postgres = postgres;
  }

  @FunctionalInterface
  private interface Making {
    LivePeer make() throws Exception;
  }

  @Override
  public void answer(Setting setting) throws Exception {
    setting
        .out()
        .println("1. From published to seen by one consumer that waits. One a millisecond.");
    setting.out().println("A figure is the median of a round; CPU is that of our process.");
    Rounds rounds = new Rounds();
    Contestant attach = add(rounds, "attach", LivePeer.OfAttach::new);
    add(rounds, "a queue, nothing else", LivePeer.OfQueues::new);
    add(rounds, "Reactor sink, publishOn", LivePeer.OfReactor::new);
    try (LivePeer _ = new LivePeer.OfPostgres(postgres)) {
      add(rounds, "PostgreSQL NOTIFY", () -> new LivePeer.OfPostgres(postgres));
    } catch (IOException e) {
      setting.out().printf("%-38s not measured: %s%n", "PostgreSQL NOTIFY", e.getMessage());
    }
    rounds.run(setting.out(), setting.scale(), setting.scale().choose(300, 10));
    setting.goals().judge(atMost(40, MICROS, "from published to seen"), attach.micros());
  }

  private static Contestant add(Rounds rounds, String name, Making making) {
    return rounds.add(
        name,
        operations -> {
          try (LivePeer peer = making.make()) {
            return measured(peer, operations);
          }
        });
  }

  private static Contestant.Sample measured(LivePeer peer, int operations) throws Exception {
    LinkedBlockingQueue<Long> seen = new LinkedBlockingQueue<>();
    peer.add(0, published -> seen.add(System.nanoTime() - published));
    long[] nanos = new long[operations];
    long cpu = CpuClock.nanos();
    for (int i = 0; i < operations; i++) {
      LockSupport.parkNanos(PAUSE_NANOS);
      peer.publish(0, System.nanoTime());
      Long passed = seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (passed == null) {
        throw new IOException("expected item " + i + " to be seen, found none");
      }
      nanos[i] = passed;
    }
    double cpuMicros = (CpuClock.nanos() - cpu) / 1e3 / operations;
    Arrays.sort(nanos);
    return new Contestant.Sample(nanos[operations / 2] / 1e3, cpuMicros, 0);
  }
}
