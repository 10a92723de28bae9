package dev.stele.console;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times and durations as a command line has them. */
final class Times {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private Times() {}

  /** Reads a day in UTC, or a time of RFC 3339. */
  static final class Moment implements ITypeConverter<Instant> {
    Moment() {}

    @Override
    public Instant convert(String text) {
      try {
        return text.indexOf('T') < 0
            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
            : OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException _) {
        throw new TypeConversionException(
            "time must be like 2026-01-31 or 2026-01-31T12:00:00Z, got: '" + text + "'");
      }
    }
  }

  /** Reads a number with a unit, or a duration of ISO 8601. */
  static final class Length implements ITypeConverter<Duration> {
    Length() {}

    @Override
    public Duration convert(String text) {
      Matcher parts = DURATION.matcher(text.toLowerCase(Locale.ROOT));
      if (parts.matches()) {
        long count = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        };
      }
      try {
        return Duration.parse(text);
      } catch (DateTimeException _) {
        throw new TypeConversionException(
            "duration must be like 500ms, 10s, 5m or PT10S, got: '" + text + "'");
      }
    }
  }

  /** Seconds with a decimal, for people. */
  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }

  /** A number with commas, for people. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number of things, for people. */
  static String count(long number, String one) {
    return count(number) + " " + one + (number == 1 ? "" : "s");
  }

  /** A number of bytes, for people. */
  static String bytes(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    double size = bytes;
    int unit = 0;
    while (size >= 1024 && unit < units.length - 1) {
      size /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", size, units[unit]);
  }
}
