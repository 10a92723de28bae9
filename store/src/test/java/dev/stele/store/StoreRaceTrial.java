package dev.stele.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.ground.Clock;
import dev.stele.ground.DiskOperation;
import dev.stele.ground.Entropy;
import dev.stele.journal.JournalOptions;
import dev.stele.journal.Position;
import dev.stele.trial.SimDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must hold when callers meet: rows B1, B2, B3 and B5 of the conformance table. */
@SuppressWarnings("ThreadPriorityCheck") // Threads that never wait yield; nothing rests on it.
class StoreRaceTrial {

  private static final int ROUNDS = 400;
  private static final int LOOKS_MIN = 100;
  private static final Coordinate STREAM = Coordinate.of("room", "door");

  private final SimDisk disk = SimDisk.empty();
  private final FailingDisk failing = new FailingDisk(disk);

  private StoreOptions options() {
    return StoreOptions.standard()
        .journal(new JournalOptions(1 << 16, 4_096, failing, Clock.system(), Entropy.system()))
        .indexBytes(StoreDisks.INDEX_BYTES)
        // However long the machine stands still, no other one becomes due.
        .restarts(new StoreOptions.RestartBudget(1, Duration.ofDays(1)));
  }

  private Store open() {
    return Store.open(StoreDisks.DIRECTORY, options());
  }

  /** B1. */
  @Test
  void ofRacingAppendsWithOneKeyOneIsAppendedAndAllGetItsReceipt() throws Exception {
    int repeated = 0;
    try (Store store = open()) {
      for (int round = 0; round < ROUNDS; round++) {
        Append append =
            Append.to(STREAM).key("round " + round).event("Opened", "" + round).event("Shut", "");
        List<Outcome> outcomes =
            Together.run(Together.Kind.of(round), 2 + round % 3, _ -> () -> store.append(append));
        long appended = outcomes.stream().filter(Outcome.Appended.class::isInstance).count();
        assertThat(appended).as("%s", outcomes).isEqualTo(1);
        assertThat(outcomes.stream().map(Outcome::orThrow).distinct()).hasSize(1);
        repeated += (int) outcomes.stream().filter(Outcome.Repeated.class::isInstance).count();
      }
      assertThat(StoreDisks.events(store, Region.all())).hasSize(2 * ROUNDS);
      assertThat(store.statistics().repeated()).isEqualTo(repeated);
    }
    assertThat(repeated).isGreaterThan(ROUNDS);
  }

  /** B2. */
  @Test
  void ofRacingAppendsThatExpectOneVersionOneWinsAndTheOthersAreToldTheVersionNow()
      throws Exception {
    try (Store store = open()) {
      for (int round = 0; round < ROUNDS; round++) {
        Append base = Append.to(STREAM);
        Append append =
            (round == 0 ? base.expectNoStream() : base.expectVersion(new Version(round - 1)))
                .event("Opened", "{}");
        List<Outcome> outcomes =
            Together.run(Together.Kind.of(round), 2 + round % 3, _ -> () -> store.append(append));
        Expectation expected = append.expectations().get(STREAM);
        Outcome told =
            new Outcome.StreamConflict(
                STREAM,
                java.util.Objects.requireNonNull(expected),
                Optional.of(new Version(round)));
        assertThat(outcomes.stream().filter(Outcome.Appended.class::isInstance)).hasSize(1);
        assertThat(outcomes.stream().filter(told::equals)).hasSize(outcomes.size() - 1);
        assertThat(store.last(STREAM).map(Event::version)).contains(new Version(round));
      }
    }
  }

  /** What came of appends, by the key of each. */
  private static final class Tally {
    private final Map<Answer, Set<String>> keys = new EnumMap<>(Answer.class);

    enum Answer {
      APPENDED,
      UNKNOWN,
      NOT_DONE
    }

    Tally() {
      for (Answer answer : Answer.values()) {
        keys.put(answer, new HashSet<>());
      }
    }

    synchronized void add(String key, Answer answer) {
      of(answer).add(key);
    }

    Set<String> of(Answer answer) {
      return java.util.Objects.requireNonNull(keys.get(answer));
    }
  }

  private static void append(Store store, String key, Tally tally) {
    Tally.Answer answer;
    try {
      store.append(Append.to(STREAM).key(key).event("Opened", key).event("Shut", key)).orThrow();
      answer = Tally.Answer.APPENDED;
    } catch (StoreException.OutcomeUnknown e) {
      assertThat(e.key()).contains(key);
      answer = Tally.Answer.UNKNOWN;
    } catch (StoreException.NotDone | StoreException.Unavailable _) {
      answer = Tally.Answer.NOT_DONE;
    }
    tally.add(key, answer);
  }

