package dev.stele.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.access.AccessException;
import dev.stele.access.Bound;
import dev.stele.access.Domain;
import dev.stele.access.Facts;
import dev.stele.access.Rule;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.Region;
import dev.stele.store.Store;
import dev.stele.trial.SimDisk;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Decisions that are put on record. */
class DecisionTrailTest {

  private static final Coordinate TRAIL = Coordinate.of("audit", "decisions");
  private static final Domain<String, String, Integer, String> NUMBERS = Domain.named("numbers");

  private final SimDisk disk = SimDisk.empty();

  private static Bound<String, String, Integer, String> bound(
      Store store, DecisionTrail.Extent extent) {
    return NUMBERS
        .checker("numbers")
        .add(NUMBERS.policy("small").resource(number -> number < 10).allow())
        .add(NUMBERS.policy("unlucky").resource(number -> number == 7).forbid())
        .watch(DecisionTrail.to(store, TRAIL, extent))
        .build()
        .bind(Facts.none().session(), "alice", "count", "");
  }

  private static List<Event> trail(Store store) {
    try (var events = store.read(Region.of(TRAIL))) {
      return events.stream().toList();
    }
  }

  @Test
  void whoAskedWhatAndWhatWasDecidedByWhichPolicyIsWritten() {
    try (Store store = People.open(disk)) {
      bound(store, DecisionTrail.Extent.ALL).check(7);
      Event event = trail(store).getFirst();
      assertThat(event.type()).isEqualTo("access.denied");
      assertThat(event.metadata())
          .containsEntry("access.subject", "alice")
          .containsEntry("access.action", "count")
          .containsEntry("access.resource", "7")
          .containsEntry("event.outcome", "failure")
          .containsEntry("security_rule.name", "unlucky")
          .containsEntry("security_rule.ruleset.name", "numbers");
      assertThat(event.text()).contains("unlucky: veto").contains("small: not asked");
    }
  }

  @Test
  void whatIsKnownOfTheRuleOutsideStandsUnderTheNamesOfOpenTelemetry() {
    Rule rule = new Rule("r-17", "Access Control", "no large ones", "", "house rules", "3", "");
    try (Store store = People.open(disk)) {
      NUMBERS
          .checker("numbers")
          .add(NUMBERS.policy("any").allow())
          .add(NUMBERS.policy("large").resource(number -> number > 9).rule(rule).forbid())
          .watch(DecisionTrail.to(store, TRAIL, DecisionTrail.Extent.ALL))
          .build()
          .bind(Facts.none().session(), "alice", "count", "")
          .evaluate(List.of(10, 1));
      assertThat(trail(store).getFirst().metadata())
          .containsEntry("security_rule.name", "large")
          .containsEntry("security_rule.uuid", "r-17")
          .containsEntry("security_rule.category", "Access Control")
          .containsEntry("security_rule.description", "no large ones")
          .containsEntry("security_rule.ruleset.name", "house rules")
          .containsEntry("security_rule.version", "3")
          .doesNotContainKeys("security_rule.reference", "security_rule.license");
      assertThat(trail(store).getLast().metadata())
          .containsEntry("security_rule.name", "any")
          .containsEntry("security_rule.ruleset.name", "numbers")
          .doesNotContainKey("security_rule.uuid");
    }
  }

  @Test
  void aBatchIsWrittenTogetherInItsOrder() {
    try (Store store = People.open(disk)) {
      bound(store, DecisionTrail.Extent.ALL).filter(IntStream.range(0, 20).boxed().toList());
      assertThat(trail(store))
          .extracting(event -> event.metadata().get("access.resource"))
          .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(Integer::toString).toList());
      assertThat(store.statistics().appends()).isEqualTo(1);
    }
  }

  @Test
  void denialsAloneAreWrittenIfThatIsWanted() {
    try (Store store = People.open(disk)) {
      bound(store, DecisionTrail.Extent.DENIALS).filter(IntStream.range(5, 12).boxed().toList());
      assertThat(trail(store))
          .extracting(event -> event.metadata().get("access.resource"))
          .containsExactly("7", "10", "11");
      bound(store, DecisionTrail.Extent.DENIALS).check(1);
      assertThat(trail(store)).hasSize(3);
    }
  }

  @Test
  void whatIsTooLongIsCutAndThatItWasIsSaid() {
    try (Store store = People.open(disk)) {
      Domain<String, String, String, String> texts = Domain.named("texts");
      texts
          .checker("texts")
          .watch(DecisionTrail.to(store, TRAIL, DecisionTrail.Extent.ALL))
          .build()
          .bind(Facts.none().session(), "ä".repeat(5_000), "", "")
          .check("x");
      Event event = trail(store).getFirst();
      assertThat(event.metadata().get("access.subject")).startsWith("ää").endsWith("ä... cut");
      assertThat(event.metadata()).containsEntry("access.action", "-");
    }
  }

  /** Ten thousand traces take more than one append may. */
  @Test
  void manyDecisionsAreWrittenInSeveralAppends() {
    try (Store store = People.open(disk)) {
      bound(store, DecisionTrail.Extent.ALL).evaluate(IntStream.range(0, 5_000).boxed().toList());
      assertThat(trail(store)).hasSize(5_000);
    }
  }

  @Test
  void aDecisionThatCannotBeWrittenIsNotGivenOut() {
    Store store = People.open(disk);
    Bound<String, String, Integer, String> bound = bound(store, DecisionTrail.Extent.ALL);
    store.close();
    assertThatThrownBy(() -> bound.check(1))
        .isInstanceOf(AccessException.Unreported.class)
        .hasMessageContaining("numbers");
  }
}
