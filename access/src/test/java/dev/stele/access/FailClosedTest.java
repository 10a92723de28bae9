package dev.stele.access;

import static dev.stele.access.Written.NUMBERS;
import static dev.stele.access.Written.asks;
import static dev.stele.access.Written.bound;
import static dev.stele.access.Written.checker;
import static dev.stele.access.Written.grants;
import static dev.stele.access.Written.isSilent;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where another engine gave grants because something failed, nothing is granted here (AC1). */
class FailClosedTest {

  private static final FactType<Integer, Verdict> SAID = FactType.named("said");
  private static final FactType<Integer, Set<String>> BLOCKED = FactType.named("blocked");

  private static final Facts DOWN =
      Facts.builder()
          .with(SAID, batch -> {}) // Answers nothing, which is as wrong as a list too short.
          .with(
              BLOCKED,
              _ -> {
                throw new IllegalStateException("backend is down");
              })
          .build();

  private static void isOpen(Policy<String, String, Integer, String> policy, boolean besideAGrant) {
    Checker<String, String, Integer, String> checker =
        besideAGrant ? checker(grants("all"), policy) : checker(policy);
    Bound<String, String, Integer, String> bound = bound(DOWN, checker).traced();
    DecisionAssert.that(bound.check(1)).isDeniedFor(Decision.Cause.INDETERMINATE);
    for (Decision decision : bound(DOWN, checker).evaluate(List.of(1, 2, 3))) {
      DecisionAssert.that(decision).isDeniedFor(Decision.Cause.INDETERMINATE);
    }
    assertThat(bound(DOWN, checker).filter(List.of(1, 2, 3))).isEmpty();
  }

  private static Policy<String, String, Integer, String> blocked() {
    return NUMBERS
        .<String, Integer>relationship("blocked", who -> who, what -> what)
        .heldBy(BLOCKED)
        .allow();
  }

  @Test
  void theNegationOfARelationshipThatCannotBeLoadedGrantsNothing() {
    isOpen(blocked().negated(), false);
  }

  @Test
  void theNegationOfAnAndWhoseSourceForgetsAnswersGrantsNothing() {
    isOpen(NUMBERS.allOf("all", List.of(asks("said", Effect.ALLOW, SAID))).negated(), false);
  }

  @Test
  void aVetoInsideAnOrIsNotLostWhenItsSourceForgetsAnswers() {
    isOpen(asks("said", Effect.FORBID, SAID).or(isSilent("quiet")), true);
  }

  @Test
  void aVetoBesideAGrantIsNotLostWhenItsSourceForgetsAnswers() {
    isOpen(asks("said", Effect.FORBID, SAID), true);
  }

  @Test
  void aFactWithoutASourceGrantsNothing() {
    Policy<String, String, Integer, String> policy = asks("said", Effect.ALLOW, SAID).negated();
    DecisionAssert.that(bound(Facts.none(), checker(policy)).traced().check(1))
        .isDeniedFor(Decision.Cause.INDETERMINATE)
        .says("said", "fact 'said' must have a source");
  }

  @Test
  void anotherGrantIsEnoughIfTheFailedOneCouldOnlyAllow() {
    DecisionAssert.that(bound(DOWN, checker(blocked(), grants("all"))).check(1)).isGrantedBy("all");
  }
}
