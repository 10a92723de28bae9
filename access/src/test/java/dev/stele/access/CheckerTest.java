package dev.stele.access;

import static dev.stele.access.Written.NUMBERS;
import static dev.stele.access.Written.abstains;
import static dev.stele.access.Written.asks;
import static dev.stele.access.Written.bound;
import static dev.stele.access.Written.checker;
import static dev.stele.access.Written.grants;
import static dev.stele.access.Written.isSilent;
import static dev.stele.access.Written.vetoes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a checker promises of one item and of many, whatever its policies are. */
class CheckerTest {

  private static final FactType<Integer, Verdict> SAID = FactType.named("said");

  private final List<List<Integer>> loads = new ArrayList<>();

  /** Counts loads, and knows what the map says. */
  private Facts facts(Map<Integer, Verdict> known) {
    return Facts.builder()
        .with(
            SAID,
            batch -> {
              loads.add(batch.keys());
              for (Integer key : batch.keys()) {
                Verdict verdict = known.get(key);
                if (verdict == null) {
                  batch.missing(key);
                } else {
                  batch.found(key, verdict);
                }
              }
            })
        .build();
  }

  private static Decision check(Checker<String, String, Integer, String> checker) {
    return bound(Facts.none(), checker).check(1);
  }

  @Test
  void aCheckerWithoutPoliciesDeniesAndSaysSo() {
    DecisionAssert.that(check(checker())).isDeniedFor(Decision.Cause.NO_POLICIES);
    assertThat(bound(Facts.none(), checker()).traced().check(1).trace().orElseThrow().children())
        .isEmpty();
  }

  @Test
  void anEmptyBatchAsksNobody() {
    Written policy = grants("all");
    assertThat(bound(Facts.none(), checker(policy)).evaluate(List.of())).isEmpty();
    assertThat(policy.asked()).isZero();
  }

  @Test
  void aBatchOfOneIsACheckAndOrderIsKept() {
    Checker<String, String, Integer, String> even =
        checker(NUMBERS.policy("even").resource(number -> number % 2 == 0).allow());
    Bound<String, String, Integer, String> bound = bound(Facts.none(), even);
    List<Integer> numbers = List.of(4, 3, 2, 2, 1, 0);
    assertThat(bound.filter(numbers)).containsExactly(4, 2, 2, 0);
    assertThat(bound.evaluate(numbers)).isEqualTo(numbers.stream().map(bound::check).toList());
    assertThat(bound.evaluate(List.of(3))).containsExactly(bound.check(3));
  }

  @Test
  void rowsAreGivenBackForWhatTheyAreAbout() {
    record Row(String text, int number) {}

    Checker<String, String, Integer, String> odd =
        checker(NUMBERS.policy("odd").resource(number -> number % 2 == 1).allow());
    Row one = new Row("one", 1);
    assertThat(bound(Facts.none(), odd).filterBy(List.of(one, new Row("two", 2)), Row::number))
        .singleElement()
        .isSameAs(one);
  }

  @Test
  void whatIsGrantedOnceIsAskedOfNoOtherPolicy() {
    Written second = abstains("second");
    Checker<String, String, Integer, String> both =
        checker(NUMBERS.policy("small").resource(number -> number < 90).allow().or(second));
    bound(Facts.none(), both).evaluate(IntStream.range(0, 100).boxed().toList());
    assertThat(second.asked()).isEqualTo(10);
  }

  @Test
  void onlyWhatIsUndecidedIsLoadedAndTogetherInChunks() {
    Checker<String, String, Integer, String> stack =
        NUMBERS
            .checker("numbers")
            .maxBatch(60)
            .add(asks("said", Effect.ALLOW, SAID))
            .add(NUMBERS.policy("small").resource(number -> number < 40).allow())
            .build();
    List<Integer> granted =
        bound(facts(Map.of(50, Verdict.GRANT, 99, Verdict.GRANT)), stack)
            .filter(IntStream.range(0, 100).boxed().toList());
    assertThat(granted).hasSize(42).endsWith(50, 99);
    assertThat(loads).hasSize(2);
    assertThat(loads.getFirst()).hasSize(20).startsWith(40);
    assertThat(loads.getLast()).hasSize(40).startsWith(60);
  }

