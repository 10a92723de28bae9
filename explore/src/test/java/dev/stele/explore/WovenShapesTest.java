package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WovenShapesTest {

  static List<String> names() {
    return Shapes.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void wovenCodeDoesWhatItDidBefore(String name) throws Exception {
    String expected = Shapes.run(name);
    Exploration.Result result =
        WovenRuns.explore(() -> {
          String found = Shapes.run(name);
          if (!expected.equals(found)) {
            throw new AssertionError("expected " + expected + ", found " + found);
          }
        });
    assertThat(result.failure()).isEmpty();
    assertThat(result.executions()).isEqualTo(1);
  }
}
