package dev.stele.proving;

import java.util.List;
import java.util.stream.Stream;

/** Wrong variants of policies, decisions and lists: each would grant, lose or hide something. */
@SuppressWarnings("StringConcatToTextBlock") // Sources, as they stand there.
final class AccessPolicyMutants {

  private static final String TREES =
      "CombinationProperty#allTreesOfOneAndTwoLeavesDecideAsTheOracleInAllWays";
  private static final String TABLES = "VerdictsProperty#eachTableIsWhatItsNineCasesSay";

  /** The faults that were found in another engine by running it. */
  private static final List<Mutant> FOUND_ELSEWHERE =
      List.of(
          Mutant.of(
              "a relationship that cannot be loaded is none: its negation grants",
              "access/Question",
              "      answer = unknown(why::describe);\n",
              "      answer = answer(Verdicts.ABSTAIN, why::describe);\n",
              "FailClosedTest#theNegationOfARelationshipThatCannotBeLoadedGrantsNothing"),
          Mutant.of(
              "a wrong answer of a source is an absence: the negation of an and grants",
              "access/Question",
              "        fail(error);\n        throw new Unanswered();\n",
              "        yield Optional.<V>empty();\n",
              "FailClosedTest#theNegationOfAnAndWhoseSourceForgetsAnswersGrantsNothing"),
          Mutant.of(
              "what is open inside an or passes for no say: its veto is lost",
              "access/Combination",
              "isPending ? Answer.pending(possible) : Answer.plain(possible)",
              "isPending\n"
                  + "        ? Answer.pending(possible)\n"
                  + "        : Answer.plain(possible.isCertain() ? possible : Verdicts.ABSTAIN)",
              "FailClosedTest#aVetoInsideAnOrIsNotLostWhenItsSourceForgetsAnswers"),
          Mutant.of(
              "a veto that cannot be told is none beside a grant",
              "access/Effect",
              "      case FORBID -> Verdicts.ABSTAIN_OR_VETO;\n",
              "      case FORBID -> Verdicts.ABSTAIN;\n",
              "FailClosedTest#aVetoBesideAGrantIsNotLostWhenItsSourceForgetsAnswers"),
          Mutant.of(
              "a policy that only forbids grants",
              "access/Question",
              "    return (undeclared & Verdicts.GRANT.bits) == 0\n",
              "    return undeclared != 0\n",
              "CheckerTest#aGrantOfAPolicyThatOnlyForbidsIsNone"),
          Mutant.of(
              "a grant is given out before all vetoes were asked for",
              "access/Combination",
              "      if (i >= vetoers && possible == Verdicts.GRANT) {\n",
              "      if (possible == Verdicts.GRANT) {\n",
              TREES),
          Mutant.of(
              "an effect is read when the policy is asked",
              "access/Combination",
              "      answer = question.ask((Policy<S, A, R, C>) asked[child], declared[child]);\n",
              "      answer =\n"
                  + "        question.ask(children.get(child),"
                  + " children.get(child).effect().verdicts());\n",
              "CheckerTest#anEffectIsReadOnceWhenTheCheckerIsMade"),
          Mutant.of(
              "decisions of a batch are told to nobody",
              "access/Bound",
              "      tell(resources, decisions);\n",
              "",
              "WatchTest#eachDecisionIsToldSingleOrOfABatch"),
          Mutant.of(
              "only the cursor before is compared",
              "access/Listing",
              "    if (pages == pagesUntilReplaced) {\n",
              "    if (pages > 0) {\n",
              "LookupTest#aCircleOfCursorsIsFoundWhateverItsLengthAndWhereverItBegins"));