  @Test
  void aGrantOfAPolicyThatMayVetoIsNotLost() {
    Written both = Written.of("both", Effect.ALLOW_OR_FORBID, question -> question.grant("yes"));
    DecisionAssert.that(check(checker(both, isSilent("silent"), abstains("nothing"))))
        .isGrantedBy("both");
    DecisionAssert.that(check(checker(isSilent("silent"), both))).isGrantedBy("both");
  }

  @Test
  void aVetoDeniesInAnyOrderAndIsNamed() {
    List<Policy<String, String, Integer, String>> policies =
        new ArrayList<>(List.of(grants("one"), vetoes("never"), grants("two"), isSilent("quiet")));
    for (int turn = 0; turn < 4; turn++) {
      Deque<Policy<String, String, Integer, String>> turned = new ArrayDeque<>(policies);
      policies.add(policies.removeFirst());
      Checker.Builder<String, String, Integer, String> builder = NUMBERS.checker("numbers");
      turned.forEach(builder::add);
      Bound<String, String, Integer, String> bound = bound(Facts.none(), builder.build());
      DecisionAssert.that(bound.check(1)).isVetoedBy("never");
      DecisionAssert.that(bound.traced().evaluate(List.of(1, 2)).getLast())
          .isVetoedBy("never")
          .didNotAsk("one");
      assertThat(bound.filter(List.of(1, 2))).isEmpty();
    }
  }

  @Test
  void aVetoInsideOfOthersStaysOne() {
    Policy<String, String, Integer, String> veto =
        Written.of("veto", Effect.ALLOW_OR_FORBID, question -> question.veto("no"));
    for (Policy<String, String, Integer, String> whole :
        List.of(
            veto.and(grants("other")),
            grants("other").and(veto),
            veto.or(grants("other")),
            grants("other").or(veto),
            veto.negated(),
            veto.negated().negated(),
            veto.then(grants("other")),
            grants("other").then(veto),
            NUMBERS.atLeast(1, "some", List.of(grants("other"), veto)))) {
      assertThat(whole.effect().canVeto()).as(whole.name()).isTrue();
      DecisionAssert.that(check(checker(grants("all"), whole))).isVetoedBy(whole.name());
    }
    DecisionAssert.that(check(checker(isSilent("quiet").negated()))).isGranted();
  }

  @Test
  void whatHasAVetoInItIsAskedFirst() {
    Policy<String, String, Integer, String> deep = grants("a").or(vetoes("b")).negated();
    Checker<String, String, Integer, String> checker = checker(grants("all"), deep, isSilent("c"));
    assertThat(checker.policies())
        .extracting(Policy::name)
        .containsExactly("not (a or b)", "c", "all");
    assertThat(checker.effect()).isEqualTo(Effect.ALLOW_OR_FORBID);
  }

  @Test
  void allMustGrantAcrossTheVetoes() {
    Policy<String, String, Integer, String> both =
        Written.of("both", Effect.ALLOW_OR_FORBID, question -> question.abstain("not mine"));
    DecisionAssert.that(check(checker(grants("a").and(both)))).isDeniedFor(Decision.Cause.NO_GRANT);
    DecisionAssert.that(check(checker(isSilent("quiet").or(grants("a"))))).isGranted();
  }

  @Test
  void aGrantOfAPolicyThatOnlyForbidsIsNone() {
    Written wrong = Written.of("wrong", Effect.FORBID, question -> question.grant("oh yes"));
    DecisionAssert.that(check(checker(wrong))).isDenied();
    Bound<String, String, Integer, String> beside =
        bound(Facts.none(), checker(wrong, grants("all"))).traced();
    DecisionAssert.that(beside.check(1))
        .isDeniedFor(Decision.Cause.INDETERMINATE)
        .cannotTell("wrong")
        .says("wrong", "must not grant since it only forbids");
    DecisionAssert.that(check(checker(wrong.negated()))).isDenied();
  }

