package dev.stele.access;

import static dev.stele.access.Written.NUMBERS;
import static dev.stele.access.Written.checker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Conditions on parts of a question, on facts, on the time, on quotas. */
class ConditionsTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final FactType<String, Quota> QUOTA = FactType.named("quota");
  private static final FactType<Integer, Boolean> FIRST = FactType.named("first");
  private static final FactType<Integer, Boolean> SECOND = FactType.named("second");

  private static boolean holds(
      Conditions<String, String, Integer, String> conditions, String moment) {
    Facts facts = Facts.builder().clock(() -> Instant.parse(moment)).build();
    return checker(conditions.allow()).bind(facts.session(), "alice", "read", "").allows(1);
  }

  private static Conditions<String, String, Integer, String> policy() {
    return NUMBERS.policy("some");
  }

  @Test
  void allConditionsMustHoldAlsoTwoOfAKind() {
    Conditions<String, String, Integer, String> all =
        policy()
            .subject(who -> who.startsWith("a"))
            .subject(who -> who.endsWith("e"))
            .action("read"::equals)
            .context(String::isEmpty)
            .resource(number -> number > 0)
            .when(asked -> asked.resource() < 3);
    Checker<String, String, Integer, String> checker = checker(all.allow());
    Session session = Facts.none().session();
    assertThat(checker.bind(session, "alice", "read", "").filter(List.of(0, 1, 2, 3)))
        .containsExactly(1, 2);
    assertThat(checker.bind(session, "anna", "read", "").filter(List.of(1))).isEmpty();
    assertThat(checker.bind(session, "eve", "read", "").filter(List.of(1))).isEmpty();
    assertThat(checker.bind(session, "alice", "write", "").filter(List.of(1))).isEmpty();
    assertThat(checker.bind(session, "alice", "read", "x").filter(List.of(1))).isEmpty();
  }

  @Test
  void aTimeOfDayIsThatOfTheZone() {
    Conditions<String, String, Integer, String> office =
        policy().between(LocalTime.of(8, 0), LocalTime.of(18, 0), BERLIN);
    assertThat(holds(office, "2026-01-15T06:59:59Z")).isFalse();
    assertThat(holds(office, "2026-01-15T07:00:00Z")).isTrue();
    assertThat(holds(office, "2026-01-15T16:59:59Z")).isTrue();
    assertThat(holds(office, "2026-01-15T17:00:00Z")).isFalse();
    assertThat(holds(office, "2026-07-15T06:00:00Z")).as("summer").isTrue();
    assertThat(holds(office, "2026-07-15T16:00:00Z")).as("summer").isFalse();
  }

  @Test
  void aTimeOfDayMayGoOverMidnight() {
    Conditions<String, String, Integer, String> night =
        policy().between(LocalTime.of(22, 0), LocalTime.of(6, 0), ZoneId.of("UTC"));
    assertThat(holds(night, "2026-01-15T21:59:59Z")).isFalse();
    assertThat(holds(night, "2026-01-15T22:00:00Z")).isTrue();
    assertThat(holds(night, "2026-01-15T00:00:00Z")).isTrue();
    assertThat(holds(night, "2026-01-15T05:59:59Z")).isTrue();
    assertThat(holds(night, "2026-01-15T06:00:00Z")).isFalse();
    assertThatThrownBy(() -> policy().between(LocalTime.NOON, LocalTime.NOON, BERLIN))
        .hasMessage("times of day must differ, got: 12:00 twice");
  }

  @Test
  void aValidityBeginsWithItsFirstMomentAndEndsBeforeItsLast() {
    Instant from = Instant.parse("2026-01-01T00:00:00Z");
    Instant until = Instant.parse("2027-01-01T00:00:00Z");
    Conditions<String, String, Integer, String> year = policy().during(new Validity(from, until));
    assertThat(holds(year, "2025-12-31T23:59:59Z")).isFalse();
    assertThat(holds(year, "2026-01-01T00:00:00Z")).isTrue();
    assertThat(holds(year, "2026-12-31T23:59:59Z")).isTrue();
    assertThat(holds(year, "2027-01-01T00:00:00Z")).isFalse();
    assertThat(holds(policy().during(_ -> Validity.since(from)), "2026-01-01T00:00:00Z")).isTrue();
    assertThat(holds(policy().during(_ -> Validity.before(from)), "2026-01-01T00:00:00Z"))
        .isFalse();
    assertThatThrownBy(() -> new Validity(until, from))
        .hasMessageContaining("validity must end after it begins");
  }

  private static Decision upload(Map<String, Quota> quotas, long amount) {
    Facts facts =
        Facts.builder()
            .with(QUOTA, FactSource.inMemory(key -> Optional.ofNullable(quotas.get(key))))
            .build();
    return checker(policy().quota(QUOTA, Question::subject, amount).allow())
        .bind(facts.session(), "alice", "upload", "")
        .check(1);
  }

  @Test
  void aQuotaHasRoomUpToItsLimit() {
    assertThat(upload(Map.of("alice", new Quota(8, 10)), 2).isGranted()).isTrue();
    assertThat(upload(Map.of("alice", new Quota(8, 10)), 3).isGranted()).isFalse();
    assertThat(upload(Map.of("alice", new Quota(12, 10)), 0).isGranted()).isFalse();
    assertThat(upload(Map.of("alice", new Quota(8, 10)), Long.MAX_VALUE).isGranted()).isFalse();
    DecisionAssert.that(upload(Map.of(), 1)).isDeniedFor(Decision.Cause.NO_GRANT);
    assertThatThrownBy(() -> new Quota(-1, 10)).hasMessageContaining(">= 0, got: -1 of 10");
    assertThatThrownBy(() -> policy().quota(QUOTA, Question::subject, -1))
        .hasMessage("amount must be >= 0, got: -1");
  }

  @Test
  void aQuotaThatCannotBeLoadedIsOpen() {
    Policy<String, String, Integer, String> policy =
        policy().quota(QUOTA, Question::subject, 1).allow().negated();
    DecisionAssert.that(
            checker(policy).bind(Facts.none().session(), "alice", "upload", "").check(1))
        .isDeniedFor(Decision.Cause.INDETERMINATE);
  }

  @Test
  void aFactThatSettlesItLeavesOpenOnesWithoutMeaning() {
    FactSource<Integer, Boolean> no = FactSource.inMemory(_ -> Optional.of(false));
    Policy<String, String, Integer, String> both =
        policy()
            .fact(FIRST, Question::resource, value -> value)
            .fact(SECOND, Question::resource, value -> value)
            .allow();
    Facts firstIsLost = Facts.builder().with(SECOND, no).build();
    DecisionAssert.that(Written.bound(firstIsLost, checker(both)).check(1))
        .isDeniedFor(Decision.Cause.NO_GRANT);
    Facts secondIsLost = Facts.builder().with(FIRST, no).build();
    DecisionAssert.that(Written.bound(secondIsLost, checker(both)).check(1))
        .isDeniedFor(Decision.Cause.NO_GRANT);
    DecisionAssert.that(Written.bound(Facts.none(), checker(both)).check(1))
        .isDeniedFor(Decision.Cause.INDETERMINATE);
  }
}