  private static void check(StoreReader store, Tally tally) {
    List<String> found = StoreDisks.texts(store, Region.all().types("Opened"));
    Set<String> there = new HashSet<>(found);
    assertThat(found).doesNotHaveDuplicates();
    assertThat(StoreDisks.texts(store, Region.all().types("Shut"))).isEqualTo(found);
    assertThat(there).containsAll(tally.of(Tally.Answer.APPENDED));
    assertThat(tally.of(Tally.Answer.NOT_DONE)).noneMatch(there::contains);
  }

  /** B3: with a fault that passes. */
  @Test
  void aBudgetOfOneRestartIsTakenOnceHoweverManyAppendsMeetTheFailure() throws Exception {
    int unknown = 0;
    int notDone = 0;
    for (int round = 0; round < 40; round++) {
      Tally tally = new Tally();
      failing.failing((_, _) -> false);
      Store store = open();
      long epoch = store.recovery().epoch();
      AtomicInteger countdown = new AtomicInteger(3 + round % 7);
      failing.failing((operation, path) ->
          operation == DiskOperation.SYNC
              && path.endsWith(".seg")
              && countdown.decrementAndGet() == 0);
      race(store, Together.Kind.of(round), "first " + round, tally);
      assertThat(countdown.get()).isNegative();
      assertThat(store.statistics().restarts()).isEqualTo(1);
      assertThat(store.recovery().epoch()).isEqualTo(epoch + 1);
      check(store, tally);
      append(store, "goes on " + round, tally);
      assertThat(tally.of(Tally.Answer.APPENDED)).contains("goes on " + round);
      notDone += tally.of(Tally.Answer.NOT_DONE).size();

      failing.failing((operation, path) -> operation == DiskOperation.SYNC);
      race(store, Together.Kind.of(round), "second " + round, tally);
      failing.failing((_, _) -> false);
      append(store, "never " + round, tally);
      assertThat(tally.of(Tally.Answer.NOT_DONE)).contains("never " + round);
      assertThat(store.statistics().restarts()).isEqualTo(1);
      check(store, tally);
      unknown += tally.of(Tally.Answer.UNKNOWN).size();
      assertThat(org.assertj.core.api.Assertions.catchThrowable(store::close)).isNotNull();
      try (Store next = open()) {
        assertThat(next.recovery().epoch()).isEqualTo(epoch + 2);
        check(next, tally);
        for (String key : tally.of(Tally.Answer.UNKNOWN)) {
          Append again = Append.to(STREAM).key(key).event("Opened", key).event("Shut", key);
          next.append(again).orThrow();
        }
        check(next, tally);
      }
    }
    System.out.println("restarts: " + unknown + " unknown, " + notDone + " not done");
    assertThat(unknown).isGreaterThan(40);
    disk.requireNoOpenHandles();
  }

  /** B3: who meets a failure that somebody else has dealt with takes no restart for it. */
  @Test
  void oneFailureTakesOneRestartOfABudgetOfMany() throws Exception {
    StoreOptions many = options().restarts(new StoreOptions.RestartBudget(50, Duration.ofDays(1)));
    for (int round = 0; round < 20; round++) {
      Tally tally = new Tally();
      failing.failing((_, _) -> false);
      try (Store store = Store.open(StoreDisks.DIRECTORY, many)) {
        AtomicInteger countdown = new AtomicInteger(2 + round % 5);
        failing.failing((operation, path) ->
            operation == DiskOperation.SYNC
                && path.endsWith(".seg")
                && countdown.decrementAndGet() == 0);
        race(store, Together.Kind.of(round), "round " + round, tally);
        assertThat(store.statistics().restarts()).isEqualTo(1);
        check(store, tally);
      }
    }
  }

  /** Six writers, and two who read meanwhile and must notice nothing. */
  private static void race(Store store, Together.Kind kind, String name, Tally tally)
      throws InterruptedException {
    AtomicInteger writing = new AtomicInteger(6);
    Together.run(
        kind,
        8,
        i ->
            () -> {
              if (i < 6) {
                for (int n = 0; n < 10; n++) {
                  append(store, name + " " + i + " " + n, tally);
                }
                return writing.decrementAndGet();
              }
              long seen = 0;
              while (writing.get() > 0) {
                long now = StoreDisks.events(store, Region.of(STREAM)).size();
                assertThat(now).isGreaterThanOrEqualTo(seen);
                seen = now;
                awaitMore(store);
              }
              return 0;
            });
  }

  /** B3: with a fault that lasts, so that the restart itself fails; later the disk is back. */
  @Test
  void aRestartThatFailsCountsToo() throws Exception {
    Tally tally = new Tally();
    Store store = open();
    append(store, "before", tally);
    failing.failing((operation, _) -> operation == DiskOperation.SYNC);
    Together.run(
        Together.Kind.PLATFORM,
        6,
        i ->
            () -> {
              append(store, "lost " + i, tally);
              return i;
            });
    failing.failing((_, _) -> false);
    append(store, "too late", tally);
    assertThat(tally.of(Tally.Answer.NOT_DONE)).contains("too late");
    assertThat(tally.of(Tally.Answer.APPENDED)).containsExactly("before");
    assertThatThrownBy(store::close).isInstanceOf(StoreException.OutcomeUnknown.class);
    try (Store next = open()) {
      assertThat(next.recovery().epoch()).isEqualTo(2);
      check(next, tally);
    }
  }

