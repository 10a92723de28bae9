package dev.stele.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The text of plans. */
class FaultPlanTest {

  @Test
  void aPlanIsOneLineThatReadsBack() {
    CrashImage image =
        new CrashImage(
            new TreeSet<>(List.of(-1L, 12L, 14L)),
            new TreeMap<>(Map.of(14L, new Tear(0, 512, Tear.Fill.ZEROS))));
    FaultPlan plan =
        FaultPlan.run(
                Life.with(Fault.lasting(3, Effect.NO_SPACE), Fault.once(5, Effect.SHORT))
                    .crashing(17, image))
            .then(
                FaultPlan.Phase.AUDIT,
                new Life(List.of(new Rot("/a b,c;d/log", 9, 0x40)), List.of(), Optional.empty()))
            .then(FaultPlan.Phase.RUN, Life.honest());
    assertThat(plan)
        .hasToString(
            "run no-space@3!, short@5, crash@17 keep -1 12 14:0-512+zeros;"
                + " audit rot:/a%20b%2Cc%3Bd/log@9^40; run");
    assertThat(FaultPlan.parse(plan.toString())).isEqualTo(plan);
  }

  @Test
  void everyEffectHasAName() {
    for (Effect effect : Effect.values()) {
      FaultPlan plan = FaultPlan.run(Life.with(Fault.once(1, effect)));
      assertThat(FaultPlan.parse(plan.toString())).isEqualTo(plan);
    }
  }

  @Test
  void whatIsNoPlanIsRefusedWithThePart() {
    List.of(
            "walk",
            "run explode@1",
            "run error",
            "run error@0",
            "run crash@1 keep some",
            "run crash@1",
            "run error@1, error@1",
            "run crash@1 keep none, error@2",
            "run crash@1 keep 1:5-4+old",
            "run error@99999999999999999999",
            "")
        .forEach(text ->
            assertThatThrownBy(() -> FaultPlan.parse(text))
                .as(text)
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank());
    assertThatThrownBy(() -> FaultPlan.parse("run explode@1")).hasMessageContaining("'explode'");
  }
}
