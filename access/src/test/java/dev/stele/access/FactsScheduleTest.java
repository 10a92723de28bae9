package dev.stele.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.explore.Explorer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every schedule of those who ask for facts at the same time: the rows D1 to D8, on the classes as
 * they are, first on what they are made of and then on whole sessions. All are complete.
 */
class FactsScheduleTest {

  static final FactType<Integer, String> NAME = FactType.named("name");

  /** What comes, comes; there is no deadline. */
  @SuppressWarnings("WaitNotInLoop") // The loop is the caller's, as the seam says.
  static final Waits FOREVER =
      (condition, nanos) -> {
        condition.await();
        return nanos;
      };

  private static final Fact<String> FOUND = new Fact.Found<>("found");

  static void explored(Explorer.Model model) {
    assertThat(Explorer.check(model).isComplete()).isTrue();
  }

  /** A thread of a model. */
  @FunctionalInterface
  interface Part {
    void run() throws Exception;
  }

  static Thread begin(String name, Part part) {
    return Thread.ofVirtual()
        .name(name)
        .start(() -> {
          try {
            part.run();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  static void require(@Nullable Object expected, @Nullable Object found) {
    if (expected == null ? found != null : !expected.equals(found)) {
      throw new AssertionError("expected " + expected + ", found " + found);
    }
  }

  static Facts.Builder facts() {
    return Facts.builder().clock(() -> Instant.EPOCH).waits(FOREVER);
  }

  /** Answers at once that it is this source's, and counts how often it was asked. */
  static FactSource<Integer, String> saying(String text, AtomicInteger calls) {
    return new FactSource<>() {
      @Override
      public void load(FactBatch<Integer, String> batch) {
        calls.incrementAndGet();
        for (int key : batch.keys()) {
          batch.found(key, text + key);
        }
      }

      @Override
      public boolean isPrompt() {
        return true;
      }
    };
  }

  /** Returns a session whose shelf is there: that it is made once is another model's. */
  static Session session(FactSource<Integer, String> source) {
    Session session = facts().with(NAME, source).build().session();
    session.peek(NAME, 0);
    return session;
  }

  static Fact<String> found(String text) {
    return new Fact.Found<>(text);
  }

  private static Shelf<Integer, String> shelf() {
    return new Shelf<>(NAME, saying("", new AtomicInteger()), 0);
  }

  private static Load<Integer, String> load(Shelf<Integer, String> shelf) {
    return new Load<>(shelf, Instant.EPOCH, new Waiter(), 1);
  }

  // --- D1 ----------------------------------------------------------------------------------------

  static void registerTwice() throws Exception {
    Shelf<Integer, String> shelf = shelf();
    Slot<String> one = new Slot<>(load(shelf));
    Slot<String> other = new Slot<>(load(shelf));
    AtomicReference<@Nullable Slot<String>> seen = new AtomicReference<>();
    Thread thread = begin("other", () -> seen.set(shelf.register(1, other)));
    Slot<String> there = shelf.register(1, one);
    thread.join();
    Slot<String> leads = there == null ? one : other;
    require(there == null ? one : null, seen.get());
    require(there == null ? null : other, there);
    require(leads, shelf.slot(1));
  }

  @Test
  void ofTwoWhoRegisterAKeyOneLeadsAndTheOtherIsToldWho() {
    explored(FactsScheduleTest::registerTwice);
  }

  static void askTwice() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Session session = session(saying("a", calls));
    Thread other = begin("other", () -> require(found("a1"), session.get(NAME, 1)));
    require(found("a1"), session.get(NAME, 1));
    other.join();
    require(1, calls.get());
    require(true, session.isIdle(NAME));
  }

  @Test
  void ofTwoWhoAskForAKeyOneLoadsItAndBothGetTheAnswer() {
    explored(FactsScheduleTest::askTwice);
  }

  // --- D2 ----------------------------------------------------------------------------------------

  static void joinTwiceAndFinish() throws Exception {
    Slot<String> slot = new Slot<>(load(shelf()));
    List<Waiter> waiters = List.of(new Waiter(), new Waiter());
    List<AtomicReference<@Nullable Fact<String>>> told =
        List.of(new AtomicReference<>(), new AtomicReference<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Waiter waiter = waiters.get(i);
      AtomicReference<@Nullable Fact<String>> answer = told.get(i);
      threads.add(begin("joins " + i, () -> answer.set(slot.join(waiter))));
    }
    List<Waiter> woken = slot.finish(FOUND);
    for (Thread thread : threads) {
      thread.join();
    }
    int joined = 0;
    for (int i = 0; i < 2; i++) {
      boolean hasJoined = told.get(i).get() == null;
      joined += hasJoined ? 1 : 0;
      require(hasJoined, woken.contains(waiters.get(i)));
    }
    require(joined, woken.size());
    require(0, slot.finish(found("again")).size());
    require(found("again"), slot.peek());
  }

  @Test
  void whoJoinsIsWokenOnceOrToldAtOnce() {
    explored(FactsScheduleTest::joinTwiceAndFinish);
  }

  static void wakeWhoWaits() throws Exception {
    Slot<String> slot = new Slot<>(load(shelf()));
    Thread other =
        begin(
            "waits",
            () -> {
              Waiter waiter = new Waiter();
              waiter.expect();
              if (slot.join(waiter) == null) {
                require(true, waiter.await(FOREVER, 1));
              }
              require(FOUND, slot.peek());
            });
    slot.finish(FOUND).forEach(Waiter::wake);
    other.join();
  }

  @Test
  void noWakeUpIsLost() {
    explored(FactsScheduleTest::wakeWhoWaits);
  }

  // --- D3 ----------------------------------------------------------------------------------------

  /** Stands for what a source throws whose thread is interrupted while it works. */
  private static FactSource<Integer, String> interrupted(AtomicInteger calls) {
    return new FactSource<>() {
      @Override
      public void load(FactBatch<Integer, String> batch) throws Exception {
        calls.incrementAndGet();
        throw new InterruptedException();
      }

      @Override
      public boolean isPrompt() {
        return true;
      }
    };
  }

  static void cancelWhoLeads() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Session session = session(interrupted(calls));
    Fact<String> cancelled = new Fact.Failed<>(new FactError.Cancelled("name"));
    Thread other = begin("other", () -> require(cancelled, session.get(NAME, 1)));
    require(cancelled, session.get(NAME, 1));
    Thread.interrupted();
    other.join();
    require(Optional.of(cancelled), session.peek(NAME, 1));
    require(1, calls.get());
    require(true, session.isIdle(NAME));
  }

  @Test
  void aLeaderWhoIsCancelledFailsTheKeyForAllAndWakesThem() {
    explored(FactsScheduleTest::cancelWhoLeads);
  }

  /** Thrown by a key: it can be made, and nothing can be found by it. */
  record Broken() {
    @Override
    public int hashCode() {
      throw new IllegalStateException("no hash");
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }
  }

  private static final FactType<Object, String> ANY = FactType.named("any");

  static void failWhilePlanning() throws Exception {
    FactSource<Object, String> source = FactSource.inMemory(key -> Optional.of("a" + key));
    Session session = facts().with(ANY, source).build().session();
    session.peek(ANY, 0);
    Thread other =
        begin(
            "other",
            () -> {
              Fact<String> fact = session.get(ANY, 1);
              require(true, fact.equals(found("a1")) || fact instanceof Fact.Failed);
            });
    try {
      session.getAll(ANY, List.of(1, new Broken()));
      throw new AssertionError("no throw");
    } catch (IllegalStateException expected) {
      require("no hash", expected.getMessage());
    }
    other.join();
    require(true, session.isIdle(ANY));
    require(true, session.replaceIfIdle(ANY, source));
  }

  @Test
  void aKeyThatFailsHalfWayLeavesNobodyWaiting() {
    explored(FactsScheduleTest::failWhilePlanning);
  }

  // --- D4 ----------------------------------------------------------------------------------------

  static void peekWhileLoading() throws Exception {
    Session session = session(saying("a", new AtomicInteger()));
    Thread other = begin("loads", () -> session.get(NAME, 1));
    Optional<Fact<String>> seen = session.peek(NAME, 1);
    Optional<Fact<String>> later = session.peek(NAME, 1);
    require(true, seen.isEmpty() || seen.equals(Optional.of(found("a1"))));
    require(true, seen.isEmpty() || seen.equals(later));
    other.join();
    require(Optional.of(found("a1")), session.peek(NAME, 1));
  }

  @Test
  void anAnswerIsSeenWholeOrNotYet() {
    explored(FactsScheduleTest::peekWhileLoading);
  }

  // --- D5 ----------------------------------------------------------------------------------------

  static void replaceWhilePlanning() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Session session = session(saying("old", calls));
    session.get(NAME, 1);
    Thread other = begin("replaces", () -> session.replaceIfIdle(NAME, saying("new", calls)));
    List<Fact<String>> both = session.getAll(NAME, List.of(1, 2));
    require(
        true,
        both.equals(List.of(found("old1"), found("old2")))
            || both.equals(List.of(found("new1"), found("new2"))));
    other.join();
  }

  @Test
  void aNewSourceIsNeverSeenWithAnOldAnswer() {
    explored(FactsScheduleTest::replaceWhilePlanning);
  }

  static void replaceTwice() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Session session = session(saying("old", calls));
    Thread one =
        begin("one", () -> require(true, session.replaceIfIdle(NAME, saying("one", calls))));
    Thread other =
        begin("other", () -> require(true, session.replaceIfIdle(NAME, saying("other", calls))));
    one.join();
    other.join();
    Fact<String> last = session.get(NAME, 1);
    require(true, last.equals(found("one1")) || last.equals(found("other1")));
  }

