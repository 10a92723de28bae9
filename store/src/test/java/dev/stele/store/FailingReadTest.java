package dev.stele.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.ground.DiskException;
import dev.stele.ground.DiskOperation;
import dev.stele.journal.Position;
import dev.stele.trial.Life;
import dev.stele.trial.SimDisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What readings do when the device fails below one of them, once: at each place in turn. */
class FailingReadTest {

  private static final Coordinate ALICE = Coordinate.of("room", "player:alice");
  private static final Coordinate BOB = Coordinate.of("room", "player:bob");
  private static final Set<DiskOperation> READS =
      Set.of(DiskOperation.READ, DiskOperation.READ_MAPPED, DiskOperation.MAP, DiskOperation.OPEN);
  private static final int EVENTS = 60;

  private final SimDisk disk = SimDisk.empty();
  private final FailingDisk failing = new FailingDisk(disk);

  private void fill() {
    try (Store store = StoreDisks.open(StoreDisks.options(disk, 8_192))) {
      for (int i = 0; i < EVENTS; i++) {
        store.append(Append.to(ALICE).event(StoreDisks.event("event " + i))).orThrow();
        for (int k = 0; k < 8; k++) {
          store.append(Append.to(BOB).event(StoreDisks.event("other"))).orThrow();
        }
      }
    }
  }

  /** Lets a reading below a folder fail, the one of that number, once. */
  private static AtomicLong failingOnce(FailingDisk failing, String folder, long which) {
    AtomicLong count = new AtomicLong();
    failing.failing((operation, path) ->
        READS.contains(operation) && path.contains(folder) && count.incrementAndGet() == which);
    return count;
  }

  /**
   * An event whose entry could not be read was passed over by the next call, and all that a tail
   * had not looked at yet was, when its next reading could not begin: nobody saw them again, and a
   * cursor saved a place behind them.
   */
  @Test
  void aTailThatFailedGoesOnWhereItWas() throws Exception {
    fill();
    for (Region region :
        List.of(Region.of(ALICE), Region.scope("room"), Region.all().since(StoreDisks.DAWN))) {
      boolean isReached = true;
      for (long which = 1; isReached; which += 11) {
        isReached = false;
        try (Store store = StoreDisks.open(StoreDisks.options(failing, 8_192))) {
          int expected = StoreDisks.events(store, region).size();
          AtomicLong count = failingOnce(failing, "/segments/", which);
          List<Position> seen = new ArrayList<>();
          try (EventTail tail = store.tail(region)) {
            boolean isMore = true;
            while (isMore) {
              try {
                Optional<Event> next = tail.next(Duration.ZERO);
                next.ifPresent(event -> seen.add(event.position()));
                isMore = next.isPresent();
              } catch (DiskException.Failed _) {
                isReached = true;
              }
            }
          }
          failing.failing((_, _) -> false);
          assertThat(seen)
              .as("reading %d of %d failed in %s", which, count.get(), region)
              .hasSize(expected)
              .doesNotHaveDuplicates();
        }
      }
    }
  }

  /** A run that could not be read made a caller fail who only wanted to know what is in the log. */
  @Test
  void anIndexThatCannotBeReadIsDoneWithout() {
    fill();
    boolean isReached = true;
    for (long which = 1; isReached; which += 5) {
      FailingDisk once = new FailingDisk(disk.rerun(Life.honest()));
      try (Store store = StoreDisks.open(StoreDisks.options(once, 8_192))) {
        assertThat(store.statistics().indexRuns()).isPositive();
        AtomicLong count = failingOnce(once, "/runs/", which);
        Condition none =
            new Condition(Query.tagged("x").or(Query.tagged("y", "z")), Position.FIRST);
        Append append =
            Append.to(ALICE)
                .unless(none.query(), none.since())
                .expectVersion(new Version(EVENTS - 1))
                .key("k")
                .event(StoreDisks.event("more").tagged("w"));
        assertThat(store.append(append)).isInstanceOf(Outcome.Appended.class);
        assertThat(StoreDisks.texts(store, Region.of(ALICE))).hasSize(EVENTS + 1);
        assertThat(store.at(new Position(5))).map(Event::text).contains("other");
        isReached = count.get() >= which;
        once.failing((_, _) -> false);
      }
    }
  }
}
