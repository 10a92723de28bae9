package dev.stele.access;

import static dev.stele.access.FactsScheduleTest.FOREVER;
import static dev.stele.access.FactsScheduleTest.NAME;
import static dev.stele.access.FactsScheduleTest.begin;
import static dev.stele.access.FactsScheduleTest.explored;
import static dev.stele.access.FactsScheduleTest.facts;
import static dev.stele.access.FactsScheduleTest.found;
import static dev.stele.access.FactsScheduleTest.require;
import static dev.stele.access.FactsScheduleTest.saying;
import static dev.stele.access.FactsScheduleTest.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * Every schedule of whole sessions in which somebody could wait for ever: callers who lead what
 * others join, circles, interrupts, deadlines and ends. All are complete.
 */
class SessionScheduleTest {

  private static final FactType<Integer, String> OTHER = FactType.named("other");

  /** Time is over when something came, or nothing did. */
  @SuppressWarnings("WaitNotInLoop") // The loop is the caller's, as the seam says.
  private static final Waits ONCE =
      (condition, nanos) -> {
        long left = condition.awaitNanos(nanos);
        return Math.min(left, 0);
      };

  /** Answers on a thread of its own. */
  private static FactSource<Integer, String> waiting(String text) {
    return batch -> {
      for (int key : batch.keys()) {
        batch.found(key, text + key);
      }
    };
  }

  private static FactSource<Integer, String> prompt(FactSource<Integer, String> source) {
    return new Sources.Tuned<>(source, Integer.MAX_VALUE, 1, true);
  }

  private static Session warm(Facts facts) {
    Session session = facts.session();
    session.peek(NAME, 0);
    session.peek(OTHER, 0);
    return session;
  }

  private static Fact<String> failed(FactError error) {
    return new Fact.Failed<>(error);
  }

  // --- Crossed leaders ---------------------------------------------------------------------------

