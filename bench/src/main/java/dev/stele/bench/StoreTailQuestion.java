package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atMost;
import static dev.stele.bench.Goals.Unit.MICROS;

import dev.stele.journal.Durability;
import dev.stele.store.Event;
import dev.stele.store.EventTail;
import dev.stele.store.Region;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long after an event is durable a tail has it: from the moment the device's sync has returned
 * to the one in which the waiting virtual thread holds the event. Beside it, how long the appending
 * thread takes to learn of the same sync.
 */
final class StoreTailQuestion implements Question {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Between two appends, so that the tail waits for each. */
  private static final long PAUSE_NANOS = 1_000_000;

  /** Moments of one append, as {@code System.nanoTime} tells them. */
  private record Passage(long called, long synced, long returned, long seen) {}

  /** What the tail had, and when. */
  private record Seen(long version, long nanos) {}

  @Override
  public void answer(Setting setting) throws Exception {
    setting
        .out()
        .println("5. From durable to seen by a tail on a virtual thread that waits for it.");
    setting
        .out()
        .println("One append a millisecond. A figure is the median of a round, or 99 of 100.");
    LinkedBlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
    try (StoreEvents peer = new StoreEvents(setting.scratch().folder("tail"), Durability.SYNCED)) {
      peer.begin();
      Thread reader;
      try (EventTail tail = peer.store().tail(Region.all().from(peer.store().head()))) {
        reader = Thread.startVirtualThread(() -> follow(tail, seen));
        Author author = new Author("tail");
        measure(setting, () -> pass(peer, author, seen));
        reader.interrupt();
        reader.join();
      }
    }
    for (String name : List.of("SQLite", "RocksDB", "LMDB", "H2")) {
      setting
          .out()
          .printf("%-38s not measured: has no tail, and a poll is as late as it is rare%n", name);
    }
    setting
        .out()
        .printf("%-38s not measured: its NOTIFY carries no event; each is queried%n", "PostgreSQL");
  }

  private static void follow(EventTail tail, LinkedBlockingQueue<Seen> seen) {
    try {
      while (true) {
        Optional<Event> event = tail.next(PATIENCE);
        long nanos = System.nanoTime();
        event.ifPresent(one -> seen.add(new Seen(one.version().value(), nanos)));
      }
    } catch (InterruptedException _) {
      // It has seen enough.
    }
  }

  private static void measure(Setting setting, Callable<Passage> passing) throws Exception {
    ManyReadings<Passage> all = new ManyReadings<>(passing);
    Rounds rounds = new Rounds();
    Contestant toTail =
        all.add(rounds, "synced to seen by the tail", 0.5, one -> one.seen - one.synced);
    all.add(rounds, "synced to seen, 99 of 100", 0.99, one -> one.seen - one.synced);
    all.add(rounds, "synced to append returned", 0.5, one -> one.returned - one.synced);
    all.add(rounds, "append returned to seen", 0.5, one -> one.seen - one.returned);
    all.add(rounds, "append called to returned", 0.5, one -> one.returned - one.called);
    all.add(rounds, "append called to seen", 0.5, one -> one.seen - one.called);
    rounds.run(setting.out(), setting.scale(), setting.scale().choose(300, 10));
    setting
        .goals()
        .judgeDurable(
            atMost(60, MICROS, "from durable to seen by a tail, median"), toTail.micros());
  }

  private static Passage pass(StoreEvents peer, Author author, LinkedBlockingQueue<Seen> seen)
      throws Exception {
    LockSupport.parkNanos(PAUSE_NANOS);
    Batch batch = author.next(1);
    long called = System.nanoTime();
    peer.append(List.of(batch));
    long returned = System.nanoTime();
    long synced = peer.disk().lastSyncNanos();
    Seen event = seen.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (event == null || event.version != batch.drafts().getFirst().version()) {
      throw new IOException("expected the tail to see the event, it saw " + event);
    }
    return new Passage(called, synced, returned, event.nanos);
  }
}
