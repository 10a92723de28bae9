package dev.stele.access;

import static dev.stele.access.Written.NUMBERS;
import static dev.stele.access.Written.asks;
import static dev.stele.access.Written.bound;
import static dev.stele.access.Written.checker;
import static dev.stele.access.Written.grants;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;

/** Each decision is told, single or of a batch: to who watches, and to the flight recorder. */
class WatchTest {

  private static final FactType<Integer, Verdict> SAID = FactType.named("said");

  private final List<String> told = new ArrayList<>();

  private Checker.Builder<String, String, Integer, String> watched(boolean wantsTraces) {
    return NUMBERS
        .checker("numbers")
        .add(NUMBERS.policy("even").resource(number -> number % 2 == 0).allow())
        .watch(
            new Watch<>() {
              @Override
              public void decided(List<Decided<String, String, Integer, String>> decided) {
                told.add(decided.stream().map(WatchTest::line).collect(Collectors.joining("; ")));
                assertThat(decided)
                    .allMatch(one -> one.decision().trace().isPresent() == wantsTraces);
              }

              @Override
              public boolean wantsTraces() {
                return wantsTraces;
              }
            });
  }

  private static String line(Watch.Decided<String, String, Integer, String> one) {
    return one.checker()
        + ": "
        + one.subject()
        + " "
        + one.action()
        + " "
        + one.resource()
        + " "
        + one.decision().summary();
  }

  @Test
  void eachDecisionIsToldSingleOrOfABatch() {
    Bound<String, String, Integer, String> bound = bound(Facts.none(), watched(false).build());
    bound.check(2);
    bound.evaluate(List.of(1, 4));
    assertThat(told)
        .containsExactly(
            "numbers: alice read 2 granted by 'even'",
            "numbers: alice read 1 denied: no policy grants; "
                + "numbers: alice read 4 granted by 'even'");
  }

  @Test
  void whoWantsTracesGetsThem() {
    bound(Facts.none(), watched(true).build()).check(2);
    assertThat(told).hasSize(1);
  }

  @Test
  void aDecisionThatCannotBeReportedIsNotGivenOut() {
    Checker<String, String, Integer, String> checker =
        watched(false)
            .watch(_ -> {
              throw new IllegalStateException("log is full");
            })
            .build();
    assertThatThrownBy(() -> bound(Facts.none(), checker).check(2))
        .isInstanceOf(AccessException.Unreported.class)
        .hasMessageContaining("decision of 'numbers' must be reported")
        .hasRootCauseMessage("log is full");
  }

  @Test
  void theFlightRecorderIsToldOfEachDecisionAndItsCause() throws InterruptedException {
    List<String> events = new CopyOnWriteArrayList<>();
    try (RecordingStream stream = new RecordingStream()) {
      stream.enable("dev.stele.access.Decision");
      stream.onEvent("dev.stele.access.Decision", event -> events.add(line(event)));
      stream.startAsync();
      Bound<String, String, Integer, String> bound =
          bound(
              Facts.none(),
              checker(
                  NUMBERS.policy("odd").resource(number -> number % 2 == 1).forbid(),
                  NUMBERS.policy("small").resource(number -> number < 9).allow()));
      bound.check(1);
      bound.evaluate(List.of(2, 10));
      bound(Facts.none(), checker()).check(1);
      bound(Facts.none(), checker(asks("said", Effect.ALLOW, SAID))).check(1);
      stream.stop();
    }
    assertThat(events)
        .containsExactly(
            "numbers VETO odd",
            "numbers GRANTED small",
            "numbers NO_GRANT ",
            "numbers NO_POLICIES ",
            "numbers INDETERMINATE ");
  }

  private static String line(RecordedEvent event) {
    return event.getString("checker")
        + " "
        + event.getString("outcome")
        + " "
        + event.getString("by");
  }

  @Test
  void aTraceIsToldOnceItIsRead() {
    int[] rendered = {0};
    Written lazy =
        Written.of(
            "lazy",
            Effect.ALLOW,
            question ->
                question.grant(() -> {
                  rendered[0]++;
                  return "rendered";
                }));
    Decision decision = bound(Facts.none(), checker(lazy, grants("late"))).traced().check(1);
    assertThat(rendered[0]).isZero();
    assertThat(decision.trace().orElseThrow().format())
        .isEqualTo(
            """
            numbers: grant
              lazy: grant (rendered)
              late: not asked
            """);
    assertThat(rendered[0]).isPositive();
  }

  @Test
  void aReasonThatFailsChangesNothing() {
    Written broken =
        Written.of(
            "broken",
            Effect.ALLOW,
            question ->
                question.grant(() -> {
                  throw new IllegalStateException("oh");
                }));
    Decision decision = bound(Facts.none(), checker(broken)).traced().check(1);
    DecisionAssert.that(decision).isGranted().says("broken", "reason failed");
  }
}