  static void crossKeys() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Session session = session(saying("a", calls));
    Thread other =
        begin(
            "other",
            () -> require(List.of(found("a2"), found("a1")), session.getAll(NAME, List.of(2, 1))));
    require(List.of(found("a1"), found("a2")), session.getAll(NAME, List.of(1, 2)));
    other.join();
    require(true, session.isIdle(NAME));
  }

  /** Each leads what the other has joined. */
  @Test
  void whoAskForTwoKeysInOppositeOrderDoNotWaitForEachOther() {
    explored(SessionScheduleTest::crossKeys);
  }

  // --- Circles -----------------------------------------------------------------------------------

  private static void askInACircle(Session name, Session other) throws Exception {
    Thread thread = begin("other", () -> require(true, other.get(OTHER, 1) instanceof Fact.Found));
    require(true, name.get(NAME, 1) instanceof Fact.Found);
    thread.join();
    require(true, name.facts().circle().isEmpty());
    require(true, name.isIdle(NAME));
    require(true, other.isIdle(OTHER));
  }

  /** Each source asks for the other's fact, in a session that is there when it is called. */
  private static Facts circle(AtomicReference<Session> name, AtomicReference<Session> other) {
    return facts()
        .with(NAME, prompt(batch -> batch.found(1, "n" + other.get().get(OTHER, 1))))
        .with(OTHER, prompt(batch -> batch.found(1, "o" + name.get().get(NAME, 1))))
        .build();
  }

  static void circleInOneSession() throws Exception {
    AtomicReference<Session> session = new AtomicReference<>();
    session.set(warm(circle(session, session)));
    askInACircle(session.get(), session.get());
  }

  @Test
  void aCircleOverTwoThreadsEnds() {
    explored(SessionScheduleTest::circleInOneSession);
  }

  static void circleOverTwoSessions() throws Exception {
    AtomicReference<Session> name = new AtomicReference<>();
    AtomicReference<Session> other = new AtomicReference<>();
    Facts facts = circle(name, other);
    name.set(warm(facts));
    other.set(warm(facts));
    askInACircle(name.get(), other.get());
  }

  @Test
  void aCircleOverTwoSessionsAndTwoThreadsEnds() {
    explored(SessionScheduleTest::circleOverTwoSessions);
  }

  static void holdUpWhatIsBehind() throws Exception {
    AtomicReference<Session> session = new AtomicReference<>();
    FactType<Integer, String> third = FactType.named("third");
    session.set(
        warm(
            facts()
                .with(NAME, prompt(batch -> batch.found(1, "n" + session.get().get(third, 1))))
                .with(OTHER, prompt(waiting("o")))
                .with(third, prompt(batch -> batch.found(1, "t" + session.get().get(OTHER, 1))))
                .build()));
    session.get().peek(third, 0);
    Thread thread = begin("third", () -> session.get().get(third, 1));
    Round round = new Round(session.get(), false);
    round.want(NAME, 1);
    round.want(OTHER, 1);
    round.load();
    thread.join();
    require(true, session.get().get(NAME, 1) instanceof Fact.Found);
    require(Optional.of(found("o1")), session.get().peek(OTHER, 1));
  }

  /**
   * A prompt source waited for another thread, which waited for what stood behind that source on
   * the first thread: no circle of sources, and both waited until the deadline.
   */
  @Test
  void whatStandsBehindAPromptSourceDoesNotWaitForIt() {
    explored(SessionScheduleTest::holdUpWhatIsBehind);
  }

  // --- Interrupts --------------------------------------------------------------------------------

  static void interruptWhoJoined() throws Exception {
    Session session = session(saying("a", new AtomicInteger()));
    AtomicReference<Fact<String>> told = new AtomicReference<>(found(""));
    Thread leads = begin("leads", () -> require(found("a1"), session.get(NAME, 1)));
    Thread joins =
        begin(
            "joins",
            () -> {
              told.set(session.get(NAME, 1));
              require(
                  true, told.get().equals(found("a1")) || Thread.currentThread().isInterrupted());
            });
    joins.interrupt();
    leads.join();
    joins.join();
    Fact<String> cancelled = failed(new FactError.Cancelled("name"));
    require(true, told.get().equals(found("a1")) || told.get().equals(cancelled));
    require(Optional.of(found("a1")), session.peek(NAME, 1));
  }

  @Test
  void whoIsInterruptedWhileHeWaitsDisturbsNobody() {
    explored(SessionScheduleTest::interruptWhoJoined);
  }

  static void interruptWhoLeads() throws Exception {
    Session session = session(waiting("a"));
    Thread.currentThread().interrupt();
    Fact<String> first = session.get(NAME, 1);
    require(true, Thread.interrupted());
    require(
        true, first.equals(found("a1")) || first.equals(failed(new FactError.Cancelled("name"))));
    require(found("a1"), session.get(NAME, 1));
  }

  @Test
  void aLoadGoesOnWhenItsLeaderIsInterrupted() {
    explored(SessionScheduleTest::interruptWhoLeads);
  }

  // --- Deadlines and ends ------------------------------------------------------------------------

  static void timeOutWhileItAnswers() throws Exception {
    Facts facts =
        facts().with(NAME, waiting("a")).waits(ONCE).deadline(Duration.ofNanos(1)).build();
    Session session = facts.session();
    session.peek(NAME, 0);
    Fact<String> late = failed(new FactError.TimedOut("name", Duration.ofNanos(1)));
    Fact<String> first = session.get(NAME, 1);
    require(true, first.equals(found("a1")) || first.equals(late));
    require(first, session.get(NAME, 1));
  }

  /** Who timed out was told so, and the session kept the answer. */
  @Test
  void anAnswerAndADeadlineThatMeetCountOnce() {
    explored(SessionScheduleTest::timeOutWhileItAnswers);
  }

  static void closeWhileLoading() throws Exception {
    Session session = session(saying("a", new AtomicInteger()));
    Thread other = begin("closes", session::close);
    List<Fact<String>> all = session.getAll(NAME, List.of(1, 2));
    Fact<String> closed = failed(new FactError.Closed("name"));
    for (int i = 0; i < 2; i++) {
      require(true, all.get(i).equals(found("a" + (i + 1))) || all.get(i).equals(closed));
    }
    other.join();
    require(true, session.isIdle(NAME));
    require(closed, session.get(NAME, 3));
  }

  @Test
  void aSessionThatIsClosedWhileItPlansLeavesNobodyWaiting() {
    explored(SessionScheduleTest::closeWhileLoading);
  }

  static void closeWhileSomebodyWaits() throws Exception {
    Session session =
        session(batch -> {
          Waiter never = new Waiter();
          never.expect();
          never.await(FOREVER, 1);
        });
    Thread other = begin("closes", session::close);
    require(failed(new FactError.Closed("name")), session.get(NAME, 1));
    other.join();
  }

  @Test
  void closingASessionEndsWhatIsInFlight() {
    explored(SessionScheduleTest::closeWhileSomebodyWaits);
  }
}
