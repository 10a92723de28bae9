package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.explore.Program.Kind;
import dev.stele.explore.Program.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One execution for each class of interleavings, and none left out. */
class SearchTest {

  // --- Counts that are known ---------------------------------------------------------------------

  @Test
  void increments() {
    assertThat(counts(2, 3)).isEqualTo(new Counts(20, 0));
    assertThat(counts(2, 4)).isEqualTo(new Counts(70, 0));
    assertThat(counts(2, 6)).isEqualTo(new Counts(924, 0));
    assertThat(counts(3, 2)).isEqualTo(new Counts(90, 0));
    assertThat(counts(3, 3)).isEqualTo(new Counts(1680, 0));
  }

  @Test
  void independentTasksHaveOneExecution() {
    assertThat(counts(Program.of(adds(0, 3), adds(1, 3)))).isEqualTo(new Counts(1, 0));
  }

  @Test
  void readersOfOneVariableHaveOneExecution() {
    List<Step> reads = Collections.nCopies(3, Step.of(Kind.READ, 0));
    assertThat(counts(Program.of(reads, reads, reads))).isEqualTo(new Counts(1, 0));
  }

  @Test
  void sectionsOfOneLockHaveAsManyExecutionsAsOrders() {
    List<Step> section =
        List.of(
            Step.of(Kind.LOCK, 0),
            Step.of(Kind.READ, 0),
            Step.of(Kind.WRITE, 0, 1),
            Step.of(Kind.UNLOCK, 0));
    assertThat(counts(Program.of(section, section))).isEqualTo(new Counts(2, 0));
    assertThat(counts(Program.of(section, section, section, section))).isEqualTo(new Counts(24, 0));
  }

  @Test
  void sectionsOfOneSemaphoreHaveAsManyExecutionsAsOrders() {
    List<Step> section = List.of(Step.of(Kind.TAKE, 0, 1), Step.of(Kind.GIVE, 0, 1));
    assertThat(counts(Program.of(section, section, section))).isEqualTo(new Counts(6, 0));
  }

  @Test
  void storeBufferingHasThree() {
    assertThat(
            counts(
                Program.of(
                    List.of(Step.of(Kind.WRITE, 0, 1), Step.of(Kind.READ, 1)),
                    List.of(Step.of(Kind.WRITE, 1, 1), Step.of(Kind.READ, 0)))))
        .isEqualTo(new Counts(3, 0));
  }

  @Test
  void messagePassingHasThree() {
    assertThat(
            counts(
                Program.of(
                    List.of(Step.of(Kind.WRITE, 0, 1), Step.of(Kind.WRITE, 1, 1)),
                    List.of(Step.of(Kind.READ, 1), Step.of(Kind.READ, 0)))))
        .isEqualTo(new Counts(3, 0));
  }

  @Test
  void independentReadsOfIndependentWritesHaveFifteen() {
    assertThat(
            counts(
                Program.of(
                    List.of(Step.of(Kind.WRITE, 0, 1)),
                    List.of(Step.of(Kind.WRITE, 1, 1)),
                    List.of(Step.of(Kind.READ, 0), Step.of(Kind.READ, 1)),
                    List.of(Step.of(Kind.READ, 1), Step.of(Kind.READ, 0)))))
        .isEqualTo(new Counts(15, 0));
  }

  @Test
  void aTaskThatUnparksAndOneThatParksHaveOne() {
    assertThat(
            counts(
                Program.of(
                    List.of(Step.of(Kind.UNPARK, 1), Step.of(Kind.PARK)),
                    List.of(Step.of(Kind.UNPARK, 0), Step.of(Kind.PARK)))))
        .isEqualTo(new Counts(1, 0));
  }

  // --- What was left out once --------------------------------------------------------------------

  /**
   * The search learnt of races when the later operation was carried out. Two tasks that take one
   * lock and keep it: the second never does, so it was not tried first. Now what is left waiting
   * when an execution ends is looked at, too.
   */
  @Test
  void aTaskThatWaitsForEverMightHaveGoneFirst() throws Exception {
    agree(Program.of(List.of(Step.of(Kind.LOCK, 0)), List.of(Step.of(Kind.LOCK, 0))));
  }

  /**
   * The same where the search breaks an execution off, since the rest is known: task 2 still waits
   * for the lock then, and is not to be forgotten.
   */
  @Test
  void aTaskThatWaitsWhereTheRestIsRedundantMightHaveGoneFirst() throws Exception {
    agree(
        Program.of(
            List.of(Step.of(Kind.ADD, 1, 1)),
            List.of(Step.of(Kind.UNLOCK, 0), Step.of(Kind.LOCK, 0)),
            List.of(Step.of(Kind.LOCK, 0), Step.of(Kind.ADD, 1, 1))));
  }

