package dev.stele.store;

import static dev.stele.store.Modelled.require;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.explore.Certificate;
import dev.stele.explore.Explorer;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskOperation;
import dev.stele.ground.ForwardingDisk;
import dev.stele.journal.JournalException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The whole store, over files in memory, under every schedule with at most so many preemptions as
 * each test says: rows B1, B2, B3 and B5 of the conformance table.
 *
 * <p>All of these are bounded: under every schedule two racing appends of a whole store take more
 * executions than a test can wait for. What a preemption is: that a thread is left that could go
 * on. Threads that wait, or end, are left as often as it happens.
 */
class StoreScheduleTrial {

  private static final Coordinate STREAM = Coordinate.of("room", "door");

  private static void explore(int preemptions, Explorer.Model model) {
    Certificate certificate = Explorer.standard().preemptionsMax(preemptions).explore(model);
    System.out.println(certificate.toString().lines().limit(3).toList());
    assertThat(certificate.bound()).contains(preemptions + " preemptions");
    assertThat(certificate.woven()).containsKeys(Store.class.getName(), Decider.class.getName());
  }

  /** What two threads that append at once are answered. */
  private static List<Outcome> race(Store store, Append append) throws InterruptedException {
    List<Outcome> answers = new ArrayList<>();
    Thread other = Thread.ofPlatform().start(() -> answers.add(store.append(append)));
    Outcome own = store.append(append);
    other.join();
    answers.add(own);
    return answers;
  }

  private static void oneKey() throws InterruptedException {
    try (Store store = Modelled.open()) {
      List<Outcome> answers = race(store, Append.to(STREAM).key("k").event("Opened", "{}"));
      long appended = answers.stream().filter(Outcome.Appended.class::isInstance).count();
      require(appended == 1, answers);
      require(answers.getFirst().orThrow().equals(answers.getLast().orThrow()), answers);
      require(store.statistics().events() == 1 && store.statistics().repeated() == 1, answers);
      require(store.last(STREAM).orElseThrow().version().value() == 0, "version");
    }
  }

  /** B1. */
  @Test
  void ofTwoAppendsWithOneKeyOneIsAppendedAndBothGetItsReceipt() {
    explore(1, StoreScheduleTrial::oneKey);
  }

  private static void oneVersion() throws InterruptedException {
    try (Store store = Modelled.open()) {
      Append append = Append.to(STREAM).expectNoStream().event("Opened", "{}");
      List<Outcome> answers = race(store, append);
      require(answers.stream().filter(Outcome.Appended.class::isInstance).count() == 1, answers);
      Outcome told =
          new Outcome.StreamConflict(
              STREAM,
              append.expectations().values().iterator().next(),
              Optional.of(new Version(0)));
      require(answers.contains(told), answers);
      require(store.last(STREAM).orElseThrow().version().value() == 0, "version");
    }
  }

  /** B2. */
  @Test
  void ofTwoAppendsThatExpectOneVersionOneWinsAndTheOtherIsToldTheVersion() {
    explore(1, StoreScheduleTrial::oneVersion);
  }

  /** Fails one sync of a segment, once it is armed. */
  private static final class BreakingDisk extends ForwardingDisk {
    private boolean isArmed;

    BreakingDisk() {
      super(new PlainDisk());
    }

    @Override
    protected void before(DiskOperation operation, Path path) {
      if (isArmed && operation == DiskOperation.SYNC && path.toString().endsWith(".seg")) {
        isArmed = false;
        throw new DiskException.Failed(operation, path, "planned");
      }
    }
  }

  private static @Nullable Outcome appended(Store store, String key) {
    try {
      return store.append(Append.to(STREAM).key(key).event("Opened", "{}"));
    } catch (StoreException.OutcomeUnknown | StoreException.NotDone _) {
      return null;
    }
  }

  private static Store restartedOnce(BreakingDisk disk, int budget) throws InterruptedException {
    Store store = Modelled.open(disk, budget, 4);
    long epoch = store.recovery().epoch();
    disk.isArmed = true;
    Thread other = Thread.ofPlatform().start(() -> appended(store, "other"));
    Outcome own = appended(store, "own");
    other.join();
    require(!disk.isArmed, "the failure was met");
    require(store.statistics().restarts() == 1, store.statistics());
    require(store.recovery().epoch() == epoch + 1, store.recovery());
    Outcome again = appended(store, "own");
    require(again != null && again.orThrow().events().size() == 1, own + ", then " + again);
    return store;
  }

  private static void oneFailure() throws InterruptedException {
    restartedOnce(new BreakingDisk(), 2).close();
  }

  /** B3: who meets a failure that somebody else has dealt with takes no restart for it. */
  @Test
  void oneFailureTakesOneRestartOfABudgetOfTwo() {
    explore(0, StoreScheduleTrial::oneFailure);
  }