  @Test
  void anUndeclaredVetoDeniesWhereItIsSeen() {
    Written late = Written.of("late", Effect.ALLOW, question -> question.veto("surprise"));
    DecisionAssert.that(check(checker(late, grants("all")))).isVetoedBy("late");
    DecisionAssert.that(check(checker(late.negated()))).isDenied();
  }

  @Test
  void whatAPolicyThrowsOrLeavesOutIsNoGrant() {
    Written thrown =
        Written.of(
            "thrown",
            Effect.ALLOW,
            _ -> {
              throw new IllegalStateException("no luck");
            });
    Written endless = Written.of("endless", Effect.ALLOW, CheckerTest::again);
    Written nothing = Written.of("nothing", Effect.ALLOW, CheckerTest::none);
    for (Written fails : List.of(thrown, endless, nothing)) {
      Bound<String, String, Integer, String> bound =
          bound(Facts.none(), checker(fails.negated())).traced();
      DecisionAssert.that(bound.check(1))
          .isDeniedFor(Decision.Cause.INDETERMINATE)
          .cannotTell(fails.name());
      DecisionAssert.that(check(checker(fails, grants("all")))).isGrantedBy("all");
    }
    DecisionAssert.that(bound(Facts.none(), checker(thrown)).traced().check(1))
        .says("thrown", "no luck");
  }

  private static Answer again(Question<String, String, Integer, String> question) {
    return question.resource() < 0 ? question.grant("no") : again(question);
  }

  @SuppressWarnings("NullAway") // What a careless user does.
  private static Answer none(Question<String, String, Integer, String> question) {
    return null;
  }

  @Test
  void aPolicyThatCatchesEverythingGainsNothing() {
    Written greedy =
        Written.of(
            "greedy",
            Effect.ALLOW,
            question -> {
              try {
                return question.fact(SAID, question.resource()).isPresent()
                    ? question.abstain("it is there")
                    : question.grant("it is not there");
              } catch (RuntimeException _) {
                return question.grant("it does not seem to be there");
              }
            });
    DecisionAssert.that(bound(facts(Map.of(1, Verdict.GRANT)), checker(greedy)).check(1))
        .isDeniedFor(Decision.Cause.NO_GRANT);
    Facts broken =
        Facts.builder().with(SAID, batch -> batch.failed(1, new IllegalStateException())).build();
    DecisionAssert.that(bound(broken, checker(greedy)).check(1))
        .isDeniedFor(Decision.Cause.INDETERMINATE);
  }

  @Test
  void aWrapperIsWhatItWraps() {
    Policy<String, String, Integer, String> inner =
        asks("said", Effect.ALLOW, SAID).negated().or(abstains("nothing"));
    Written boxed = Written.of("boxed", Effect.ALLOW, inner::evaluate);
    Bound<String, String, Integer, String> bound =
        bound(facts(Map.of(1, Verdict.GRANT)), checker(boxed));
    assertThat(bound.filter(List.of(1, 2, 3))).containsExactly(2, 3);
    assertThat(loads).hasSize(1);
  }