  private static final List<Mutant> VERDICTS =
      List.of(
          Mutant.of(
              "what may be granted is granted",
              "access/Checker",
              "    if (possible == Verdicts.GRANT) {\n      return grants",
              "    if (mayGrant(result) && Combination.by(result) >= 0) {\n      return grants",
              TREES),
          Mutant.of(
              "with a trace, what may be granted is granted",
              "access/Checker",
              "    if (possible == Verdicts.GRANT) {\n      return new",
              "    if (mayGrant(result) && by >= 0) {\n      return new",
              "FailClosedTest#aVetoBesideAGrantIsNotLostWhenItsSourceForgetsAnswers"),
          Mutant.of(
              "an or forgets a veto beside a grant",
              "access/Verdicts",
              "  private static int oneGrants(int one, int other) {\n"
                  + "    if (((one | other) & VETOES) != 0) {\n",
              "  private static int oneGrants(int one, int other) {\n"
                  + "    if (((one | other) & (VETOES | GRANTS)) == VETOES) {\n",
              TABLES),
          Mutant.of(
              "an and is satisfied by one",
              "access/Verdicts",
              "return (one & other & GRANTS) != 0",
              "return ((one | other) & GRANTS) != 0",
              TABLES),
          Mutant.of(
              "what comes then is asked wherever the first does not abstain",
              "access/Verdicts",
              "return one == GRANTS ? other : one;",
              "return one == ABSTAINS ? one : other;",
              TABLES),
          Mutant.of(
              "a negation undoes a veto",
              "access/Verdicts",
              "            | ((bits & ABSTAINS) == 0 ? 0 : GRANTS));\n",
              "            | ((bits & (ABSTAINS | VETOES)) == 0 ? 0 : GRANTS));\n",
              TABLES),
          Mutant.of(
              "those who may grant count as if they did",
              "access/Verdicts",
              "            | (mustGrant < count ? ABSTAINS : 0));\n",
              "            | (mayGrant < count ? ABSTAINS : 0));\n",
              "VerdictsProperty#atLeastIsExactForUpToFour"),
          Mutant.of(
              "at least so many is settled though a veto may come",
              "access/Combination",
              "      if (i >= vetoers && !mayVeto && (",
              "      if ((",
              TREES),
          Mutant.of(
              "an and ends before all vetoes were asked for",
              "access/Combination",
              "      if (i >= vetoers && possible == Verdicts.ABSTAIN) {\n",
              "      if (possible == Verdicts.ABSTAIN) {\n",
              TREES),
          Mutant.of(
              "policies are asked in the order in which they were added",
              "access/Combination",
              "    if (op != Op.THEN) {\n",
              "    if (op == Op.NOT) {\n",
              "CheckerTest#whatHasAVetoInItIsAskedFirst"),
          Mutant.of(
              "a policy that failed has no say",
              "access/Question",
              "      answer = unknown(() -> \"policy failed: \" + thrown);\n",
              "      answer = answer(Verdicts.ABSTAIN, () -> \"policy failed: \" + thrown);\n",
              "CheckerTest#whatAPolicyThrowsOrLeavesOutIsNoGrant"),
          Mutant.of(
              "an answer of nothing is no say",
              "access/Question",
              "      return unknown(() -> \"policy must answer, got: null\");\n",
              "      return Answer.plain(Verdicts.ABSTAIN);\n",
              "CheckerTest#whatAPolicyThrowsOrLeavesOutIsNoGrant"));

  private static final List<Mutant> FACTS =
      List.of(
          Mutant.of(
              "a policy that waits for a fact has no say meanwhile",
              "access/Question",
              "    if (isPending) {\n      answer = Answer.pending(declared);\n",
              "    if (isPending) {\n      answer = Answer.plain(Verdicts.ABSTAIN);\n",
              TREES),
          Mutant.of(
              "who catches that a fact is not known may answer",
              "access/Question",
              "    if (isPending) {\n      answer",
              "    if (isPending && answer.bits != Verdicts.GRANT.bits) {\n      answer",
              "CheckerTest#aPolicyThatCatchesEverythingGainsNothing"),
          Mutant.of(
              "a policy is sure of what another could not tell",
              "access/Question",
              "if (open != null && answer.verdicts().isCertain()) {",
              "if (open != null && answer.bits == Verdicts.VETO.bits) {",
              "CheckerTest#aPolicyThatIsSureOfWhatAnotherCouldNotTellGainsNothing"),
          Mutant.of(
              "a veto behind a policy that waits is forgotten",
              "access/Combination",
              "      return packed(first.verdicts().then(declared[1]), true, -1);\n",
              "      return packed(first.verdicts(), true, -1);\n",
              "CheckerTest#aVetoBehindAPolicyThatIsStillOpenCounts"),
          Mutant.of(
              "facts are loaded for what is decided",
              "access/Bound",
              "      question.round().backTo(mark);\n",
              "",
              "CheckerTest#onlyWhatIsUndecidedIsLoadedAndTogetherInChunks"),
          Mutant.of(
              "what one condition settled, another leaves open",
              "access/Conditional",
              "        question.settle(mark);\n",
              "",
              "ConditionsTest#aFactThatSettlesItLeavesOpenOnesWithoutMeaning"),
          Mutant.of(
              "a walk that stops at its depth says no",
              "access/Walk",
              "isCut = true;",
              "isCut = false;",
              "RelationshipTest#aWayThatGoesOnBehindTheDepthIsOpenNeverANo"),
          Mutant.of(
              "a walk goes one step too far",
              "access/Walk",
              "if (steps == atMost) {",
              "if (steps > atMost) {",
              "RelationshipProperty#tiesAreFoundAsFarAsTheyAreKnownAndNoFurther"),
          Mutant.of(
              "a group that cannot be loaded is in no other",
              "access/Walk",
              "case Fact.Failed<?>(FactError error) -> failure = error;",
              "case Fact.Failed<?> _ -> {}",
              "RelationshipProperty#tiesAreFoundAsFarAsTheyAreKnownAndNoFurther"),
          Mutant.of(
              "that a walk failed is forgotten where it was remembered",
              "access/Tied",
              "    if (failure != null) {\n",
              "    if (failure != null && question.round().isTraced()) {\n",
              "RelationshipTest#whatFailedIsOpenUnlessAnotherWayLeadsThere"),
          Mutant.of(
              "a tie that cannot be loaded is none",
              "access/Question",
              "        fail(error);\n        yield null;\n",
              "        yield null;\n",
              "RelationshipTest#aTieThatFailedIsOpenUnlessAnotherTieHolds"),
          Mutant.of(
              "a circle of groups looks like a way that goes on",
              "access/Walk",
              "if (nodes.contains(to)) {",
              "if (nodes.contains(to) && steps < atMost) {",
              "RelationshipTest#aCircleOfGroupsEnds"),
          Mutant.of(
              "what is open in another domain is settled here",
              "access/Delegation",
              "said.isPending, new",
              "false, new",
              "DelegationTest#whatTheOtherDomainSaysIsSaidHere"),
          Mutant.of(
              "another domain cannot veto",
              "access/Delegation",
              "  public Effect effect() {\n    return root.effect();\n",
              "  public Effect effect() {\n    return Effect.ALLOW;\n",
              "DelegationTest#aVetoFromThereDeniesInAnyOrderAndANegationDoesNotUndoIt"));

