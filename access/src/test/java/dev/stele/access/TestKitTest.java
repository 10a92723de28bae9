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

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What users test their policies with. */
class TestKitTest {

  private static final FactType<Integer, Verdict> SAID = FactType.named("said");
  private static final FactType<Integer, Verdict> OTHER = FactType.named("other");

  private static Decision decide(Checker<String, String, Integer, String> checker) {
    Facts facts =
        Facts.builder().with(SAID, FactSource.inMemory(key -> Optional.of(Verdict.GRANT))).build();
    return bound(facts, checker).traced().check(1);
  }

  private static void fails(Decision decision, Consumer<DecisionAssert> asserts, String what) {
    assertThatThrownBy(() -> asserts.accept(DecisionAssert.that(decision)))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("decision must " + what + ", got: " + decision.summary())
        .hasMessageEndingWith(decision.trace().map(trace -> "\n" + trace.format()).orElse(""));
  }

  @Test
  void whatHoldsOfAGrantPasses() {
    Checker<String, String, Integer, String> checker =
        checker(isSilent("quiet"), asks("said", Effect.ALLOW, SAID), grants("late"));
    Bound<String, String, Integer, String> warm = bound(Facts.none(), checker(grants("a")));
    DecisionAssert.that(warm.check(1)).isGranted().isGrantedBy("a");
    Decision granted = decide(checker(isSilent("quiet"), grants("all"), abstains("late")));
    DecisionAssert.that(granted)
        .isGranted()
        .isGrantedBy("all")
        .says("quiet", Verdict.ABSTAIN)
        .says("all", Verdict.GRANT)
        .says("all", "always")
        .asked("quiet")
        .didNotAsk("late")
        .usedNo(SAID);
    DecisionAssert.that(decide(checker)).isGrantedBy("late").usedNo(SAID);
    DecisionAssert.that(decide(checker(asks("said", Effect.ALLOW, SAID)))).used("said", SAID);
  }

  @Test
  void whatDoesNotHoldOfAGrantFailsWithItsTrace() {
    Decision granted = decide(checker(asks("said", Effect.ALLOW, SAID), abstains("late")));
    fails(granted, DecisionAssert::isDenied, "be denied");
    fails(granted, one -> one.isGrantedBy("late"), "be granted by 'late'");
    fails(granted, one -> one.isVetoedBy("said"), "be vetoed by 'said'");
    fails(granted, one -> one.isDeniedFor(Decision.Cause.VETO), "be denied for VETO");
    fails(granted, one -> one.says("said", Verdict.VETO), "have 'said' say veto");
    fails(granted, one -> one.says("said", "because"), "have 'said' say why: 'because'");
    fails(granted, one -> one.cannotTell("said"), "have 'said' not be able to tell");
    fails(granted, one -> one.cannotTell("late"), "have 'late' not be able to tell");
    fails(granted, one -> one.asked("late"), "have asked 'late'");
    fails(granted, one -> one.didNotAsk("said"), "not have asked 'said'");
    fails(granted, one -> one.didNotAsk("nobody"), "not have asked 'nobody'");
    fails(granted, one -> one.used("said", OTHER), "have 'said' use fact 'other'");
    fails(granted, one -> one.usedNo(SAID), "not use fact 'said'");
  }

  @Test
  void aDenialIsToldApartByItsCause() {
    Decision vetoed = decide(checker(vetoes("never"), grants("all")));
    DecisionAssert.that(vetoed).isDenied().isVetoedBy("never").isDeniedFor(Decision.Cause.VETO);
    fails(vetoed, DecisionAssert::isGranted, "be granted");
    fails(vetoed, one -> one.isDeniedFor(Decision.Cause.NO_GRANT), "be denied for NO_GRANT");
    fails(vetoed, one -> one.isVetoedBy("all"), "be vetoed by 'all'");
    Decision open = decide(checker(asks("other", Effect.ALLOW, OTHER)));
    DecisionAssert.that(open).isDeniedFor(Decision.Cause.INDETERMINATE).cannotTell("other");
    fails(open, one -> one.says("other", Verdict.GRANT), "have 'other' say grant");
  }

