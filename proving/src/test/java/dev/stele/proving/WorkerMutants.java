package dev.stele.proving;

import java.util.List;

/** Wrong variants of who has which process, of recovery, and of workers. */
final class WorkerMutants {

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "a change since the claim means that an attempt has begun",
              "process/Attempt",
              "return record.attempts() == held.attempt();",
              "return record.changed().compareTo(held.fence()) >= 0;",
              "RecoveryTest#aSignalThatComesWhileItIsTakenDoesNotLetOwnerBoundWorkRunTwice"),
          Mutant.of(
              "bound work that was begun is run by whoever takes it",
              "process/Attempt",
              "if (begins(held, record)) {",
              "if (begins(held, record) || record.disposition() == Disposition.OWNER_BOUND) {",
              "RecoveryTest#ownerBoundWorkOfADeadOwnerIsAbandonedWithTheProof"),
          Mutant.of(
              "time alone ends bound work",
              "process/Attempt",
              ".flatMap(registry::proofOfDeath)",
              ".map(Owner::name)",
              "RecoveryTest#timeAloneEndsNoOwnerBoundWork"),
          Mutant.of(
              "an outcome is written once or never",
              "process/Attempt",
              "        trouble = e; // The writer may be restarted",
              "        trouble = e;\n        return \"not written\"; // The writer",
              "RecoveryTest#anOutcomeThatCannotBeWrittenIsWrittenLater"),
          Mutant.of(
              "a failure of the disk under an engine counts as one of the work",
              "process/Failures",
              "          || cause instanceof DiskException\n",
              "",
              "RecoveryTest#anEngineUnderWhichTheStoreFailsIsRunAgainAndItsAttemptDoesNotCount"),
          Mutant.of(
              "an engine under which the store fails is run again at once",
              "process/Attempt",
              "if (isRerunnable && !isDrained) {",
              "if (isRerunnable && isDrained) {",
              "RecoveryTest#anEngineUnderWhichTheStoreFailsIsRunAgainAndItsAttemptDoesNotCount"),
          Mutant.of(
              "an outcome that a gate denies says nothing of its attempt",
              "process/Attempt",
              "return denial == null ? became : overruled(held, record, denial);",
              "return became;",
              "WorkerStoreTest#anAttemptWhoseOutcomeAGateDeniesHasFailed"),
          Mutant.of(
              "what is to end is repeated at once when a gate denies its end",
              "process/Attempt",
              "    if (isCancelRequested()) {\n      return why;\n",
              "    if (isDraining()) {\n      return why;\n",
              "WorkerStoreTest#whatIsToEndAndMayNotIsLeftUntilTheLeaseHasRunOut"),
          Mutant.of(
              "a claim of which nobody knows is forgotten",
              "process/Attempt",
              "        if (!isRested(backoff)) {\n          throw e;",
              "        if (isRested(backoff)) {\n          throw e;",
              "WorkerStoreTest#aClaimOfWhichNobodyKnowsIsAskedForAgain"),
          Mutant.of(
              "who ends his process himself has lost it",
              "process/Attempt",
              "hasEndedItself |= ends;",
              "",
              "WorkerEngineTest#anEngineMayEndItsProcessByAnEventOfItsOwn"),
          Mutant.of(
              "texts of engines are as long as they are",
              "process/Texts",
              "bounded(it.code()), bounded(it.message())",
              "bounded(it.code()), it.message()",
              "WorkerEngineTest#aFailureOfAnySizeIsAnOutcome"),
          Mutant.of(
              "what has no engine is taken",
              "process/Triage",
              "return kinds.contains(record.kind()) ? free(record) : NOTHING;",
              "return free(record);",
              "RecoveryTest#aKindWithoutAnEngineIsLeftAlone"),
          Mutant.of(
              "the dead keep their leases until they run out",
              "process/Triage",
              "            .filter(held -> registry.proofOfDeath(held.owner()).isEmpty())\n",
              "",
              "RecoveryTest#rerunnableWorkOfADeadOwnerIsRunAgainAtOnce"),
          Mutant.of(
              "whatever happens to a process lets it rest anew",
              "process/Triage",
              ".map(began -> began.plus(",
              ".map(_ -> record.updated().plus(",
              "RecoveryTest#signalsDoNotKeepAProcessFromItsNextAttempt"),
          Mutant.of(
              "a process that kills its workers is tried at once",
              "process/Triage",
              "record.retry().after(record.attempts() - 1)",
              "java.time.Duration.ZERO",
              "RecoveryTest#aProcessThatKillsItsWorkersIsLeftAloneLongerAndLongerAndFails"),
          Mutant.of(
              "who waits is run all the same",
              "process/Triage",
              "yield it.until().<Verdict>map(Verdict.Later::new).orElse(NOTHING);",
              "yield new Verdict.Now(record);",
              "RecoveryTest#whatWaitsNeedsNobodyUntilWhatItWaitsForIsThere"),
          Mutant.of(
              "a silent owner is taken for dead",
              "process/Triage",
              "record.started().flatMap(it -> registry.proofOfDeath(it.owner())).isPresent()",
              "record.started().isPresent()",
              "RecoveryTest#timeAloneEndsNoOwnerBoundWork"),
          Mutant.of(
              "a lease of an earlier opening holds until its time is over",
              "process/Leasing",
              "fold.isLeased(incarnation) && proofOfDeath(held.owner()).isEmpty()",
              "fold.isLeased(incarnation)",
              "RecoveryTest#aLeaseOfAnEarlierOpeningIsOverThoughItsTimeIsNot"),
          Mutant.of(
              "any lease is the one that is held",
              "process/Leasing",
              "            && held.get().fence().equals(lease.fence())\n"
                  + "            && held.get().owner().equals(lease.owner());",
              ";",
              "RecoveryTest#noWriteOfARevenantIsAccepted"),
          Mutant.of(
              "a lease that ran out is as good as one that holds",
              "process/Leasing",
              "held -> fold.isLeased(incarnation) && proof",
              "held -> proof",
              "RecoveryTest#noWriteOfARevenantIsAccepted"),
          Mutant.of(
              "bound work begins again",
              "process/Leasing",
              "case OWNER_BOUND -> record.started().isEmpty();",
              "case OWNER_BOUND -> true;",
              "RecoveryTest#ownerBoundWorkThatWasListedBeforeItWasBegunIsNotRunTwice"),
          Mutant.of(
              "attempts have no limit",
              "process/Leasing",
              "case RERUNNABLE -> record.attempts() < record.retry().attemptsMax();",
              "case RERUNNABLE -> true;",
              "RecoveryTest#aProcessThatKillsItsWorkersIsLeftAloneLongerAndLongerAndFails"),
          Mutant.of(
              "an attempt that is given back counts",
              "process/Leasing",
              "Map.of(\"uncounted\", \"attempt\")",
              "Map.of(\"counted\", \"attempt\")",
              "RecoveryTest#anEngineUnderWhichTheStoreFailsIsRunAgainAndItsAttemptDoesNotCount"),
          Mutant.of(
              "what is to end before it began is begun",
              "process/Leasing",
              "return !isCancelledUnstarted\n        && switch",
              "return switch",
              "RecoveryTest#aProcessThatWasNeverBegunAndIsToEndEndsWithoutBeingRun"),
          Mutant.of(
              "a renewal is forgotten when a write fails",
              "process/Deciding",
              "fold.keepLease(before);",
              "before.isKnown();",
              "ProcessFaultTest#aWriteThatFailsDoesNotForgetARenewal"),
          Mutant.of(
              "a process whose write failed is taken for what it was",
              "process/Deciding",
              "        inDoubt.addAll(folds.keySet());\n",
              "",
              "ProcessFaultTest#theNextReaderSeesTheTruthAndWhoAsksAgainIsAnswered"),
          Mutant.of(
              "those who woke a session are not looked at again",
              "process/Sessions",
              "deciding.doubt(wokenBy(session));",
              "wokenBy(session);",
              "ProcessFaultTest#theNextReaderSeesTheTruthAndWhoAsksAgainIsAnswered"),
          Mutant.of(
              "what a prune of unknown outcome did is not counted",
              "process/Pruning",
              "deciding.perhapsForgotten(folds);",
              "facts.clear();",
              "ProcessFaultTest#theNextReaderSeesTheTruthAndWhoAsksAgainIsAnswered"),
          Mutant.of(
              "what a filter keeps counts as forgotten",
              "process/Pruning",
              "isGapless &= isPruned || fold.mainVersion() > next.version();",
              "isGapless &= isPruned || fold.hasEnded() || !fold.isKnown();",
              "PruneCostTest#whatAFilterKeepsIsFoundByTheNextOne"),
          Mutant.of(
              "each prune looks at all that was ever pruned",
              "process/Pruning",
              "forgottenBefore.accumulateAndGet(reached, Math::max);",
              "forgottenBefore.accumulateAndGet(reached, Math::min);",
              "PruneCostTest#whatWasPrunedIsNotLookedAtAgain"),
          Mutant.of(
              "a snapshot is as of its end",
              "process/Snapshots",
              "Long.toString(asOf)",
              "Long.toString(ledger.end())",
              "RecoveryTest#aSnapshotIsAsOfItsBeginning"),
          Mutant.of(
              "a snapshot does not know how many have ended",
              "process/Snapshots",
              "live.counts(end);",
              "end.fields();",
              "RecoveryTest#aSnapshotIsAsOfItsBeginning"),
          Mutant.of(
              "work that begins waits for all who go on",
              "process/Slots",
              "if (free <= resuming) {",
              "if (free == 0 || resuming > 0) {",
              "SlotsScheduleTrial#aFreeSlotIsFoundInEverySchedule"),
          Mutant.of(
              "what cannot be taken any more stays in the queue",
              "process/Agenda",
              "      queued.remove(id); // Somebody",
              "      queued.size(); // Somebody",
              "RecoveryTest#whatCannotBeTakenAnyMoreLeavesTheQueue"),
          Mutant.of(
              "the lowest priority comes first",
              "process/Agenda",
              "              .reversed()\n",
              "",
              "WorkerEngineTest#theHighestPriorityIsTakenFirstAndThenTheOldest"),
          Mutant.of(
              "one renewal that fails is a loss",
              "process/Worker",
              "      tally.error();\n      return false;\n",
              "      attempt.lose();\n      return false;\n",
              "WorkerLeaseTest#renewalsThatFailAreTriedAgainWhileTheLeaseHolds"),
          Mutant.of(
              "a renewal that failed is not tried again soon",
              "process/Worker",
              "next = isDone ? options.renewEvery() :",
              "next = isDone || !isDone ? options.renewEvery() :",
              "WorkerLeaseTest#renewalsThatFailAreTriedAgainWhileTheLeaseHolds"),
          Mutant.of(
              "nobody is told of what is given back",
              "process/WatchedRegistry",
              "return told(lease.process(), () -> inner.giveBack(lease));",
              "return inner.giveBack(lease);",
              "WorkerLeaseTest#whatAWorkerGivesBackAnotherOneTakesAtOnce"),
          Mutant.of(
              "nothing is renewed",
              "process/Worker",
              "    if (lease == null) {\n      return true;\n",
              "    if (lease != null) {\n      return true;\n",
              "WorkerLeaseTest#aLeaseIsRenewedWhileItsEngineIsBlocked"),
          Mutant.of(
              "the timer looks at nothing",
              "process/Worker",
              "          quietly(this::sweep);\n",
              "",
              "WorkerLeaseTest#theTimerFindsWhatNobodyTellsOf"),
          Mutant.of(
              "when to wake is reckoned from when the reckoning is done",
              "process/Worker",
              "nowNanos + left.toNanos()",
              "clock.deadlineAfter(left)",
              "WorkerLeaseTest#whatIsDueIsRunInTimeThoughTheDispatcherIsHeldUp"),
          Mutant.of(
              "a request to end is not passed on",
              "process/Worker",
              "      attempt.cancel();\n",
              "      attempt.isParked();\n",
              "WorkerLeaseTest#aRequestToEndReachesAnEngineThatRuns"),
          Mutant.of(
              "whoever dispatches ends with the first failure",
              "process/Worker",
              "    } catch (RuntimeException _) {\n      tally.error(); // Whoever asked",
              "    } catch (IllegalMonitorStateException _) {\n      tally.error(); // Whoever asked",
              "WorkerLeaseTest#aDispatcherThatMeetsAFailingRegistryGoesOn"),
          Mutant.of(
              "each wait meets the first signal",
              "process/AttemptContext",
              "met.put(signal, new Met(before.count() + 1, it.sequence()))",
              "met.put(signal, new Met(0, 0))",
              "WorkerEngineTest#theNthWaitMeetsTheNthSignalInALaterAttemptToo"),
          Mutant.of(
              "signals are counted from the first one each time",
              "process/AttemptContext",
              "registry.firstAfter(attempt.id(), type, before.sequence());",
              "registry.nth(attempt.id(), type, before.count() + 1);",
              "SignalWaitTest#signalsThatAreThereAreReadOnce"),
          Mutant.of(
              "a wait begins anew with each attempt",
              "process/AttemptContext",
              ".skip(timedOut.getOrDefault(wanted, 0))",
              ".skip(1_000)",
              "WorkerEngineTest#aWaitKeepsItsDeadlineAcrossARestart"),
          Mutant.of(
              "several waits for one signal have one deadline",
              "process/AttemptContext",
              "    timedOut.merge(wanted, 1, Integer::sum);\n",
              "",
              "SignalDeadlineTest#eachOfSeveralWaitsForOneSignalKeepsItsOwnDeadline"),
          Mutant.of(
              "a wait that timed out lets attempts count anew",
              "process/Leasing",
              "fold.isWaitOver(clock.instant())",
              "fold.hasEnded()",
              "SignalDeadlineTest#attemptsThatWaitForNothingOfEarlierOnesCountTheSame"),
          Mutant.of(
              "an attempt counts whose engine nobody waits with",
              "process/InlineWorker",
              "        attempt.giveWay();\n",
              "",
              "InlineWorkerTest#whoWaitsForASignalIsGivenBackAndRunAgainWhenItIsThere"),
          Mutant.of(
              "what the store throws stays with the worker that has no threads",
              "process/InlineWorker",
              "if (trouble.isPresent()) {",
              "if (trouble.isPresent() && taken < 0) {",
              "InlineWorkerTest#whatTheStoreThrowsComesOutAndTheNextOpeningGoesOn"),
          Mutant.of(
              "while bound work waits nobody else is run",
              "process/InlineWorker",
              "if (runDue() > 0) {",
              "if (taken < 0) {",
              "InlineWorkerTest#whileBoundWorkWaitsTheOthersAreRun"),
          Mutant.of(
              "what was found due is run, whatever has become of it",
              "process/InlineWorker",
              ".filter(record -> triage.judge(record) instanceof Triage.Verdict.Now)",
              ".filter(record -> !record.hasEnded())",
              "InlineWorkerTest#whatHasChangedSinceItWasFoundIsJudgedAnew"),
          Mutant.of(
              "an interrupt of who calls is the engine's",
              "process/InlineWorker",
              "boolean wasInterrupted = Thread.interrupted();",
              "boolean wasInterrupted = Thread.currentThread().isInterrupted();",
              "InlineWorkerTest#thatTheCallerIsInterruptedIsNotTheEnginesBusiness"),
          Mutant.of(
              "time is passed while there is something to do at once",
              "process/InlineWorker",
              "agenda.size() > 0 ? Optional.of(clock.instant()) : agenda.nextDue()",
              "agenda.nextDue()",
              "InlineWorkerTest#itRunsWhatIsDueTheMostUrgentFirstAndThenTheOldest"));

  private WorkerMutants() {}
}