  private static void twoFailures() throws InterruptedException {
    BreakingDisk disk = new BreakingDisk();
    Store store = restartedOnce(disk, 1);
    disk.isArmed = true;
    Thread other = Thread.ofPlatform().start(() -> appended(store, "late"));
    require(appended(store, "later") == null, "the budget is spent");
    other.join();
    require(store.statistics().restarts() == 1, store.statistics());
    require(store.last(STREAM).isPresent(), "reads go on");
    try {
      store.close();
    } catch (JournalException.Poisoned _) {
      return;
    }
    throw new AssertionError("closing must tell of the failure");
  }

  /** B3. */
  @Test
  void aBudgetOfOneRestartIsTakenOnceAndNoMore() {
    explore(0, StoreScheduleTrial::twoFailures);
  }

  /** Fails every sync of a segment, and every opening of the log, as long as it is armed. */
  private static final class AbsentDisk extends ForwardingDisk {
    private boolean isArmed;

    AbsentDisk() {
      super(new PlainDisk());
    }

    @Override
    protected void before(DiskOperation operation, Path path) {
      if (isArmed
          && (operation == DiskOperation.LOCK
              || (operation == DiskOperation.SYNC && path.toString().endsWith(".seg")))) {
        throw new DiskException.Failed(operation, path, "planned");
      }
    }
  }

  private static void diskThatComesBack() throws InterruptedException {
    AbsentDisk disk = new AbsentDisk();
    Store store = Modelled.open(disk, 3, 4);
    disk.isArmed = true;
    require(appended(store, "lost") == null, "the disk is away");
    disk.isArmed = false;
    Thread other = Thread.ofPlatform().start(store::head);
    store.head();
    other.join();
    require(store.statistics().restarts() == 2, store.statistics());
    store.close();
  }

  /** Whoever had seen that a restart had failed restarted again what another had made well. */
  @Test
  void aDiskThatComesBackTakesOneRestartThoughTwoNoticeIt() {
    explore(1, StoreScheduleTrial::diskThatComesBack);
  }

  private static void readAlong() throws InterruptedException {
    Store store = Modelled.open();
    Append append = Append.to(STREAM).event("Opened", "{}").event("Shut", "{}");
    Thread other = Thread.ofPlatform().start(() -> store.append(append));
    List<String> seen = new ArrayList<>();
    try (Events events = store.read(Region.of(STREAM))) {
      events.forEachRemaining(event -> seen.add(event.type()));
    }
    require(seen.isEmpty() || seen.equals(List.of("Opened", "Shut")), seen);
    other.join();
    store.close();
  }

  /** B5. */
  @Test
  void aReaderSeesNoneOrAllOfABatch() {
    explore(1, StoreScheduleTrial::readAlong);
  }

  private static void tail() throws InterruptedException {
    Store store = Modelled.open();
    Append append = Append.to(STREAM).event("Opened", "{}").event("Shut", "{}");
    Thread other = Thread.ofPlatform().start(() -> store.append(append));
    try (EventTail tail = store.tail(Region.of(STREAM))) {
      require(tail.next(Duration.ofDays(1)).orElseThrow().type().equals("Opened"), "first");
      require(tail.next(Duration.ZERO).orElseThrow().type().equals("Shut"), "all at once");
    }
    other.join();
    store.close();
  }

  /** B5, and nobody sleeps on. */
  @Test
  void aTailIsWokenByAnAppendAndSeesAllOfIt() {
    explore(1, StoreScheduleTrial::tail);
  }

  private static void onePlace() throws InterruptedException {
    try (Store store = Modelled.open(new PlainDisk(), 0, 1)) {
      Append append = Append.to(STREAM).event("Opened", "{}");
      List<Optional<Outcome>> answers = new ArrayList<>();
      Thread other = Thread.ofPlatform().start(() -> answers.add(store.tryAppend(append)));
      Optional<Outcome> own = store.tryAppend(append);
      other.join();
      answers.add(own);
      long done = answers.stream().flatMap(Optional::stream).count();
      require(done >= 1 && store.statistics().appends() == done, answers);
      require(store.statistics().waiting() == 0, store.statistics());
      require(store.tryAppend(append).isPresent(), "the place is free again");
    }
  }

  @Test
  void whoFindsNoPlaceIsToldAndNothingIsWritten() {
    explore(1, StoreScheduleTrial::onePlace);
  }

  private static void closeUnderAnAppend() throws InterruptedException {
    PlainDisk disk = new PlainDisk();
    Store store = Modelled.open(disk, 0, 4);
    List<Outcome> answers = new ArrayList<>();
    Thread other =
        Thread.ofPlatform()
            .start(() -> {
              try {
                answers.add(store.append(Append.to(STREAM).event("Opened", "{}")));
              } catch (StoreException.Closed _) {
                // Then nothing was written.
              }
            });
    store.close();
    other.join();
    try (StoreFollower left =
        StoreFollower.open(Modelled.DIRECTORY, Modelled.options(disk, 0, 4))) {
      require(left.last(STREAM).isPresent() == !answers.isEmpty(), answers);
    }
  }

  @Test
  void anAppendUnderAClosingStoreIsDoneOrRefused() {
    explore(1, StoreScheduleTrial::closeUnderAnAppend);
  }
}
