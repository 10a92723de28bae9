package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a user of the explorer meets. */
class ExplorerTest {

  /** A counter that can lose an update. */
  static final class Torn {
    private final AtomicInteger value = new AtomicInteger();

    void increment() {
      value.set(value.get() + 1);
    }
  }

  static void lostUpdate() throws InterruptedException {
    Torn torn = new Torn();
    Thread other = Thread.ofPlatform().name("other").start(torn::increment);
    torn.increment();
    other.join();
    if (torn.value.get() != 2) {
      throw new AssertionError("expected 2, found " + torn.value.get());
    }
  }

  static void increments() throws InterruptedException {
    AtomicInteger value = new AtomicInteger();
    Thread other =
        Thread.ofVirtual()
            .start(() -> {
              value.incrementAndGet();
              value.incrementAndGet();
              value.incrementAndGet();
            });
    value.incrementAndGet();
    value.incrementAndGet();
    value.incrementAndGet();
    other.join();
    if (value.get() != 6) {
      throw new AssertionError("expected 6, found " + value.get());
    }
  }

  static void nobodyMeets() {
    Torn one = new Torn();
    Torn other = new Torn();
    new Thread(one::increment).start();
    other.increment();
  }

  private static ExploreError error(Explorer explorer, Explorer.Model model) {
    ExploreError error = catchThrowableOfType(ExploreError.class, () -> explorer.explore(model));
    assertThat(error).as("the model must fail").isNotNull();
    return error;
  }

  @Test
  void aCertificateSaysAllThatWasCovered() throws Exception {
    Certificate certificate = Explorer.check(ExplorerTest::increments);
    assertThat(certificate.isComplete()).isTrue();
    assertThat(certificate.executions()).isEqualTo(20);
    assertThat(certificate.tasks()).isEqualTo(2);
    assertThat(certificate.conflicts()).anyMatch(name -> name.contains("AtomicInteger"));
    assertThat(certificate.woven().keySet()).containsExactly(ExplorerTest.class.getName());
    assertThat(certificate.woven().values()).containsExactly(hash(ExplorerTest.class));
    assertThat(certificate.replaced())
        .contains("java.util.concurrent.atomic.AtomicInteger", "java.lang.Thread");
    assertThat(certificate.toString())
        .startsWith("complete")
        .contains("executions     20, and 0 left as redundant")
        .contains("woven          dev.stele.explore.ExplorerTest sha256:");
  }

  /** Returns the SHA-256 of a class as it was built. */
  private static String hash(Class<?> type) throws Exception {
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      byte[] file = Objects.requireNonNull(in).readAllBytes();
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsFoundIsTheSameOnEachPlatform(Explorer.Platform platform) {
    Explorer explorer = Explorer.standard().on(platform);
    assertThat(explorer.explore(ExplorerTest::increments).executions()).isEqualTo(20);
    ExploreError found = error(explorer, ExplorerTest::lostUpdate);
    assertThat(found.report())
        .isEqualTo(error(Explorer.standard(), ExplorerTest::lostUpdate).report());
  }

  @Test
  void aReportShowsTheTasksOverTimeWithValuesAndLines() {
    ExploreError found = error(Explorer.standard(), ExplorerTest::lostUpdate);
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.ASSERTION);
    assertThat(found).hasRootCauseInstanceOf(AssertionError.class);
    assertThat(found.report().lines().toList())
        .first()
        .isEqualTo("main threw java.lang.AssertionError: expected 2, found 1");
    assertThat(found.report())
        .contains("get AtomicInteger#1 = 0")
        .contains("set AtomicInteger#1 = 1")
        .contains("ExplorerTest$Torn.increment(ExplorerTest.java:")
        .contains("the fewest preemptions that show it: 1")
        .contains("replay: @Replay(\"" + found.replay() + "\")");
  }

  @Test
  void theReplayedScheduleFailsInTheSameWay() {
    ExploreError found = error(Explorer.standard(), ExplorerTest::lostUpdate);
    ExploreError again =
        error(Explorer.standard().replay(found.replay()), ExplorerTest::lostUpdate);
    assertThat(again.kind()).isEqualTo(found.kind());
    assertThat(again.replay()).isEqualTo(found.replay());
    assertThat(again.getCause()).hasMessage("expected 2, found 1");
  }

  @Test
  void aReplayThatDoesNotFitIsRefused() {
    assertThat(error(Explorer.standard().replay("0x2.7"), ExplorerTest::lostUpdate).kind())
        .isEqualTo(ExploreError.Kind.DIVERGED);
    assertThatThrownBy(() -> Explorer.standard().replay("0..1"))
        .hasMessage("replay must be steps like 0x3.1.2o1, got: '' in '0..1'");
  }

  @Test
  void aReplayOfAScheduleThatEndsTooEarlyIsRefused() {
    ExploreError found = error(Explorer.standard().replay("0x2"), ExplorerTest::lostUpdate);
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.DIVERGED);
    assertThat(found).hasMessageContaining("steps of the schedule");
  }

  @Test
  void aReplayThatDoesNotFailIsNoPass() {
    ExploreError found = error(Explorer.standard().replay("0x5.1x5.0x3"), ExplorerTest::increments);
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.DIVERGED);
    assertThat(found).hasMessageContaining("the replayed schedule does not fail");
  }

  @Test
  void aModelThatOutgrowsItsBoundsFails() {
    ExploreError executions =
        error(Explorer.standard().executionsMax(19), ExplorerTest::increments);
    assertThat(executions.kind()).isEqualTo(ExploreError.Kind.OUTGROWN);
    assertThat(executions).hasMessageContaining("not done after 19 executions");
    assertThat(Explorer.standard().executionsMax(20).explore(ExplorerTest::increments).executions())
        .isEqualTo(20);
    ExploreError steps = error(Explorer.standard().stepsMax(5), ExplorerTest::increments);
    assertThat(steps.kind()).isEqualTo(ExploreError.Kind.OUTGROWN);
    assertThat(steps).hasMessageContaining("more than 5 steps");
  }

  @Test
  void whatIsBoundedIsNotComplete() {
    Certificate certificate =
        Explorer.standard().preemptionsMax(0).explore(ExplorerTest::increments);
    assertThat(certificate.isComplete()).isFalse();
    assertThat(certificate.bound()).contains("0 preemptions");
    assertThat(certificate.toString()).startsWith("bounded by 0 preemptions");
    assertThat(error(Explorer.standard().preemptionsMax(1), ExplorerTest::lostUpdate).kind())
        .isEqualTo(ExploreError.Kind.ASSERTION);
  }

  @Test
  void aModelInWhichNobodyMeetsIsRefused() {
    assertThat(error(Explorer.standard(), () -> {}).kind()).isEqualTo(ExploreError.Kind.VACUOUS);
    assertThat(error(Explorer.standard(), ExplorerTest::nobodyMeets).kind())
        .isEqualTo(ExploreError.Kind.VACUOUS);
  }

  @Test
  void badBoundsAreRefused() {
    Explorer explorer = Explorer.standard();
    assertThatThrownBy(() -> explorer.executionsMax(0))
        .hasMessage("executions must be >= 1, got: 0");
    assertThatThrownBy(() -> explorer.stepsMax(0)).hasMessage("steps must be >= 1, got: 0");
    assertThatThrownBy(() -> explorer.spinTurnsMax(0))
        .hasMessage("spin turns must be >= 1, got: 0");
    assertThatThrownBy(() -> explorer.preemptionsMax(-1))
        .hasMessage("preemptions must be >= 0, got: -1");
  }
}
