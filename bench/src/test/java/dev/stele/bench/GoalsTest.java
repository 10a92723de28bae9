package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atLeast;
import static dev.stele.bench.Goals.Goal.atMost;
import static dev.stele.bench.Goals.Unit.MILLIS;
import static dev.stele.bench.Goals.Unit.PERCENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GoalsTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final Goals goals = new Goals(out, Optional.empty());

  /** Eleven rounds: 0.70, 0.71 to 0.80; the range of the median is 0.72 to 0.78. */
  private static final Series SEVENTIES =
      Series.of(IntStream.rangeClosed(70, 80).mapToDouble(i -> i / 100.0));

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aGoalIsReachedIfTheWholeRangeReachesIt() {
    goals.judge(atLeast(0.72, PERCENT, "of it"), SEVENTIES);
    assertThat(printed()).isEqualTo("goal >= 72 % of it: 75 % (72 % to 78 %): reached\n");
  }

  @Test
  void aGoalIsMissedIfTheWholeRangeMissesIt() {
    goals.judge(atLeast(0.85, PERCENT, "of it"), SEVENTIES);
    assertThat(printed()).endsWith("(72 % to 78 %): missed by 10.0 points\n");
  }

  @Test
  void aGoalWithinTheRangeIsNotDecidable() {
    goals.judge(atLeast(0.74, PERCENT, "of it"), SEVENTIES);
    assertThat(printed()).endsWith("(72 % to 78 %): not decidable here\n");
  }

  @Test
  void anUpperBoundIsReachedFromBelow() {
    Series micros = Series.of(IntStream.rangeClosed(0, 10).mapToDouble(i -> 100_000 + i));
    goals.judge(atMost(150_000, MILLIS, "to open"), micros);
    assertThat(printed()).startsWith("goal <= 150 ms to open: 100 ms").endsWith(": reached\n");
  }

  @Test
  void fewRoundsDecideNothing() {
    goals.judge(atLeast(0.1, PERCENT, "of it"), Series.of(DoubleStream.of(9, 9, 9, 9)));
    assertThat(printed()).endsWith("too few rounds: not decidable here\n");
  }

  @Test
  void aVolumeInMemoryDecidesNothingDurable() {
    Goals inMemory = new Goals(out, Optional.of("no device"));
    inMemory.judgeDurable(atLeast(0.1, PERCENT, "of it"), SEVENTIES);
    assertThat(printed()).endsWith("no device: not decidable here\n");
  }

  @Test
  void onlyAWrongCountFailsTheRun() {
    goals.judge(atLeast(0.99, PERCENT, "of it"), SEVENTIES);
    goals.count("syncs", 3, 3);
    goals.requireCounts();
    goals.count("syncs", 3, 4);
    assertThat(printed()).endsWith("expected 3, found 4: missed by 1\n");
    assertThatThrownBy(goals::requireCounts).hasMessageContaining("syncs expected 3, found 4");
  }
}