  @Test
  void withoutATraceNothingIsSaidOfPolicies() {
    Decision plain = bound(Facts.none(), checker(grants("all"))).check(1);
    assertThatThrownBy(() -> DecisionAssert.that(plain).asked("all"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("decision must have a trace, got: granted by 'all'");
  }

  @Test
  void whoCanDoWhatIsATable() {
    Checker<String, String, Integer, String> checker =
        checker(
            NUMBERS.policy("owner").when(q -> q.subject().length() == q.resource()).allow(),
            NUMBERS.policy("sealed").resource(number -> number == 4).forbid(),
            NUMBERS
                .policy("asks")
                .action("write"::equals)
                .fact(OTHER, Question::resource, _ -> true)
                .allow());
    String table =
        WhoCan.of(checker, Facts.none(), "")
            .subjects(List.of("alice", "bob", "carl"), name -> name)
            .actions(List.of("read", "write"), name -> name)
            .resources(List.of(3, 4, 5), number -> "doc " + number)
            .format();
    assertThat(table)
        .isEqualTo(
            """
            read   doc 3  doc 4  doc 5
            alice  no     veto   yes
            bob    yes    veto   no
            carl   no     veto   no

            write  doc 3  doc 4  doc 5
            alice  open   veto   yes
            bob    yes    veto   open
            carl   open   veto   open
            """);
  }

  @Test
  void coverageTellsWhichPoliciesNeverMattered() {
    Coverage<String, String, Integer, String> coverage = new Coverage<>();
    Policy<String, String, Integer, String> small =
        NUMBERS.policy("small").resource(number -> number < 10).allow();
    Policy<String, String, Integer, String> odd =
        NUMBERS.policy("odd").resource(number -> number % 2 == 1).allow();
    Checker<String, String, Integer, String> checker =
        NUMBERS
            .checker("numbers")
            .add(NUMBERS.policy("never").resource(number -> number < 0).forbid())
            .add(NUMBERS.allOf("small odd", List.of(small, odd)))
            .add(NUMBERS.policy("big").resource(number -> number > 99).allow().negated())
            .add(grants("unreached"))
            .watch(coverage)
            .build();
    Bound<String, String, Integer, String> bound = bound(Facts.none(), checker);
    assertThatThrownBy(coverage::assertEachDecided).hasMessageContaining("got: never []");
    bound.check(3);
    bound.evaluate(List.of(4, 5));
    assertThat(coverage.counts())
        .containsEntry("numbers > never", new Coverage.Count(3, 0, 0))
        .containsEntry("numbers > small odd", new Coverage.Count(3, 2, 2))
        .containsEntry("numbers > small odd > small", new Coverage.Count(3, 3, 2))
        .containsEntry("numbers > small odd > odd", new Coverage.Count(3, 2, 2))
        .containsEntry("numbers > not big", new Coverage.Count(1, 1, 1))
        .containsEntry("numbers > not big > big", new Coverage.Count(1, 0, 1))
        .containsEntry("numbers > unreached", new Coverage.Count(0, 0, 0));
    assertThat(coverage.neverAsked()).containsExactly("numbers > unreached");
    assertThat(coverage.neverSaid())
        .containsExactly("numbers > never", "numbers > not big > big", "numbers > unreached");
    assertThat(coverage.neverDecided()).containsExactly("numbers > never", "numbers > unreached");
    assertThatThrownBy(coverage::assertEachDecided)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("never [numbers > never, numbers > unreached]")
        .hasMessageContaining("3 2 2 numbers > small odd");
    assertThat(bound.check(-1).isGranted()).isFalse();
    assertThat(coverage.neverDecided()).containsExactly("numbers > unreached");
  }

  @Test
  void coverageIsSatisfiedOnceEachPolicyDecided() {
    Coverage<String, String, Integer, String> coverage = new Coverage<>();
    Checker<String, String, Integer, String> checker =
        NUMBERS.checker("numbers").add(grants("all")).watch(coverage).build();
    bound(Facts.none(), checker).check(1);
    coverage.assertEachDecided();
    assertThat(Map.copyOf(coverage.counts())).hasSize(1);
  }
}
