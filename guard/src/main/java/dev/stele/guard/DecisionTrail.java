package dev.stele.guard;

import dev.stele.access.Decision;
import dev.stele.access.Rule;
import dev.stele.access.Trace;
import dev.stele.access.Watch;
import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.NewEvent;
import dev.stele.store.Store;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes decisions to a store before they are given out: what was asked, what was decided, and the
 * trace.
 *
 * <p>One event a decision, of the type {@code access.granted} or {@code access.denied}; its payload
 * is the trace as text, its metadata say who, what and by which policy, under the names of
 * OpenTelemetry's security rules where there is one. The decisions of one call are appended
 * together, or in a few appends if they are many, and are durable when the call returns; if they
 * cannot be appended, nobody gets the decisions, though some of them may be on record then: those
 * of earlier appends of the call, or of one whose outcome is not known. What subjects, actions and
 * resources are is written as their {@code toString} says: give them one without secrets. Safe for
 * any thread.
 *
 * @param <S> the type of subjects
 * @param <A> the type of actions
 * @param <R> the type of resources
 * @param <C> the type of contexts
 */
public final class DecisionTrail<S, A, R, C> implements Watch<S, A, R, C> {

  /** Which decisions are written. */
  public enum Extent {
    /** All of them. */
    ALL,
    /** Denials alone. */
    DENIALS
  }

  /** The type of events of grants. */
  public static final String GRANTED = "access.granted";

  /** The type of events of denials. */
  public static final String DENIED = "access.denied";

  /** Payload bytes of one append, a quarter of the most that a batch may have. */
  private static final long APPEND_BYTES = 4 << 20;

  /** What an event takes beyond its payload, at most: thirteen values of metadata, their names. */
  private static final long EVENT_BYTES = 4_096;

  /** The most bytes of a trace that are written; the rest is cut, and that it was is said. */
  static final int TRACE_BYTES_MAX = 16 * 1024;

  /** The most bytes of a metadata value that are written. */
  static final int VALUE_BYTES_MAX = 256;

  private final Store store;
  private final Coordinate stream;
  private final Extent extent;

  private DecisionTrail(Store store, Coordinate stream, Extent extent) {
    this.store = store;
    this.stream = stream;
    this.extent = extent;
  }

  /** Returns a trail that writes all decisions to one stream. */
  public static <S, A, R, C> DecisionTrail<S, A, R, C> to(
      Store store, Coordinate stream, Extent extent) {
    return new DecisionTrail<>(store, stream, extent);
  }

  @Override
  public boolean wantsTraces() {
    return true;
  }

  @Override
  public void decided(List<Decided<S, A, R, C>> all) {
    Append append = Append.to(stream);
    long bytes = 0;
    for (Decided<S, A, R, C> one : all) {
      if (extent == Extent.DENIALS && one.decision().isGranted()) {
        continue;
      }
      NewEvent event = event(one);
      long eventBytes = event.payload().remaining() + EVENT_BYTES;
      if (bytes + eventBytes > APPEND_BYTES) {
        store.append(append).orThrow();
        append = Append.to(stream);
        bytes = 0;
      }
      append = append.event(event);
      bytes += eventBytes;
    }
    if (bytes > 0) {
      store.append(append).orThrow();
    }
  }

  private static NewEvent event(Watch.Decided<?, ?, ?, ?> one) {
    Decision decision = one.decision();
    String text = decision.trace().map(Trace::format).orElse("");
    NewEvent event =
        NewEvent.of(
                decision.isGranted() ? GRANTED : DENIED,
                "text/plain; charset=utf-8",
                ByteBuffer.wrap(fitted(text, TRACE_BYTES_MAX).getBytes(StandardCharsets.UTF_8)))
            .with("security_rule.ruleset.name", value(one.checker()))
            .with("event.outcome", decision.isGranted() ? "success" : "failure")
            .with("access.subject", value(one.subject()))
            .with("access.action", value(one.action()))
            .with("access.resource", value(one.resource()))
            .with("access.summary", value(decision.summary()));
    Optional<String> by =
        switch (decision) {
          case Decision.Granted granted -> Optional.of(granted.by());
          case Decision.Denied denied -> denied.by();
        };
    if (by.isEmpty()) {
      return event;
    }
    NewEvent named = event.with("security_rule.name", value(by.get()));
    return decision
        .trace()
        .flatMap(trace -> rule(trace, by.get()))
        .map(rule -> with(named, rule))
        .orElse(named);
  }

  /** Returns what is known outside of the policy that decided, if it says. */
  private static Optional<Rule> rule(Trace trace, String policy) {
    return trace.children().stream()
        .filter(child -> child.policy().equals(policy))
        .findFirst()
        .flatMap(Trace::rule);
  }

  private static NewEvent with(NewEvent event, Rule rule) {
    NewEvent all = event;
    for (Map.Entry<String, String> attribute : attributes(rule).entrySet()) {
      if (!attribute.getValue().isEmpty()) {
        all = all.with("security_rule." + attribute.getKey(), value(attribute.getValue()));
      }
    }
    return all;
  }

  private static Map<String, String> attributes(Rule rule) {
    return Map.of(
        "uuid", rule.uuid(),
        "category", rule.category(),
        "description", rule.description(),
        "reference", rule.reference(),
        "ruleset.name", rule.rulesetName(),
        "version", rule.version(),
        "license", rule.license());
  }

  private static String value(Object what) {
    String text = fitted(String.valueOf(what), VALUE_BYTES_MAX);
    return text.isEmpty() ? "-" : text;
  }

  /** Cuts a text so that it takes no more bytes than these in UTF-8, and says that it did. */
  private static String fitted(String text, int bytesMax) {
    if (text.getBytes(StandardCharsets.UTF_8).length <= bytesMax) {
      return text;
    }
    String cut = "... cut";
    int left = bytesMax - cut.length();
    int end = 0;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      left -= Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
      if (left < 0) {
        break;
      }
      end += Character.charCount(point);
    }
    return text.substring(0, end) + cut;
  }
}
