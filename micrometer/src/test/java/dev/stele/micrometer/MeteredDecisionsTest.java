package dev.stele.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.access.Bound;
import dev.stele.access.Checker;
import dev.stele.access.Domain;
import dev.stele.access.Facts;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Decisions, counted. */
class MeteredDecisionsTest {

  private static final Domain<String, String, Integer, String> NUMBERS = Domain.named("numbers");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MeteredDecisions<String, String, Integer, String> watch =
      MeteredDecisions.in(registry);

  private Bound<String, String, Integer, String> bound(
      Checker.Builder<String, String, Integer, String> checker) {
    return checker.watch(watch).build().bind(Facts.none().session(), "alice", "count", "");
  }

  private Bound<String, String, Integer, String> small() {
    return bound(
        NUMBERS
            .checker("small")
            .add(NUMBERS.policy("small").resource(number -> number < 10).allow())
            .add(NUMBERS.policy("unlucky").resource(number -> number == 7).forbid()));
  }

  private double count(String checker, String outcome, String cause) {
    return registry
        .get(MeteredDecisions.DECISIONS)
        .tags("checker", checker, "outcome", outcome, "cause", cause)
        .counter()
        .count();
  }

  @Test
  void eachDecisionOfABatchIsCountedByItsOutcomeAndCause() {
    small().filter(IntStream.range(0, 20).boxed().toList());
    assertThat(count("small", "granted", "none")).isEqualTo(9);
    assertThat(count("small", "denied", "veto")).isEqualTo(1);
    assertThat(count("small", "denied", "no_grant")).isEqualTo(10);
  }

  @Test
  void singleDecisionsAreCountedBesideBatches() {
    small().check(1);
    small().check(7);
    small().filter(List.of(1, 2));
    assertThat(count("small", "granted", "none")).isEqualTo(3);
    assertThat(count("small", "denied", "veto")).isEqualTo(1);
  }

  @Test
  void whatCouldNotBeToldHasACauseOfItsOwn() {
    bound(
            NUMBERS
                .checker("broken")
                .add(
                    NUMBERS
                        .policy("broken")
                        .resource(number -> {
                          throw new IllegalStateException("broken at " + number);
                        })
                        .allow()))
        .check(1);
    bound(NUMBERS.checker("empty")).check(1);
    assertThat(count("broken", "denied", "indeterminate")).isEqualTo(1);
    assertThat(count("empty", "denied", "no_policies")).isEqualTo(1);
  }

  @Test
  void noTagTellsWhoOrWhat() {
    small().filter(IntStream.range(0, 1_000).boxed().toList());
    assertThat(registry.getMeters()).hasSize(3);
    assertThat(registry.getMeters())
        .flatExtracting((Meter meter) -> meter.getId().getTags())
        .extracting(Tag::getKey)
        .containsOnly("checker", "outcome", "cause");
  }
}
