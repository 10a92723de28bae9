package dev.stele.proving;

import java.util.List;

/**
 * Wrong variants of what stands for the JDK in the explorer: what is not ordered, or waits wrongly.
 */
@SuppressWarnings("StringConcatToTextBlock") // Sources, as they stand there.
final class ExploreModelMutants {

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "an opaque read acquires",
              "explore/Mode",
              "return this == ACQUIRE || this == VOLATILE;",
              "return this != PLAIN;",
              "VarHandlesTest#anOpaqueReadAcquiresNothing"),
          Mutant.of(
              "an opaque write releases",
              "explore/Mode",
              "return this == RELEASE || this == VOLATILE;",
              "return this != PLAIN;",
              "VarHandlesTest#anOpaqueWriteReleasesNothing"),
          Mutant.of(
              "acquiring orders nothing",
              "explore/Mode",
              "return this == ACQUIRE || this == VOLATILE;",
              "return this == VOLATILE;",
              "VarHandlesTest#releaseToAcquireOrders"),
          Mutant.of(
              "releasing orders nothing",
              "explore/Mode",
              "return this == RELEASE || this == VOLATILE;",
              "return this == VOLATILE;",
              "VarHandlesTest#releaseToAcquireOrders"),
          Mutant.of(
              "volatile reads know the last write only",
              "explore/Cell",
              "        task.acquire(volatiles);\n",
              "",
              "VariablesTest#volatileWritesKnowEachOtherForWhoeverReadsTheLast"),
          Mutant.of(
              "an update ends what was released before",
              "explore/Cell",
              "VectorClock before = isUpdate ? published : null;",
              "VectorClock before = null;",
              "VarHandlesTest#anUpdateInBetweenKeepsWhatWasReleased"),
          Mutant.of(
              "a write continues what was released before",
              "explore/Cell",
              "VectorClock before = isUpdate ? published : null;",
              "VectorClock before = published;",
              "VarHandlesTest#anUpdateInBetweenKeepsWhatWasReleased"),
          Mutant.of(
              "a release fence publishes nothing",
              "explore/Cell",
              "mode.isReleasing() ? task.release() : task.fenced;",
              "mode.isReleasing() ? task.release() : null;",
              "VarHandlesTest#fencesOrderOpaqueAccesses"),
          Mutant.of(
              "an acquire fence acquires nothing",
              "explore/Cell",
              "      task.unacquired = joined(task.unacquired, published);",
              "      task.unacquired = null;",
              "VarHandlesTest#fencesOrderOpaqueAccesses"),
          Mutant.of(
              "a comparison that fails publishes",
              "explore/Variables",
              "      touched.cell().readAtomically(touched.op());",
              "      touched.cell().writeAtomically(touched.op());",
              "VarHandlesTest#aFailedComparisonIsARead"),
          Mutant.of(
              "of plain reads only the last is remembered",
              "explore/Cell",
              "    } else if (readTask == task.id || task.clock.covers(readTask, readTick)) {",
              "    } else if (reads == null) {",
              "VariablesTest#aWriteRacesWithAReadThatIsNotTheLast"),
          Mutant.of(
              "a plain write does not look at reads",
              "explore/Cell",
              "    checkReads(task, verb, site);\n"
                  + "    if (atomicWrites != null) {\n"
                  + "      check(",
              "    if (atomicWrites != null) {\n" + "      check(",
              "VariablesTest#aPlainReadRacesWithAWriteWhicheverComesFirst"),
          Mutant.of(
              "a plain access does not look at atomic ones",
              "explore/Cell",
              "    if (other >= 0) {",
              "    if (other > Task.COUNT_MAX) {",
              "VarHandlesTest#aPlainFlagIsARaceItself"),
          Mutant.of(
              "what is released covers what comes after",
              "explore/Task",
              "    clock.tick(id);\n" + "    return published;",
              "    return published;",
              "ExecutionTest#whatIsReleasedDoesNotCoverWhatComesAfter"),
          Mutant.of(
              "a join knows nothing of what ended",
              "explore/ThreadModel",
              "    Execution.current().running().acquire(task.last);\n",
              "",
              "ThreadTest#aJoinKnowsWhatTheThreadDid"),
          Mutant.of(
              "a lock gives nothing on",
              "explore/Mutex",
              "    task.acquire(published);\n",
              "",
              "LockTest#whatIsDoneBeforeAnUnlockIsKnownAfterTheNextLock"),
          Mutant.of(
              "a monitor is not taken again after a wait",
              "explore/WaitSet",
              "      lock.take(self, holds);\n" + "      return End.SIGNAL;",
              "      return End.SIGNAL;",
              "WaitTest#aNotifyThatIsLookedForUnderTheMonitorIsNotLost"),
          Mutant.of(
              "a wait keeps the monitor",
              "explore/WaitSet",
              "int holds = lock.giveBack(self);",
              "int holds = 1;",
              "WaitTest#aNotifyThatIsLookedForUnderTheMonitorIsNotLost"),
          Mutant.of(
              "notify wakes the one that has waited longest",
              "explore/WaitSet",
              "isAnyone ? execution.outcome(waiters.size()) : 0",
              "0",
              "WaitTest#aNotifyWakesTheOneThatCameLastToo"),
          Mutant.of(
              "a timed wait never times out",
              "explore/WaitSet",
              "            patience.isTimed() || mayBeWhim,",
              "            mayBeWhim,",
              "WaitTest#aTimedWaitEndsByTheSignalOrByTheTime"),
          Mutant.of(
              "there are no spurious wake-ups",
              "explore/WaitSet",
              "execution.limits().hasSpuriousWakeUps() && Whims",
              "!execution.limits().hasSpuriousWakeUps() && Whims",
              "WaitTest#aSpuriousWakeUpIsFoundToBreakAWaitWithoutALoop"),
          Mutant.of(
              "a permit is not kept",
              "explore/LockSupportModel",
              "    task.signals.setWord(task.signals.word() | Task.PERMIT);\n",
              "",
              "ThreadTest#aPermitIsKeptOnceForTheNextPark"),
          Mutant.of(
              "a park keeps its permit",
              "explore/LockSupportModel",
              "self.signals.setWord(word & ~Task.PERMIT);",
              "self.signals.setWord(word);",
              "ThreadTest#aPermitIsKeptOnceForTheNextPark"),
          Mutant.of(
              "an interrupt ends no wait",
              "explore/Signals",
              "        || (isInterruptible &&",
              "        || (isInterruptible && locationCount() < 0 &&",
              "WaitTest#anInterruptEndsAWaitThatNobodyElseEnds"),
          Mutant.of(
              "an interrupt before the start is lost",
              "explore/ModelThread",
              "started.signals.setWord(Task.INTERRUPTED);",
              "started.signals.setWord(0);",
              "ThreadTest#anInterruptBeforeTheStartIsFoundAfterIt"),
          Mutant.of(
              "who takes a lock again gives it back at once",
              "explore/Mutex",
              "    if (holds > 1) {\n"
                  + "      holds--;\n"
                  + "      return;\n"
                  + "    }\n"
                  + "    self",
              "    self",
              "LockTest#toTakeALockAgainIsNoChoice"),
          Mutant.of(
              "a try succeeds on a lock that is held",
              "explore/Mutex",
              "if (holder != null && holder != self) {",
              "if (holder == self) {",
              "LockTest#aTryLockFailsOrNot"),
          Mutant.of(
              "a writer does not wait for readers",
              "explore/SharedLock",
              "return word % WAITING == 0;",
              "return word % WAITING < WRITER;",
              "SynchronizerTest#aReaderThatWouldWriteIsADeadlock"),
          Mutant.of(
              "readers disturb each other",
              "explore/SharedLock",
              "new Waits.Goal(\"lock for reading\", this, false,",
              "new Waits.Goal(\"lock for reading\", this, true,",
              "SynchronizerTest#readersDoNotDisturbEachOther"),
          Mutant.of(
              "a semaphore lets in one too many",
              "explore/SemaphoreModel",
              "word -> count(word) >= count &&",
              "word -> count(word) >= count - 1 &&",
              "SynchronizerTest#aSemaphoreWithoutPermitsIsStuck"),
          Mutant.of(
              "a reader overtakes a writer that waits",
              "explore/SharedLock",
              "word -> word < WRITER);",
              "word -> !isWriteLocked(word));",
              "SemanticsTest#aReaderBehindAWriterThatWaitsForAnotherReaderIsADeadlock"),
          Mutant.of(
              "who asks for one permit overtakes all",
              "explore/SemaphoreModel",
              "&& first(word) == number);",
              "&& (number == 0 || first(word) == number));",
              "SemanticsTest#whoAsksForOnePermitWaitsBehindWhoAsksForTwo"),
          Mutant.of(
              "an interrupt may be for the next task",
              "explore/ModelFuture",
              "      Waits.uninterruptibly(interrupted, Waits.NOBODY, made);",
              "      //",
              "SemanticsTest#toCancelATaskDoesNotInterruptTheNextOne"),
          Mutant.of(
              "a task that was just taken is not stopped",
              "explore/ModelPool",
              "    if (shared.isStopped) {",
              "    if (shared.isStopped && shared.count < 0) {",
              "SemanticsTest#toShutDownNowInterruptsATaskThatWasJustTaken"),
          Mutant.of(
              "who is signalled is never late",
              "explore/ConditionModel",
              "nanos > 0 && Execution.current().outcome(2) == 1;",
              "false;",
              "SemanticsTest#aSignalToAWaiterWhoseTimeIsOverByThenIsLost"),
          Mutant.of(
              "an interrupt is over before the monitor is there",
              "explore/WaitSet",
              "    if (isInterrupted && isOfMonitor) {",
              "    if (isInterrupted && !isOfMonitor) {",
              "SemanticsTest#whoIsInterruptedInAMonitorIsSoUntilItHasTheMonitorAgain"),
          Mutant.of(
              "an open latch learns on",
              "explore/CountDownLatchModel",
              "    if (counted.word() > 0) {",
              "    if (counted != null) {",
              "SemanticsTest#aCountThatALatchNoLongerNeedsGivesNothingOn"),
          Mutant.of(
              "a semaphore's permits stay",
              "explore/SemaphoreModel",
              "permits.setWord(permits.word() + count);",
              "permits.setWord(permits.word());",
              "SynchronizerTest#aSemaphoreOfOneIsALock"),
          Mutant.of(
              "a latch stands still when it is open",
              "explore/CountDownLatchModel",
              "counted.setWord(counted.word() - 1);",
              "counted.setWord(Math.max(0, counted.word() - 1));",
              "SynchronizerTest#aLatchThatTooManyCountDownStaysOpenAndMayOpenBeforeAnyOfThem"),
          Mutant.of(
              "a latch opens for one too few",
              "explore/CountDownLatchModel",
              "word -> word <= 0);",
              "word -> word <= 1);",
              "SynchronizerTest#aLatchOpensWhenAllHaveCountedDownInWhicheverOrder"),
          Mutant.of(
              "time stands still",
              "explore/Time",
              "      execution.passTime(deadlineNanos);\n" + "      of(execution)",
              "      of(execution)",
              "ThreadTest#timeGoesOnAsSleepsEnd"),
          Mutant.of(
              "a model that reads the clock is not explored again",
              "explore/Exploration",
              "        search.restart();\n",
              "",
              "ThreadTest#whoReadsTheClockSeesTheSleepsOfOthersInEachOrder"),
          Mutant.of(
              "whether a thread was started is not looked at",
              "explore/LockSupportModel",
              "if (target != null && !target.isKnownToRun(execution.running())) {",
              "if (target != null && target.task() == null) {",
              "ThreadTest#anUnparkBeforeTheStartIsLost"),
          Mutant.of(
              "a spin goes on for ever",
              "explore/Spin",
              "&& isRepeated(length, turnsMax)) {",
              "&& end < length && isRepeated(length, turnsMax)) {",
              "VariablesTest#aReaderThatSpinsOnWhatNobodyWritesIsALivelock"),
          Mutant.of(
              "a spin does not see what changed",
              "explore/Spin",
              "        if (word(location(i), at, before) != words[i]) {",
              "        if (word(location(i), at, before) == words[i]) {",
              "VariablesTest#aReaderThatSpinsOnWhatNobodyWritesIsALivelock"),
          Mutant.of(
              "a circle is no deadlock",
              "explore/Stuck",
              "    if (!circle.isEmpty()) {",
              "    if (circle.size() > left.size()) {",
              "LockTest#locksTakenInOppositeOrdersAreADeadlockWithItsCircle"),
          Mutant.of(
              "a signal that came too early is not named",
              "explore/Stuck",
              "      if (event.task != task && event.op.isSignalFor(op)) {",
              "      if (event.task == task && event.op.isSignalFor(op)) {",
              "WaitTest#aLostNotifyIsFound"),
          Mutant.of(
              "who is stuck at the end is no finding",
              "explore/Stuck",
              "    if (left.isEmpty()) {",
              "    if (left.size() < 2) {",
              "ThreadTest#aThreadThatStaysParkedIsStuck"),
          Mutant.of(
              "what a thread throws is seen by nobody",
              "explore/ModelThread",
              "      ThreadModel.uncaught(this, e);\n",
              "      java.util.Objects.hash(e);\n",
              "ThreadTest#whatAThreadThrowsIsUnseen"));

  private ExploreModelMutants() {}
}
