package dev.stele.trial;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of a {@link FaultPlan} and its parts, both ways.
 *
 * <pre>
 *   plan  = stage { ";" stage }
 *   stage = ( "run" | "audit" ) [ event { "," event } ]
 *   event = "rot:" path "@" position "^" two hex digits
 *         | effect "@" number [ "!" ]
 *         | "crash@" number " keep " ( "none" | kept { " " kept } )
 *   kept  = number [ ":" from "-" to "+" fill ]
 * </pre>
 */
final class PlanText {

  private static final Pattern ROT = Pattern.compile("rot:(\\S+)@(\\d+)\\^([0-9a-f]{2})");
  private static final Pattern FAULT = Pattern.compile("([a-z-]+)@(\\d+)(!?)");
  private static final Pattern CRASH = Pattern.compile("crash@(\\d+) keep (.+)");
  private static final Pattern KEPT = Pattern.compile("(-?\\d+)(?::(\\d+)-(\\d+)\\+([a-z]+))?");

  private PlanText() {}

  static String of(FaultPlan plan) {
    return plan.stages().stream()
        .map(stage -> (lower(stage.phase()) + " " + of(stage.life())).strip())
        .collect(Collectors.joining("; "));
  }

  static String of(Life life) {
    StringJoiner events = new StringJoiner(", ");
    for (Rot rot : life.rot()) {
      // Spaces, commas and semicolons in a name must not end the event.
      String file =
          URLEncoder.encode(rot.file(), StandardCharsets.UTF_8)
              .replace("%2F", "/")
              .replace("+", "%20");
      String bits = HexFormat.of().toHexDigits((byte) rot.flipped());
      events.add("rot:" + file + "@" + rot.positionBytes() + "^" + bits);
    }
    for (Fault fault : life.faults()) {
      String lasting = fault.duration() == Fault.Duration.LASTING ? "!" : "";
      events.add(fault.effect().text() + "@" + fault.operation() + lasting);
    }
    life.crash().ifPresent(end -> events.add("crash@" + end.operation() + " keep " + end.image()));
    return events.toString();
  }

  static String of(CrashImage image) {
    if (image.kept().isEmpty()) {
      return "none";
    }
    StringJoiner kept = new StringJoiner(" ");
    for (long operation : image.kept()) {
      Tear tear = image.torn().get(operation);
      kept.add(
          tear == null
              ? Long.toString(operation)
              : operation + ":" + tear.from() + "-" + tear.to() + "+" + lower(tear.fill()));
    }
    return kept.toString();
  }

  static FaultPlan parse(String text) {
    List<FaultPlan.Stage> stages = new ArrayList<>();
    for (String stage : text.split(";", -1)) {
      String[] phaseAndLife = stage.strip().split("\\s+", 2);
      FaultPlan.Phase phase = constant(FaultPlan.Phase.class, phaseAndLife[0]);
      Life life = phaseAndLife.length < 2 ? Life.honest() : life(phaseAndLife[1]);
      stages.add(new FaultPlan.Stage(phase, life));
    }
    return new FaultPlan(stages);
  }

  private static Life life(String text) {
    List<Rot> rot = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    Optional<Life.Crash> crash = Optional.empty();
    for (String part : text.split(",", -1)) {
      String event = part.strip();
      Matcher matcher = ROT.matcher(event);
      if (matcher.matches()) {
        String file = URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8);
        rot.add(new Rot(file, number(matcher.group(2)), HexFormat.fromHexDigits(matcher.group(3))));
        continue;
      }
      matcher = CRASH.matcher(event);
      if (matcher.matches() && crash.isEmpty()) {
        crash = Optional.of(new Life.Crash(number(matcher.group(1)), image(matcher.group(2))));
        continue;
      }
      matcher = FAULT.matcher(event);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("expected an event of a plan, found: '" + event + "'");
      }
      Effect effect = constant(Effect.class, matcher.group(1));
      long operation = number(matcher.group(2));
      faults.add(
          matcher.group(3).isEmpty()
              ? Fault.once(operation, effect)
              : Fault.lasting(operation, effect));
    }
    return new Life(rot, faults, crash);
  }

  private static CrashImage image(String text) {
    SortedSet<Long> kept = new TreeSet<>();
    SortedMap<Long, Tear> torn = new TreeMap<>();
    if (text.equals("none")) {
      return CrashImage.nothing();
    }
    for (String part : text.split("\\s+", -1)) {
      Matcher matcher = KEPT.matcher(part);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("expected a kept operation, found: '" + part + "'");
      }
      long operation = number(matcher.group(1));
      kept.add(operation);
      if (matcher.group(2) != null) {
        torn.put(operation, tear(matcher));
      }
    }
    return new CrashImage(kept, torn);
  }

  private static Tear tear(MatchResult match) {
    return new Tear(
        Math.toIntExact(number(match.group(2))),
        Math.toIntExact(number(match.group(3))),
        constant(Tear.Fill.class, match.group(4)));
  }

  private static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a number, found: '" + digits + "'", e);
    }
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> lower(constant).equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "expected one of "
                    + Arrays.stream(type.getEnumConstants()).map(PlanText::lower).toList()
                    + ", found: '"
                    + text
                    + "'"));
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
