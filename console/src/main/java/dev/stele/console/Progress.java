package dev.stele.console;

import dev.stele.ground.Clock;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/**
 * How far a command has come, on standard error: a bar that moves where a person looks on, else a
 * line now and then if that was asked for. Says nothing in the first second, and leaves no bar
 * behind.
 */
final class Progress implements AutoCloseable {

  /** How it is shown. */
  enum Style {
    /** A bar on a terminal, and nothing elsewhere. */
    AUTO,
    /** A bar. */
    BAR,
    /** A line every ten seconds. */
    LINES,
    /** Nothing. */
    NONE
  }

  /** The option of the commands that have it. */
  static final class Choice {
    @Option(
        names = "--progress",
        paramLabel = "HOW",
        defaultValue = "auto",
        description = "Show progress: auto (a bar on a terminal), bar, lines, or none.")
    private Style style = Style.AUTO;

    Choice() {}

    /** Begins; the total is in the same unit as what is done, if it is known. */
    Progress begin(Setting setting, String what, OptionalLong total) {
      Style shown =
          style != Style.AUTO ? style : setting.terminal().hasBar() ? Style.BAR : Style.NONE;
      return new Progress(setting.err(), setting.clock(), shown, what, total);
    }
  }

  private static final long FIRST_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long BAR_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LINE_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int CELLS = 20;

  private final PrintWriter err;
  private final Clock clock;
  private final Style style;
  private final String what;
  private final OptionalLong total;
  private final long begin;
  private long next;
  private int shownLength;

  Progress(PrintWriter err, Clock clock, Style style, String what, OptionalLong total) {
    this.err = err;
    this.clock = clock;
    this.style = style;
    this.what = what;
    this.total = total;
    this.begin = clock.nanoTime();
    this.next = begin + (style == Style.LINES ? LINE_NANOS : FIRST_NANOS);
  }

  /** Shows nothing, ever. */
  static Progress none() {
    return new Progress(
        new PrintWriter(Writer.nullWriter()), Clock.system(), Style.NONE, "", OptionalLong.empty());
  }

  /**
   * Shows it, if it is time to.
   *
   * @param count of what a person counts
   * @param done of the total
   */
  void advance(long count, long done) {
    if (style == Style.NONE || style == Style.AUTO) {
      return;
    }
    long now = clock.nanoTime();
    if (now - next < 0) {
      return;
    }
    if (style == Style.LINES) {
      next = now + LINE_NANOS;
      err.println(text(count, done, now));
    } else {
      next = now + BAR_NANOS;
      draw(text(count, done, now));
    }
    err.flush();
  }

  private void draw(String text) {
    err.print("\r" + text + " ".repeat(Math.max(0, shownLength - text.length())));
    shownLength = text.length();
  }

  private String text(long count, long done, long now) {
    double seconds = Math.max(1, now - begin) / 1e9;
    String rate = Times.count(Math.round(count / seconds)) + "/s";
    String counted = Times.count(count) + " " + what;
    if (total.isEmpty() || total.getAsLong() <= 0) {
      return counted + "  " + rate;
    }
    double part = Math.clamp((double) done / total.getAsLong(), 0.0, 1.0);
    int full = (int) (part * CELLS);
    long left = part > 0 ? Math.round(seconds / part - seconds) : 0;
    return String.format(
        Locale.ROOT,
        "%s%s %3d%%  %s  %s  %d:%02d left",
        "█".repeat(full),
        "░".repeat(CELLS - full),
        (int) (part * 100),
        counted,
        rate,
        left / 60,
        left % 60);
  }

  /** Takes the bar away, so that something else can be said. */
  void clear() {
    if (shownLength > 0) {
      err.print("\r" + " ".repeat(shownLength) + "\r");
      err.flush();
      shownLength = 0;
    }
  }

  @Override
  public void close() {
    clear();
  }
}
