package dev.stele.proving;

import java.util.List;

/** Wrong variants of the registry, each of which its contract must see. */
final class RegistryMutants {

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "a replay key has any event",
              "process/LedgerRegistry",
              "if (!fact.type().equals(append.type()) || !fact.payload().equals(append.payload())) {",
              "if (!fact.type().equals(append.type())) {",
              "MemoryRegistryTest#aReplayKeyIsOneEvent"),
          Mutant.of(
              "any type may be appended",
              "process/AppendPlan",
              "return Answer.refused(new Refusal.NotDeclared(head.id(), type));",
              "return Answer.done(planned(head, append, Map.of(), Set.of()));",
              "MemoryRegistryTest#aTypeMustBeDeclared"),
          Mutant.of(
              "an end needs no key",
              "process/AppendPlan",
              "if (isTerminal && append.replayKey().isEmpty()) {",
              "if (isTerminal && type.isEmpty()) {",
              "MemoryRegistryTest#endsAndRequestsToEndNeedKeys"),
          Mutant.of(
              "a payload may be of any kind",
              "process/AppendPlan",
              "if (kind != entry.getValue()) {",
              "if (kind == null) {",
              "MemoryRegistryTest#aPayloadMustBeWhatItsTypeSays"),
          Mutant.of(
              "a wake wakes whatever its condition says",
              "process/AppendPlan",
              "if (!wakes) {",
              "if (!wakes && sequence < 0) {",
              "MemoryRegistryTest#eachWayToDeclareAWakeWakes"),
          Mutant.of(
              "an event has no target of its own",
              "process/AppendPlan",
              "append.wakeTarget().or(head::wakeTarget)",
              "head.wakeTarget()",
              "MemoryRegistryTest#equalKeysAreOneWakeAcrossProcessesAndOneForEachScope"),
          Mutant.of(
              "counting leaves the last one out",
              "process/Reads",
              "head.sequence(facts.next().version()) <= sequence",
              "head.sequence(facts.next().version()) < sequence",
              "MemoryRegistryTest#countsAndTheLastEventsAreThoseOfTheLog"),
          Mutant.of(
              "the last events come backward",
              "process/Reads",
              "Collections.reverse(events);",
              "",
              "MemoryRegistryTest#countsAndTheLastEventsAreThoseOfTheLog"),
          Mutant.of(
              "acknowledged wakes come again",
              "process/Reads",
              "if (its > sequence && !acknowledged.contains(its)) {",
              "if (its > sequence) {",
              "MemoryRegistryTest#aWakeSaysWhatItsSelectorFindsUntilItIsAcknowledged"),
          Mutant.of(
              "a transfer leaves the grant where it was",
              "process/Sessions",
              "            facts.add(revoked(from, id));\n",
              "",
              "MemoryRegistryTest#aTransferMovesGrantsAndWritesNoEvent"),
          Mutant.of(
              "a transfer gives what there was not",
              "process/Sessions",
              "return Step.refused(new Refusal.NotGranted(from, id));",
              "continue;",
              "MemoryRegistryTest#aTransferIsWholeOrNotAtAll"),
          Mutant.of(
              "a deleted session is woken",
              "process/Sessions",
              "case Ledger.Written.Done _ -> live.forgetSession(session);",
              "case Ledger.Written.Done _ -> live.size();",
              "MemoryRegistryTest#aDeletedSessionHasNoGrantsAndIsNotWoken"),
          Mutant.of(
              "external work may be given up by anybody",
              "process/Leasing",
              "case Authority.ExternalOwner _ -> isExternal && !isAbandoned;",
              "case Authority.ExternalOwner _ -> !isAbandoned;",
              "MemoryRegistryTest#theAuthorityMustFitTheDisposition"),
          Mutant.of(
              "what somebody has is ended without it",
              "process/Leasing",
              "              ? Step.refused(new Refusal.Leased(held.get()))\n",
              "              ? Step.refused(new Refusal.NoRoom())\n",
              "MemoryRegistryTest#whatSomebodyHasIsNotEndedWithoutItsLease"),
          Mutant.of(
              "an end may be said otherwise",
              "process/Leasing",
              "if (before.get().equals(outcome)) {",
              "if (before.get().word().equals(outcome.word())) {",
              "MemoryRegistryTest#theSameEndAgainIsAnsweredWithOrWithoutTheLease"),
          Mutant.of(
              "an attempt more than the policy allows",
              "process/Leasing",
              "|| failed >= record.retry().attemptsMax();",
              "|| failed > record.retry().attemptsMax();",
              "MemoryRegistryTest#anAttemptThatFailedLetsTheProcessWaitAndTheLastOneEndsIt"),
          Mutant.of(
              "the feed tells of each change of a process",
              "process/LedgerReader",
              ".filter(record -> record.changed().value() == stamped.position());",
              ".filter(record -> record.changed().value() >= stamped.position());",
              "MemoryRegistryTest#theFeedGoesOnWhereItWasAndHasTheEnds"),
          Mutant.of(
              "any cursor is one of this history",
              "process/LedgerReader",
              "!cursor.lineage().equals(ledger.lineage()) || cursor.position() > end",
              "cursor.position() > end",
              "MemoryRegistryTest#aCursorOfAnotherHistoryIsForeign"),
          Mutant.of(
              "a page begins with the last of the one before",
              "process/LiveSet",
              "folds.tailMap(after, false)",
              "folds.tailMap(after, true)",
              "MemoryRegistryTest#listsHavePages"),
          Mutant.of(
              "what ended at the time is forgotten with what ended before",
              "process/Pruning",
              "next.at().isBefore(endedBefore)",
              "!next.at().isAfter(endedBefore)",
              "MemoryRegistryTest#whatEndedBeforeATimeIsForgotten"),
          Mutant.of(
              "everything that has ended is forgotten",
              "process/Pruning",
              "        && only.has(fold.record());",
              ";",
              "MemoryRegistryTest#onlyWhatPassesTheFilterIsForgotten"),
          Mutant.of(
              "what a follower has yet to see is forgotten",
              "process/Pruning",
              " && next.position() < upTo;",
              ";",
              "MemoryRegistryTest#whatAFollowerHasNotSeenIsNotForgotten"),
          Mutant.of(
              "what has just ended is looked for in the log",
              "process/LiveSet",
              "    recent.add(fold, outcome);\n",
              "",
              "RecentEndsTest#whoAsksAfterAProcessThatHasJustEndedIsAnsweredWithoutTheLog"),
          Mutant.of(
              "the first that ended are remembered for ever",
              "process/RecentEnds",
              "      folds.remove(first.id, first); // Unless it has ended again since.\n",
              "      first.isKnown();\n",
              "RecentEndsTest#onlyTheLastOnesAreRemembered"),
          Mutant.of(
              "what is remembered is not forgotten with the process",
              "process/LiveSet",
              "    recent.remove(id);\n    count(state)",
              "    count(state)",
              "RecentEndsTest#whatWasPrunedIsNotRemembered"),
          Mutant.of(
              "who has just ended goes on to wake a session that was deleted",
              "process/LiveSet",
              "    recent.forgetSession(session);\n",
              "",
              "RecentEndsTest#whoseSessionWasDeletedWakesNobody"),
          Mutant.of(
              "who has just ended is not doubted with those that run",
              "process/Sessions",
              "          live.forgetRecent();\n",
              "",
              "RecentEndsTest#whoseSessionWasPerhapsDeletedIsLookedForInTheLog"));

  private RegistryMutants() {}
}