  /**
   * Whether an operation on two locations could have gone first was asked for each of the two by
   * itself, with the other as it is now: taken. So it could not, and was not tried.
   */
  @Test
  void anOperationOnTwoLocksMightHaveGoneBeforeTheOneThatTookBoth() throws Exception {
    agree(
        Program.of(List.of(Step.of(Kind.LOCK_BOTH, 0, 1)), List.of(Step.of(Kind.LOCK_BOTH, 0, 1))));
  }

  /** The same where two tasks each hold one of the locks: neither alone keeps it from going on. */
  @Test
  void anOperationOnTwoLocksMightHaveGoneBeforeTwoThatTookOneEach() throws Exception {
    agree(
        Program.of(
            List.of(Step.of(Kind.LOCK, 0)),
            List.of(Step.of(Kind.LOCK_BOTH, 0, 1)),
            List.of(Step.of(Kind.LOCK, 1))));
    agree(
        Program.of(
            List.of(Step.of(Kind.LOCK_BOTH, 0, 1)),
            List.of(Step.of(Kind.UNLOCK, 1), Step.of(Kind.LOCK, 0)),
            List.of(Step.of(Kind.LOCK, 1))));
  }

  /**
   * A wait that can be interrupted is notified, and interrupted after that. The interrupt might
   * have come first and ended the wait; but when the notification replaced it, the wait could not
   * go on, so it was in no race. Now replaced operations are asked again when what they touch
   * changes.
   */
  @Test
  void anInterruptAfterANotificationMightHaveComeBefore() throws Exception {
    Program program =
        Program.of(
            List.of(Step.of(Kind.WAIT_INTERRUPTIBLE, 0)),
            List.of(Step.of(Kind.NOTIFY_ALL, 0), Step.of(Kind.READ, 0)),
            List.of(Step.of(Kind.INTERRUPT, 0)));
    agree(program);
  }

  /** The same with a lock that the wait needs to end by its time, and that is freed later. */
  @Test
  void aTimedWaitThatWasNotifiedMightHaveTimedOutBefore() throws Exception {
    agree(
        Program.of(
            List.of(Step.of(Kind.NOTIFY_ALL, 0)),
            List.of(Step.of(Kind.LOCK, 0), Step.of(Kind.UNLOCK, 0)),
            List.of(Step.of(Kind.WAIT_TIMED_FREE, 0, 0))));
  }

  /**
   * Readers of a lock do not disturb each other, so that in place of one of them alone, the writer
   * could not have gone: the other reads on. It had to be asked of both.
   */
  @Test
  void aWriterThatReadersKeepOutForEverMightHaveGoneFirst() throws Exception {
    agree(
        Program.of(
            List.of(Step.of(Kind.READ_LOCK, 0)),
            List.of(Step.of(Kind.READ_LOCK, 0)),
            List.of(Step.of(Kind.WRITE_LOCK, 0))));
  }

  /** The same where a reader gives the lock back: what the other did behind it is left out, too. */
  @Test
  void aWriterComesBeforeReadersOrBetweenThem() throws Exception {
    List<Step> reader = List.of(Step.of(Kind.READ_LOCK, 0), Step.of(Kind.READ_UNLOCK, 0));
    Program program =
        Program.of(
            reader,
            reader,
            reader,
            List.of(Step.of(Kind.WRITE_LOCK, 0), Step.of(Kind.WRITE_UNLOCK, 0)));
    assertThat(agree(program).executions()).isEqualTo(8);
  }

  /**
   * Three count down a latch for two. Without any one of them it would be open as well; but the
   * word of the latch stood still at 0, as if the last had done nothing, and the first all.
   */
  @Test
  void aLatchOpensWithoutAnyOneOfTooMany() throws Exception {
    List<Step> down = List.of(Step.of(Kind.COUNT_DOWN, 1));
    Program program = Program.of(down, down, down, List.of(Step.of(Kind.AWAIT, 1)));
    assertThat(agree(program).executions()).isEqualTo(4);
  }

  /** Permits are given one by one; who takes some may have come when any enough were given. */
  @Test
  void whoTakesPermitsMayComeWhenAnyEnoughAreGiven() throws Exception {
    List<Step> give = List.of(Step.of(Kind.GIVE, 1, 1));
    Program program = Program.of(give, give, give, List.of(Step.of(Kind.TAKE, 1, 2)));
    assertThat(agree(program).executions()).isEqualTo(4); // Any two of three, or all.
  }