  private static final List<Mutant> AROUND =
      List.of(
          Mutant.of(
              "it is the same time of day everywhere",
              "access/Conditions",
              "LocalTime.ofInstant(asked.now(), zone)",
              "LocalTime.ofInstant(asked.now(), java.time.ZoneOffset.UTC)",
              "ConditionsTest#aTimeOfDayIsThatOfTheZone"),
          Mutant.of(
              "a very large amount has room in any quota",
              "access/Quota",
              "return amount <= limit - used;",
              "return used + amount <= limit;",
              "ConditionsTest#aQuotaHasRoomUpToItsLimit"),
          Mutant.of(
              "a cursor that stays is not noticed in a single page",
              "access/Pager",
              "candidates.next().equals(Optional.of(from))",
              "candidates.next().equals(Optional.of(LookupCursor.START))",
              "LookupTest#aCursorThatStaysIsRefusedAndNothingOfThePageGivenOut"),
          Mutant.of(
              "the cursor that is kept is replaced at even steps",
              "access/Listing",
              "      pagesUntilReplaced *= 2;\n",
              "      pagesUntilReplaced = 2;\n",
              "LookupTest#aCircleOfCursorsIsFoundWhateverItsLengthAndWhereverItBegins"),
          Mutant.of(
              "a resource that was not asked for is let in",
              "access/Pager",
              "if (!distinct.contains(id)) {",
              "if (distinct.isEmpty()) {",
              "LookupTest#anIdThatWasNotAskedForIsAnError"),
          Mutant.of(
              "candidates behind the limit are taken",
              "access/Pager",
              "if (candidates.ids().size() > limit) {",
              "if (candidates.ids().size() > 2 * limit) {",
              "LookupTest#moreCandidatesThanAskedForAreRefused"),
          Mutant.of(
              "what is open looks like what is denied",
              "access/Pager",
              "INDETERMINATE ? 1 : 0;",
              "INDETERMINATE ? 0 : 0;",
              "LookupTest#whatIsOpenIsToldApartFromWhatIsDenied"),
          Mutant.of(
              "an interrupt is swallowed",
              "access/Pager",
              "      Thread.currentThread().interrupt();\n",
              "",
              "LookupTest#anInterruptIsAnErrorAndTheFlagIsKept"),
          Mutant.of(
              "each policy that was asked counts as one that decided",
              "access/Coverage",
              "isDecidedByParent && isAnswered && (isNegation ||",
              "isDecidedByParent && isAnswered && (child.wasAsked() ||",
              "TestKitTest#coverageTellsWhichPoliciesNeverMattered"));

  static final List<Mutant> ALL =
      Stream.of(FOUND_ELSEWHERE, VERDICTS, FACTS, AROUND).flatMap(List::stream).toList();

  private AccessPolicyMutants() {}
}
