package dev.stele.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.trial.SimClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is shown of a command that takes its time. */
class ProgressTest {

  private final StringWriter err = new StringWriter();
  private final SimClock clock = SimClock.at(Instant.parse("2026-01-01T00:00:00Z"));

  private Progress progress(Progress.Style style, OptionalLong total) {
    return new Progress(new PrintWriter(err), clock, style, "lines", total);
  }

  @Test
  void aBarIsShownAfterASecondAndTakenAway() {
    try (Progress bar = progress(Progress.Style.BAR, OptionalLong.of(1_000))) {
      clock.advance(Duration.ofMillis(900));
      bar.advance(10, 100);
      assertThat(err.toString()).isEmpty();
      clock.advance(Duration.ofMillis(1_100));
      bar.advance(2_000, 500);
      assertThat(err.toString())
          .isEqualTo("\r██████████░░░░░░░░░░  50%  2,000 lines  1,000/s  0:02 left");
      bar.advance(2_001, 501);
      assertThat(err.toString()).doesNotContain("2,001");
    }
    assertThat(err.toString()).matches("(?s).*left\r +\r");
  }

  @Test
  void withoutATotalThereAreCounts() {
    try (Progress bar = progress(Progress.Style.BAR, OptionalLong.empty())) {
      clock.advance(Duration.ofSeconds(2));
      bar.advance(5_000, 1);
    }
    assertThat(err.toString()).startsWith("\r5,000 lines  2,500/s");
  }

  @Test
  void linesComeEveryTenSeconds() {
    try (Progress bar = progress(Progress.Style.LINES, OptionalLong.empty())) {
      for (int i = 0; i < 25; i++) {
        clock.advance(Duration.ofSeconds(1));
        bar.advance(i, i);
      }
    }
    assertThat(err.toString().lines()).hasSize(2);
  }

  @Test
  void nothingIsShownWhereNobodyLooks() {
    try (Progress bar = progress(Progress.Style.NONE, OptionalLong.of(10))) {
      clock.advance(Duration.ofSeconds(100));
      bar.advance(5, 5);
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aTerminalIsWhatTheLauncherSaysAndColoursMayBeForbidden() {
    assertThat(Terminal.of("out,err", Map.of())).isEqualTo(new Terminal(true, true));
    assertThat(Terminal.of(",err", Map.of())).isEqualTo(new Terminal(false, true));
    assertThat(Terminal.of("", Map.of())).isEqualTo(Terminal.none());
    assertThat(Terminal.of("out,err", Map.of("NO_COLOR", "1")))
        .isEqualTo(new Terminal(false, true));
    assertThat(Terminal.of("out,err", Map.of("TERM", "dumb"))).isEqualTo(Terminal.none());
    assertThat(new Terminal(true, true).strong("x")).isEqualTo("\u001b[1mx\u001b[0m");
    assertThat(Terminal.none().strong("x") + Terminal.none().faint("y")).isEqualTo("xy");
  }
}
