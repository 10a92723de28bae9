package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WovenShapesTest {

  static List<String> names() {
    return Stream.concat(Shapes.NAMES.stream(), Phrases.NAMES.stream()).toList();
  }

  private static String run(String name) throws Exception {
    return Shapes.NAMES.contains(name) ? Shapes.run(name) : Phrases.run(name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void wovenCodeDoesWhatItDidBefore(String name) throws Exception {
    String expected = run(name);
    Exploration.Result result =
        WovenRuns.explore(() -> {
          String found = run(name);
          if (!expected.equals(found)) {
            throw new AssertionError("expected " + expected + ", found " + found);
          }
        });
    assertThat(result.failure()).isEmpty();
    assertThat(result.executions()).isEqualTo(1);
  }
}