  /** B5. */
  @Test
  void aReaderSeesNoneOrAllOfABatch(@TempDir Path root) throws Exception {
    // On the disk of this machine: the simulated one remembers each operation of busy readers.
    StoreOptions small = StoreOptions.standard().indexBytes(StoreDisks.INDEX_BYTES);
    try (Store store = Store.open(root.resolve("store"), small)) {
      AtomicBoolean isDone = new AtomicBoolean();
      AtomicInteger looks = new AtomicInteger();
      List<Callable<Integer>> tasks = new ArrayList<>();
      tasks.add(() -> appendBatches(store, 0, isDone, looks));
      tasks.add(() -> appendBatches(store, 1, isDone, looks));
      tasks.add(last(isDone, () -> lookAtTheEnd(store, isDone, looks)));
      tasks.add(last(isDone, () -> lookByRegion(store, isDone, looks)));
      tasks.add(last(isDone, () -> followTheTail(store, isDone, looks)));
      for (int round = 0; round < 2; round++) {
        isDone.set(false);
        looks.set(0);
        Together.run(Together.Kind.of(round), tasks.size(), tasks::get);
        System.out.println("looks: " + looks);
      }
    }
  }

  /** Lets the others end when it does: it ends before they are done if it fails. */
  private static Callable<Integer> last(AtomicBoolean isDone, Callable<Integer> task) {
    return () -> {
      try {
        return task.call();
      } finally {
        isDone.set(true);
      }
    };
  }

  /** Until enough was looked at, however slow those are who look. */
  private static int appendBatches(
      Store store, int who, AtomicBoolean isDone, AtomicInteger looks) {
    for (int i = 0; i < 60 || (looks.get() <= LOOKS_MIN && !isDone.get()); i++) {
      int size = 1 + (i * 7 + who) % 23;
      Append append = Append.to(STREAM);
      for (int n = 0; n < size; n++) {
        append =
            append.event(NewEvent.json("Part", n + "/" + size).tagged("t" + i % 5, "size" + size));
      }
      store.append(append).orThrow();
    }
    isDone.set(true);
    return 0;
  }

  /** An event says how many are before it and behind it in its batch. */
  private static void requireWhole(StoreReader store, Event event) {
    String[] said = event.text().split("/", -1);
    long first = event.position().value() - Long.parseLong(said[0]);
    long end = first + Long.parseLong(said[1]);
    for (long at = first; at < end; at++) {
      assertThat(store.at(new Position(at))).as("%s of %s-%s", at, first, end).isPresent();
    }
  }

  /** A virtual thread that never waits would keep the others out. */
  private static void awaitMore(Store store) throws InterruptedException {
    store.awaitVisible(store.head().plus(1), Duration.ofMillis(1));
  }

  private static int lookAtTheEnd(Store store, AtomicBoolean isDone, AtomicInteger looks)
      throws InterruptedException {
    while (!isDone.get()) {
      long head = store.head().value();
      if (head > 1) {
        String[] said = store.at(new Position(head - 1)).orElseThrow().text().split("/", -1);
        assertThat(Integer.parseInt(said[0]) + 1).isEqualTo(Integer.parseInt(said[1]));
        looks.incrementAndGet();
      }
      store.last(STREAM).ifPresent(event -> requireWhole(store, event));
      awaitMore(store);
    }
    return 0;
  }

  private static int lookByRegion(Store store, AtomicBoolean isDone, AtomicInteger looks)
      throws InterruptedException {
    for (int i = 0; !isDone.get(); i++) {
      int size = 1 + i % 23;
      Region region = Region.scope("room").tagged("size" + size);
      List<Event> found =
          i % 2 == 0
              ? StoreDisks.events(store, region)
              : store.readBackward(region).stream().toList();
      assertThat(found.size() % size).isZero();
      looks.incrementAndGet();
      awaitMore(store);
    }
    return 0;
  }

  private static int followTheTail(Store store, AtomicBoolean isDone, AtomicInteger looks)
      throws InterruptedException {
    long version = 0;
    try (EventTail tail = store.tail(Region.of(STREAM))) {
      while (!isDone.get()) {
        Optional<Event> next = tail.next(Duration.ofMillis(5));
        if (next.isPresent()) {
          assertThat(next.get().version().value()).isEqualTo(version++);
          requireWhole(store, next.get());
          looks.incrementAndGet();
        }
      }
    }
    return 0;
  }
}
