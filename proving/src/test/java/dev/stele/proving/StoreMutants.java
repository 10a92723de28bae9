package dev.stele.proving;

import java.util.List;

/** Wrong variants of the store: what is left out of deciding, reading and surviving. */
final class StoreMutants {

  private static final String MODEL = "StoreModelProperty#fewAnswersAreThoseOfTheModel";
  private static final String KEYS =
      "StoreTest#aRepeatedKeyIsAnsweredWithTheFirstReceiptThoughItsExpectationNoLongerHolds";
  private static final String BATCHES =
      "StoreTest#aBatchOverSeveralStreamsIsRefusedAsAWholeIfOneExpectationIsNotMet";

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "the key is looked up after what is expected",
              "store/Decider",
              "    Refusal known = known(proposal, next);\n    if (known != null) {",
              "    for (var each : proposal.append.expectations().entrySet()) {\n"
                  + "      long at = headOf(each.getKey(), proposal.findings, next);\n"
                  + "      Optional<Version> now = at < 0 ? Optional.empty()"
                  + " : Optional.of(new Version(at));\n"
                  + "      if (!each.getValue().isMetBy(now)) {\n"
                  + "        return new Refused(new Outcome.StreamConflict("
                  + "each.getKey(), each.getValue(), now));\n"
                  + "      }\n"
                  + "    }\n"
                  + "    Refusal known = known(proposal, next);\n    if (known != null) {",
              KEYS),
          Mutant.of(
              "the fingerprint is not compared",
              "store/Decider",
              "return before.equals(proposal.fingerprint)",
              "return before.remaining() > 0",
              KEYS),
          Mutant.of(
              "a repeated append gets the receipt of another batch",
              "store/Decider",
              "new Before(found.position(), found.header().keyedCount(),",
              "new Before(found.position() - 1, found.header().keyedCount(),",
              KEYS),
          Mutant.of(
              "what came behind the findings is not looked at",
              "store/Decider",
              "lookup.withKey(scope, key, proposal.findings.asOf(), next);",
              "lookup.withKey(scope, key, next, next);",
              KEYS),
          Mutant.of(
              "only what is expected of the first stream counts",
              "store/Decider",
              "if (!expected.getValue().isMetBy(actual)) {",
              "if (!expected.getValue().isMetBy(actual)\n"
                  + "          && expected.getKey().equals(proposal.events.getFirst().stream)) {",
              BATCHES),
          Mutant.of(
              "versions are not advanced within a batch",
              "store/Decider",
              "        inBatch.put(event.stream, version);\n",
              "",
              BATCHES),
          Mutant.of(
              "a condition looks back before its beginning",
              "store/Decider",
              "long from = Math.max(condition.since().value(), proposal.findings.asOf());",
              "long from = proposal.findings.asOf();",
              "StoreTest#aConditionRulesOutAnAppendOnceAnEventMatches"),
          Mutant.of(
              "what was refused for its size is applied",
              "store/Decider",
              "      entries.add(event.complete(timeMicros, version, epoch));",
              "      heads.put(event.stream, version);\n"
                  + "      entries.add(event.complete(timeMicros, version, epoch));",
              MODEL),
          Mutant.of(
              "time goes back with the clock",
              "store/Decider",
              "long timeMicros = Math.max(lastMicros, proposal.stampedMicros);",
              "long timeMicros = proposal.stampedMicros;",
              MODEL),
          Mutant.of(
              "identities that are taken are taken again",
              "store/Decider",
              "return ruledOut == null ? taken(proposal, next) : ruledOut;",
              "return ruledOut;",
              MODEL),
          Mutant.of(
              "what is not durable is visible",
              "store/Store",
              "return engine.journal.head().value(); // The index",
              "return open.decider().acceptedEnd(); // The index",
              MODEL),
          Mutant.of(
              "the index is not told of what was placed",
              "store/Decider",
              "      index.add(position, event.terms.hashes(), event.terms.count(), locators[i],"
                  + " event.header);\n",
              "",
              MODEL),
          Mutant.of(
              "a gap of the index passes for nothing there",
              "store/Candidates",
              "for (Gap gap : gaps) {",
              "for (Gap gap : List.<Gap>of()) {",
              "StoreFaultTest#anIndexThatCannotBeReadCostsTimeAndNoTruth"),
          Mutant.of(
              "a place is saved without a sync of its directory",
              "store/CursorFiles",
              "    disk.rename(next, file(name));\n    disk.syncDirectory(folder);\n",
              "    disk.rename(next, file(name));\n",
              "StoreCrashTrial#savedPlacesSurviveEveryCrash"),
          Mutant.of(
              "a place is saved without a sync of its file",
              "store/CursorFiles",
              "      file.sync();\n",
              "",
              "StoreCrashTrial#savedPlacesSurviveEveryCrash"),
          Mutant.of(
              "a place found in the cache is believed to be durable",
              "store/StoreCursor",
              "if (!isKept || !reached.equals(saved)) {",
              "if (!reached.equals(saved)) {",
              "FoundByReadingTest#aPlaceThatWasOnlyInTheCacheIsMadeDurableByTheNextSaving"),
          Mutant.of(
              "restarts are not counted",
              "store/Restarts",
              "    taken.addLast(nowNanos);\n",
              "",
              "StoreRaceTrial#aRestartThatFailsCountsToo"),
          Mutant.of(
              "everybody who meets the failure restarts the writer",
              "store/Store",
              "if (open.engine() != failed.engine()\n          || isClosed",
              "if (isClosed",
              "StoreRaceTrial#oneFailureTakesOneRestartOfABudgetOfMany"),
          Mutant.of(
              "a correlation is not inherited",
              "store/Admission",
              ": correlations.getOrDefault(event.causes().getFirst(), id.toString());",
              ": id.toString();",
              "StoreTest#causesAreWalkedBothWaysAndPassTheirCorrelationOn"),
          Mutant.of(
              "a denial is not recorded",
              "store/Proposal",
              "Decider.Refused(Outcome.Denied _) && denial.isPresent()) {",
              "Decider.Refused(Outcome.Denied _) && denial.isEmpty()) {",
              MODEL),
          Mutant.of(
              "a gate that fails permits",
              "store/Admission",
              "verdict = Gate.Verdict.deny(\"gate-failed\", \"the gate failed: \" + e);",
              "verdict = Gate.Verdict.permit();",
              "FoundByReadingTest#aGateThatAnswersNothingDenies"),
          Mutant.of(
                  "an index that was not saved is not spoken of",
                  "index/Upkeep",
                  "failure = isClosed && problem instanceof IndexException.Closed"
                      + " ? failure : problem;",
                  "failure = null;",
                  "StoreFaultTest#aFaultAtEachStepOfSavingTheIndexIsTypedAndTheNextOpeningRebuilds")
              .caughtIn("store"),
          Mutant.of(
              "closing speaks of the index alone",
              "store/Engine",
              "      if (unkept != null) {\n        e.addSuppressed(unkept);\n      }\n      throw e;",
              "      if (unkept != null) {\n        throw unkept;\n      }\n      throw e;",
              "FoundByReadingTest#closingTellsThatTheLogFailedThoughTheIndexFailedToo"),
          Mutant.of(
              "a follower indexes twice what a failed reading had reached",
              "store/StoreFollower",
              "long from = Math.max(indexedEnd, with.index.end());",
              "long from = indexedEnd;",
              "FoundByReadingTest#aFollowerGoesOnAfterAReadingThatFailed"),
          Mutant.of(
                  "the head is told before the sync",
                  "journal/Writer",
                  "    syncFrames();\n    publish();\n",
                  "    write();\n    durablePosition = nextPosition;\n    publish();\n    syncFrames();\n",
                  "StoreCrashTrial#appendsSurviveEveryCrash")
              .caughtIn("store"));

  private StoreMutants() {}
}
