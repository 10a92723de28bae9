package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random calls do the same on what stands for the JDK as on the JDK: the same code, woven. */
class ConformanceProperty {

  private static final int SEEDS = 48;
  private static final int SEEDS_AT_ONCE = 4;
  private static final int SEEDS_OF_POOLS = 10;

  private static final Execution.Limits LIMITS = new Execution.Limits(200_000, 2, false);

  static List<String> ofTypes() {
    return Scripts.OF_TYPES;
  }

  static List<String> ofPools() {
    return Scripts.OF_POOLS;
  }

  @ParameterizedTest
  @MethodSource("ofTypes")
  void callsDoWhatTheyDoOnTheRealOne(String name) throws InterruptedException {
    for (int from = 0; from < SEEDS; from += SEEDS_AT_ONCE) {
      compared(name, from, from + SEEDS_AT_ONCE);
    }
  }

  @ParameterizedTest
  @MethodSource("ofPools")
  void callsOfPoolsDoWhatTheyDoOnTheRealOneUnderEachSchedule(String name)
      throws InterruptedException {
    for (int seed = 0; seed < SEEDS_OF_POOLS; seed++) {
      compared(name, seed, seed + 1);
    }
  }

  private static void compared(String name, int from, int to) throws InterruptedException {
    List<String> real = new ArrayList<>();
    Thread thread =
        Thread.ofPlatform().name("main").start(() -> real.add(Scripts.play(name, from, to)));
    thread.join();
    String expected = real.getFirst();
    WovenModel woven = Scripts.woven(name, from, to, expected);
    try (BackEnd backEnd = Searched.fastest()) {
      Exploration.Result result =
          new Exploration(woven.body(), backEnd, LIMITS).explore(new ReducedSearch(), 100_000);
      assertThat(result.failure().map(Exploration.Failure::finding)).as(name).isEmpty();
      assertThat(result.isComplete()).isTrue();
    }
  }
}