  /** The same where the writer needs a second lock as well. */
  @Test
  void aWriterOfTwoLocksThatReadersKeepOutForEverMightHaveGoneFirst() throws Exception {
    agree(
        Program.of(
            List.of(Step.of(Kind.READ_LOCK, 0)),
            List.of(Step.of(Kind.READ_LOCK, 0)),
            List.of(Step.of(Kind.WRITE_LOCK_BOTH, 0, 1))));
  }

  // --- Everything else ---------------------------------------------------------------------------

  @Test
  void aLockThatIsFreedLetsGoOnWhoeverWasKeptOut() throws Exception {
    List<Step> section =
        List.of(Step.of(Kind.LOCK, 0), Step.of(Kind.CAS, 0, 0, 1), Step.of(Kind.UNLOCK, 0));
    agree(Program.of(section, section, section));
  }

  @Test
  void aTimedWaitTimesOutOrIsNotified() throws Exception {
    Program program =
        Program.of(List.of(Step.of(Kind.WAIT_TIMED, 0)), List.of(Step.of(Kind.NOTIFY, 0)));
    assertThat(agree(program).outcomes()).hasSize(2);
  }

  @Test
  void aNotificationWakesEachOfThoseWhoWait() throws Exception {
    Program program =
        Program.of(
            List.of(Step.of(Kind.WAIT, 0)),
            List.of(Step.of(Kind.WAIT, 0)),
            List.of(Step.of(Kind.NOTIFY, 0)));
    assertThat(agree(program).outcomes()).hasSize(3); // One is, the other is, or none.
  }

  @Test
  void aTaskThatIsStartedOnTheWayTakesPart() throws Exception {
    Program program =
        Program.of(
            List.of(Step.of(Kind.ADD, 0, 1), Step.of(Kind.SPAWN, 1), Step.of(Kind.ADD, 0, 1)),
            adds(0, 2));
    assertThat(agree(program).executions()).isEqualTo(3);
  }

  @Test
  void whatIsJoinedIsOver() throws Exception {
    Program program =
        Program.of(List.of(Step.of(Kind.JOIN, 1), Step.of(Kind.ADD, 0, 1)), adds(0, 3));
    assertThat(agree(program).executions()).isEqualTo(1);
  }

  @Test
  void outcomesOfAStepAreTriedInEachPlace() throws Exception {
    Program program =
        Program.of(List.of(Step.of(Kind.CHOOSE, 0, 3)), List.of(Step.of(Kind.READ, 0)), adds(0, 1));
    agree(program);
    agree(
        Program.of(
            List.of(Step.of(Kind.CHOOSE, 0, 2)),
            List.of(Step.of(Kind.CHOOSE, 0, 3)),
            List.of(Step.of(Kind.CHOOSE, 0, 2))));
  }

  @Test
  void aRaceIsLookedForBehindAStepOfTheTaskItself() throws Exception {
    Program program =
        Program.of(
            List.of(Step.of(Kind.READ, 0)),
            List.of(Step.of(Kind.READ, 0), Step.of(Kind.WRITE, 0, 1)));
    assertThat(agree(program).executions()).isEqualTo(2);
  }

  @Test
  void whatOneNotificationReplacesIsLookedAtForEach() throws Exception {
    List<Step> wait = List.of(Step.of(Kind.WAIT_TIMED_FREE, 0, 0));
    agree(Program.of(wait, List.of(Step.of(Kind.NOTIFY_ALL, 0)), wait));
  }

  // --- Helpers -----------------------------------------------------------------------------------

  private record Counts(long executions, long redundant) {}

  private static List<Step> adds(int variable, int times) {
    return Collections.nCopies(times, Step.of(Kind.ADD, variable, 1));
  }

  private static Counts counts(int tasks, int times) {
    return counts(new Program(new ArrayList<>(Collections.nCopies(tasks, adds(0, times)))));
  }

  private static Counts counts(Program program) {
    Searched found = searched(program);
    return new Counts(found.executions(), found.redundant());
  }

  private static Searched searched(Program program) {
    try (BackEnd backEnd = Searched.fastest()) {
      return Searched.of(program, new ReducedSearch(), backEnd);
    }
  }

  private static Searched agree(Program program) throws Exception {
    Searched found = searched(program);
    assertThat(found.outcomes()).isEqualTo(BruteForce.outcomes(program, Integer.MAX_VALUE));
    assertThat(found.executions()).isEqualTo(BruteForce.traces(program, Integer.MAX_VALUE));
    return found;
  }
}
