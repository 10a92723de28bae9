package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalsTest {

  static Set<String> names() {
    return Refused.NAMES.keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatNothingStandsForIsRefusedByNameAndPlace(String name) {
    Exploration.Result result = WovenRuns.explore(() -> Refused.run(name));
    Finding finding = Failures.of(result);
    assertThat(finding.kind()).as(finding.toString()).isEqualTo(ExploreError.Kind.UNSUPPORTED);
    assertThat(finding.headline()).contains(String.valueOf(Refused.NAMES.get(name)));
    assertThat(finding.details().toString()).contains("Refused.java:");
  }
}