  @Test
  void aPolicyThatIsSureOfWhatAnotherCouldNotTellGainsNothing() {
    Policy<String, String, Integer, String> said = asks("said", Effect.ALLOW, SAID);
    for (Policy<String, String, Integer, String> inner :
        List.of(
            said,
            said.or(abstains("nothing")),
            said.negated().negated(),
            NUMBERS.delegate("there", checker(said), s -> s, a -> a, r -> r, c -> c))) {
      Written byHand =
          Written.of(
              "by hand",
              Effect.ALLOW,
              question ->
                  inner.evaluate(question).verdicts() == Verdicts.GRANT
                      ? question.abstain("it may not")
                      : question.grant("it may"));
      DecisionAssert.that(bound(facts(Map.of(1, Verdict.GRANT)), checker(byHand)).check(1))
          .isDeniedFor(Decision.Cause.NO_GRANT);
      DecisionAssert.that(bound(facts(Map.of()), checker(byHand)).check(1)).isGranted();
      DecisionAssert.that(bound(Facts.none(), checker(byHand)).check(1))
          .isDeniedFor(Decision.Cause.INDETERMINATE);
    }
    Written unsure = Written.of("unsure", Effect.ALLOW, question -> question.unknown("who knows"));
    Written sure =
        Written.of(
            "sure",
            Effect.ALLOW,
            question ->
                unsure.evaluate(question).verdicts() == Verdicts.GRANT
                    ? question.abstain("it may not")
                    : question.grant("it may"));
    DecisionAssert.that(check(checker(sure))).isDeniedFor(Decision.Cause.INDETERMINATE);
  }

  @Test
  void anEffectIsReadOnceWhenTheCheckerIsMade() {
    int[] reads = {0};
    Policy<String, String, Integer, String> fickle =
        new Policy<>() {
          @Override
          public String name() {
            return "fickle";
          }

          @Override
          public Effect effect() {
            reads[0]++;
            return reads[0] == 1 ? Effect.FORBID : Effect.ALLOW;
          }

          @Override
          public Answer evaluate(Question<String, String, Integer, String> question) {
            return question.grant("now it does");
          }
        };
    Bound<String, String, Integer, String> bound = bound(Facts.none(), checker(fickle));
    DecisionAssert.that(bound.traced().check(1)).isDenied().cannotTell("fickle");
    assertThat(bound.traced().check(1).trace().orElseThrow().children().getFirst().effect())
        .isEqualTo(Effect.FORBID);
    assertThat(reads[0]).isEqualTo(1);
  }

  @Test
  void namesAreThereAndDiffer() {
    assertThatThrownBy(() -> checker(grants("all"), abstains("all")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("policy must have a name of its own in 'numbers', got: 'all'");
    assertThatThrownBy(() -> checker(grants(" "))).hasMessageContaining("must not be blank");
    assertThatThrownBy(() -> NUMBERS.policy("").allow()).hasMessageContaining("must not be blank");
    assertThatThrownBy(() -> NUMBERS.checker(" ")).hasMessageContaining("must not be blank");
  }

  @Test
  void aVetoBehindAPolicyThatIsStillOpenCounts() {
    Policy<String, String, Integer, String> guarded =
        asks("said", Effect.ALLOW, SAID).then(vetoes("never"));
    Facts facts = facts(Map.of(1, Verdict.GRANT));
    DecisionAssert.that(bound(facts, checker(grants("all"), guarded)).check(1)).isDenied();
    DecisionAssert.that(bound(facts, checker(grants("all"), guarded)).check(2)).isGranted();
    DecisionAssert.that(bound(Facts.none(), checker(grants("all"), guarded)).check(1))
        .isDeniedFor(Decision.Cause.INDETERMINATE);
  }

  @Test
  void aDenialIsThrownOnRequest() {
    assertThatThrownBy(() -> check(checker(vetoes("never"))).orThrow())
        .isInstanceOf(AccessException.Denied.class)
        .hasMessage("denied: vetoed by 'never'");
    assertThat(check(checker(grants("all"))).orThrow().by()).isEqualTo("all");
  }

  @Test
  void aSecondPolicyIsAskedAndLoadsOnlyWhereTheFirstGrants() {
    Written second = asks("said", Effect.ALLOW, SAID);
    Policy<String, String, Integer, String> guarded =
        NUMBERS.policy("small").resource(number -> number < 3).allow().then(second);
    assertThat(bound(facts(Map.of(1, Verdict.GRANT)), checker(guarded)).filter(List.of(1, 2, 3, 4)))
        .containsExactly(1);
    assertThat(loads).containsExactly(List.of(1, 2));
  }
}
