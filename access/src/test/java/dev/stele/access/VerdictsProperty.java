package dev.stele.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** Each operator on sets of verdicts is what it is on each choice of single ones: all of them. */
class VerdictsProperty {

  private static final List<Verdicts> ALL = new ArrayList<>();

  static {
    for (int bits = 1; bits < 8; bits++) {
      ALL.add(Verdicts.ofBits(bits));
    }
  }

  private static Verdicts each(Verdicts one, Verdicts other, BinaryOperator<Verdict> definite) {
    Set<Verdict> results = EnumSet.noneOf(Verdict.class);
    for (Verdict left : one.toSet()) {
      for (Verdict right : other.toSet()) {
        results.add(definite.apply(left, right));
      }
    }
    return of(results);
  }

  private static Verdicts of(Set<Verdict> verdicts) {
    List<Verdict> all = List.copyOf(verdicts);
    return Verdicts.of(
        all.getFirst(), all.subList(1, all.size()).toArray(new Verdict[all.size() - 1]));
  }

  @Test
  void eachTableIsWhatItsNineCasesSay() {
    int pairs = 0;
    for (Verdicts one : ALL) {
      for (Verdicts other : ALL) {
        assertThat(one.and(other))
            .as("%s and %s", one, other)
            .isSameAs(each(one, other, (a, b) -> Oracle.atLeast(2, List.of(a, b))));
        assertThat(one.or(other))
            .as("%s or %s", one, other)
            .isSameAs(each(one, other, (a, b) -> Oracle.atLeast(1, List.of(a, b))));
        assertThat(one.then(other))
            .as("%s then %s", one, other)
            .isSameAs(each(one, other, (a, b) -> a == Verdict.GRANT ? b : a));
        pairs++;
      }
      assertThat(one.negated()).as("not %s", one).isSameAs(each(one, one, (a, _) -> Oracle.not(a)));
    }
    assertThat(pairs).isEqualTo(49);
  }

  @Test
  void theOperatorsAreAssociativeAndAndAndOrAreSymmetric() {
    int triples = 0;
    for (Verdicts one : ALL) {
      for (Verdicts two : ALL) {
        assertThat(one.and(two)).isSameAs(two.and(one));
        assertThat(one.or(two)).isSameAs(two.or(one));
        for (Verdicts three : ALL) {
          assertThat(one.and(two).and(three)).isSameAs(one.and(two.and(three)));
          assertThat(one.or(two).or(three)).isSameAs(one.or(two.or(three)));
          assertThat(one.then(two).then(three)).isSameAs(one.then(two.then(three)));
          triples++;
        }
      }
    }
    assertThat(triples).isEqualTo(343);
  }

  @Test
  void atLeastIsExactForUpToFour() {
    int counted = 0;
    for (Verdicts one : ALL) {
      assertThat(Verdicts.atLeast(1, List.of(one))).isSameAs(one);
      for (Verdicts two : ALL) {
        assertThat(Verdicts.atLeast(1, List.of(one, two))).isSameAs(one.or(two));
        assertThat(Verdicts.atLeast(2, List.of(one, two))).isSameAs(one.and(two));
        for (Verdicts three : ALL) {
          for (Verdicts four : ALL) {
            List<Verdicts> all = List.of(one, two, three, four);
            for (int count = 1; count <= 4; count++) {
              assertThat(Verdicts.atLeast(count, all))
                  .as("at least %s of %s", count, all)
                  .isSameAs(of(Oracle.eachChoice(count, all)));
              counted++;
            }
          }
        }
      }
    }
    assertThat(counted).isEqualTo(4 * 7 * 7 * 7 * 7);
  }

  @Test
  void aSetOfFewerVerdictsGivesNoMore() {
    int pairs = 0;
    for (Verdicts small : ALL) {
      for (Verdicts large : ALL) {
        if ((small.bits & ~large.bits) != 0) {
          continue;
        }
        pairs++;
        for (Verdicts other : ALL) {
          assertThat(small.and(other).bits & ~large.and(other).bits).isZero();
          assertThat(small.or(other).bits & ~large.or(other).bits).isZero();
          assertThat(small.then(other).bits & ~large.then(other).bits).isZero();
          assertThat(other.then(small).bits & ~other.then(large).bits).isZero();
        }
      }
    }
    assertThat(pairs).isEqualTo(19);
  }

  @Test
  void aSetIsOneObjectAndSaysWhatItHolds() {
    assertThat(Verdicts.of(Verdict.ABSTAIN, Verdict.GRANT)).isSameAs(Verdicts.GRANT_OR_ABSTAIN);
    assertThat(Verdicts.ANY).hasToString("grant or abstain or veto");
    assertThat(Verdicts.VETO.isCertain()).isTrue();
    assertThat(Verdicts.ABSTAIN_OR_VETO.isCertain()).isFalse();
    assertThat(Verdicts.ABSTAIN_OR_VETO.toSet()).containsExactly(Verdict.ABSTAIN, Verdict.VETO);
  }

  @Test
  void aCountThatCannotBeIsRefused() {
    assertThatThrownBy(() -> Verdicts.atLeast(0, List.of(Verdicts.GRANT)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("count must be from 1 to the number of verdicts, 1, got: 0");
    assertThatThrownBy(() -> Verdicts.atLeast(2, List.of(Verdicts.GRANT)))
        .hasMessageContaining("got: 2");
  }
}
