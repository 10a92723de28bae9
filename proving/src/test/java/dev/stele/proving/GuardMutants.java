package dev.stele.proving;

import java.util.List;

/** Wrong variants of what asks access: before stores and streams, and for other systems. */
final class GuardMutants {

  private static final String DENIED_APPEND =
      "AppendGateTest#oneEventThatIsDeniedDeniesAllAndNothingIsWritten";

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "the first event of an append alone is judged",
              "guard/AppendGate",
              "i < decisions.size(); i++",
              "i < 1; i++",
              DENIED_APPEND),
          Mutant.of(
              "a denied append blames its first event",
              "guard/AppendGate",
              "return deny(events.get(i), denied);",
              "return deny(events.getFirst(), denied);",
              DENIED_APPEND),
          Mutant.of(
              "a batch of which nothing is seen is the end",
              "guard/Visible",
              "while (ready.isEmpty() && (!read.isEmpty() || items.hasNext()))",
              "if (ready.isEmpty() && (!read.isEmpty() || items.hasNext()))",
              "VisibleTest#aBatchOfWhichNothingIsSeenIsNotTheEnd"),
          Mutant.of(
              "what is seen counts as hidden",
              "guard/Visible",
              "hidden += read.size() - visible.size();",
              "hidden += read.size();",
              "VisibleTest#whatMayNotBeSeenIsLeftOutAndCounted"),
          Mutant.of(
              "a batch that could not be asked about is passed over",
              "guard/Visible",
              "      List<T> visible = filter.apply(read);\n",
              """
                    List<T> visible;
                    try {
                      visible = filter.apply(read);
                    } catch (RuntimeException failure) {
                      read.clear();
                      throw failure;
                    }
              """,
              "VisibleTest#whatCouldNotBeAskedAboutIsAskedAboutAgain"),
          Mutant.of(
              "who waits is not ended when access is lost",
              "guard/GuardedLive",
              "live.cancel();",
              "",
              "GuardedLiveScheduleTest#whoWaitsIsEndedWhenAccessIsTakenAway"),
          Mutant.of(
              "what was asked before a change holds after it",
              "guard/GuardedLive",
              "known = change;",
              "known = changes;",
              "GuardedLiveScheduleTest#afterAChangeNoItemIsGivenThatMayNotBeSeen"),
          Mutant.of(
              "the cursor is behind what was not given",
              "guard/GuardedLive",
              "given.isEmpty() || !(given.get() instanceof Received.Ended<H, T>)",
              "given.isEmpty() || given.isPresent()",
              "GuardedLiveTest#anItemThatWasNotGivenForLossOfAccessLiesBehindTheCursor"),
          Mutant.of(
              "an item that could not be asked about is passed over",
              "guard/GuardedLive",
              "held = received;",
              "",
              "GuardedLiveTest#anItemThatCouldNotBeAskedAboutIsAskedAboutAgain"),
          Mutant.of(
              "an item that is held is given though it was erased",
              "guard/GuardedLive",
              "kept == null || live.isOver()",
              "kept == null",
              "GuardedLiveTest#anItemThatWaitsToBeAskedAboutAgainIsNotGivenAfterAnEndThatForbidsIt"),
          Mutant.of(
              "an authorization holds for ever",
              "guard/GuardedLive",
              "clock.nanoTime() - untilNanos < 0",
              "true",
              "GuardedLiveTest#nothingIsGivenOnAnAuthorizationOlderThanThePeriod"),
          Mutant.of(
              "an authorization outlives a change",
              "guard/GuardedLive",
              "(known == changes && clock.nanoTime() - untilNanos < 0)",
              "(known > 0 && clock.nanoTime() - untilNanos < 0)",
              "GuardedLiveTest#nothingIsGivenAfterAChangeOnAnAuthorizationFromBefore"),
          Mutant.of(
              "who cannot be asked about may stay",
              "guard/GuardedLive",
              "why = \"it could not be found out: \" + failure;",
              "fresh = () -> new Decision.Granted(\"\" + failure, Optional.empty());",
              "GuardedLiveTest#whatCannotBeFoundOutIsADenial"),
          Mutant.of(
              "a trail of denials has grants too",
              "guard/DecisionTrail",
              "extent == Extent.DENIALS && one.decision().isGranted()",
              "extent == Extent.ALL && one.decision().isGranted()",
              "DecisionTrailTest#denialsAloneAreWrittenIfThatIsWanted"),
          Mutant.of(
              "the last decisions of a call are not recorded",
              "guard/DecisionTrail",
              "if (bytes > 0) {",
              "if (bytes > APPEND_BYTES) {",
              "DecisionTrailTest#aBatchIsWrittenTogetherInItsOrder"),
          Mutant.of(
              "a name that was only claimed is believed",
              "spring/AccessAuthorization",
              "if (!who.isAuthenticated()) {",
              "if (who.getName().isEmpty()) {",
              "AccessAuthorizationTest#aNameThatWasClaimedAndNotVerifiedIsDenied"),
          Mutant.of(
              "all calls share a session",
              "spring/AccessAuthorization",
              """
                  return new AccessAuthorization<>((authentication, object) -> {
                    Asking<S, A, R, C> asked = asking.apply(authentication, object);
                    try (Session session = facts.session()) {
              """,
              """
                  Session session = facts.session();
                  return new AccessAuthorization<>((authentication, object) -> {
                    Asking<S, A, R, C> asked = asking.apply(authentication, object);
                    {
              """,
              "AccessAuthorizationTest#eachCallFindsOutAnew"),
          Mutant.of(
              "Spring is not given the decision",
              "spring/AccessResult",
              "decision.summary(), decision)",
              "decision.summary(), null)",
              "AccessAuthorizationTest#whatACheckerGrantsIsGrantedAndTheDecisionIsCarried"),
          Mutant.of(
              "a request's context is taken before an evaluation's own",
              "authzen/Shapes",
              "own == null && defaults != null ?",
              "defaults != null ?",
              "RequestTest#whatAnEvaluationDoesNotSayItTakesFromTheRequest"),
          Mutant.of(
              "of a field that stands there twice the last is taken",
              "authzen/Json",
              ".enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)",
              ".disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)",
              "RequestTest#whatIsNoJsonObjectOrCanBeReadInTwoWaysIsRefused"),
          Mutant.of(
              "a conjunction ends at the first grant",
              "authzen/AuthZen",
              "response.decision() == decision",
              "response.decision() != decision",
              "AuthZenTest#withDenyOnFirstDenyTheFirstDenialIsTheLastAnswer"),
          Mutant.of(
              "answers come in the order in which they were found",
              "authzen/AuthZen",
              "responses.put(items.get(i), ",
              "responses.put(responses.size(), ",
              "AuthZenTest#thoseOfOneSubjectActionAndContextAreABatchWhateverTheirOrder"),
          Mutant.of(
              "a trace that was made for somebody else is given to whoever asks",
              "authzen/AuthZen",
              "if (isExplaining) {",
              "if (decision.trace().isPresent()) {",
              "AuthZenTest#whoWatchesWithTracesDoesNotMakeThemPublic"),
          Mutant.of(
              "a batch counts as one decision of each kind",
              "micrometer/MeteredDecisions",
              "increment(count)",
              "increment()",
              "MeteredDecisionsTest#eachDecisionOfABatchIsCountedByItsOutcomeAndCause"),
          Mutant.of(
              "a load that threw counts as done",
              "micrometer/MeteredSource",
              "Timer outcome = failed;",
              "Timer outcome = loaded;",
              "MeteredSourceTest#aSourceThatThrowsHasFailedAndSoHaveTheKeysThatItHadNotAnswered"),
          Mutant.of(
              "a key that was forgotten counts as missing",
              "micrometer/MeteredSource",
              "keysMissing.increment(missing);",
              "keysMissing.increment(batch.keys().size() - found);",
              "MeteredSourceTest#aLoadIsTimedAndItsAnswersAreCounted"));

  private GuardMutants() {}
}