  @Test
  void ofTwoWhoReplaceAnIdleSourceBothDo() {
    explored(FactsScheduleTest::replaceTwice);
  }

  static void replaceTwiceWhileAsking() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Session session = session(saying("old", calls));
    Thread other =
        begin(
            "replaces",
            () -> {
              if (session.replaceIfIdle(NAME, saying("new", calls))) {
                require(true, session.peek(NAME, 1).filter(found("old1")::equals).isEmpty());
              }
            });
    Fact<String> first = session.get(NAME, 1);
    Fact<String> then = session.get(NAME, 1);
    require(true, first.equals(found("old1")) || first.equals(found("new1")));
    require(true, !first.equals(found("new1")) || then.equals(first));
    other.join();
  }

  @Test
  void whoHasSeenTheNewSourceDoesNotSeeTheOldOneAgain() {
    explored(FactsScheduleTest::replaceTwiceWhileAsking);
  }

  // --- D6 ----------------------------------------------------------------------------------------

  static void askForTwoKeys() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Session session = session(saying("a", calls));
    Thread other = begin("other", () -> require(found("a2"), session.get(NAME, 2)));
    require(found("a1"), session.get(NAME, 1));
    other.join();
    require(2, calls.get());
    require(Optional.of(found("a1")), session.peek(NAME, 1));
    require(Optional.of(found("a2")), session.peek(NAME, 2));
    require(true, session.isIdle(NAME));
  }

  @Test
  void twoKeysDoNotDisturbEachOther() {
    explored(FactsScheduleTest::askForTwoKeys);
  }

  // --- D7 ----------------------------------------------------------------------------------------

  static void replaceWhileLoading() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Session session = session(saying("old", calls));
    Thread other = begin("asks", () -> require(true, session.get(NAME, 1) instanceof Fact.Found));
    boolean isReplaced = session.replaceIfIdle(NAME, saying("new", calls));
    other.join();
    Optional<Fact<String>> kept = session.peek(NAME, 1);
    if (!isReplaced) {
      require(Optional.of(found("old1")), kept);
    } else {
      require(true, kept.isEmpty() || kept.get().equals(found("new1")));
    }
    require(true, session.isIdle(NAME));
  }

  @Test
  void aSourceIsNotReplacedWhileItLoadsAndNothingOfItIsKeptAfterwards() {
    explored(FactsScheduleTest::replaceWhileLoading);
  }

  // --- D8 ----------------------------------------------------------------------------------------

  static void clearWhileLoading() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Session session = session(saying("a", calls));
    Thread other = begin("clears", () -> session.clear(NAME));
    require(List.of(found("a1"), found("a2")), session.getAll(NAME, List.of(1, 2)));
    other.join();
    require(1, calls.get());
  }

  @Test
  void clearingLeavesWhatIsInFlightAlone() {
    explored(FactsScheduleTest::clearWhileLoading);
  }
}
