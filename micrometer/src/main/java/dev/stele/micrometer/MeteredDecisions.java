package dev.stele.micrometer;

import dev.stele.access.Decision;
import dev.stele.access.Decision.Cause;
import dev.stele.access.Watch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts decisions: one counter, {@value #DECISIONS}, with the tags {@code checker}, {@code
 * outcome} (granted or denied) and {@code cause} (why it was denied, in kind; none if it was not).
 *
 * <p>There are five counters for each checker, and no more. Give it to a checker's builder; one may
 * watch several checkers. Safe for any thread.
 *
 * @param <S> the type of subjects
 * @param <A> the type of actions
 * @param <R> the type of resources
 * @param <C> the type of contexts
 */
public final class MeteredDecisions<S, A, R, C> implements Watch<S, A, R, C> {

  /** The name of the counter. */
  public static final String DECISIONS = "stele.access.decisions";

  /** A counter: which checker, and why it was denied; no cause if it was granted. */
  private record Kind(String checker, @Nullable Cause cause) {}

  private final MeterRegistry registry;
  private final Map<Kind, Counter> counters = new ConcurrentHashMap<>();

  private MeteredDecisions(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Returns one that counts in a registry. */
  public static <S, A, R, C> MeteredDecisions<S, A, R, C> in(MeterRegistry registry) {
    return new MeteredDecisions<>(registry);
  }

  @Override
  public void decided(List<Decided<S, A, R, C>> decided) {
    if (decided.size() == 1) {
      counter(kind(decided.getFirst())).increment();
      return;
    }
    Map<Kind, Integer> counts = new HashMap<>();
    for (Decided<S, A, R, C> one : decided) {
      counts.merge(kind(one), 1, Integer::sum);
    }
    counts.forEach((kind, count) -> counter(kind).increment(count));
  }

  private static Kind kind(Decided<?, ?, ?, ?> one) {
    return switch (one.decision()) {
      case Decision.Granted _ -> new Kind(one.checker(), null);
      case Decision.Denied denied -> new Kind(one.checker(), denied.cause());
    };
  }

  private Counter counter(Kind kind) {
    return counters.computeIfAbsent(kind, this::register);
  }

  private Counter register(Kind kind) {
    Cause cause = kind.cause();
    return Counter.builder(DECISIONS)
        .description("Decisions made")
        .baseUnit("decisions")
        .tag("checker", kind.checker())
        .tag("outcome", cause == null ? "granted" : "denied")
        .tag("cause", cause == null ? "none" : cause.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }
}
