package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A schedule is written shortly, and read as it was written. */
class ScheduleTest {

  @Test
  void whatIsWrittenIsRead() {
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      List<Schedule.Choice> choices = new ArrayList<>();
      for (int steps = 1 + random.nextInt(20); steps > 0; steps--) {
        choices.add(
            new Schedule.Choice(
                random.nextInt(3) * random.nextInt(30), Math.max(0, random.nextInt(6) - 3)));
      }
      Schedule schedule = new Schedule(choices);
      assertThat(Schedule.parse(schedule.toString())).isEqualTo(schedule);
    }
  }

  @Test
  void equalStepsAreCounted() {
    Schedule.Choice zero = new Schedule.Choice(0, 0);
    Schedule.Choice two = new Schedule.Choice(2, 1);
    assertThat(new Schedule(List.of(zero, zero, zero, two))).hasToString("0x3.2o1");
    assertThat(new Schedule(List.of(two, two))).hasToString("2o1x2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "0.", "0..1", "-1", "64", "0x0", "0x", "1o", "1o-1", "0x2o1"})
  void whatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> Schedule.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("replay must be steps like");
  }

  @Test
  void aHugeCountIsRefused() {
    assertThatThrownBy(() -> Schedule.parse("0x2000000000"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
