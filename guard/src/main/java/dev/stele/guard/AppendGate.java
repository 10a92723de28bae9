package dev.stele.guard;

import dev.stele.access.Checker;
import dev.stele.access.Decision;
import dev.stele.access.Facts;
import dev.stele.access.Session;
import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.Gate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Lets an append pass if a checker grants each of its events, and denies the whole append if it
 * denies one.
 *
 * <p>All events of an append are asked about together, with facts of their own: nothing is known
 * from an earlier append. Who appends and in which circumstances is read from the append, for
 * instance from its metadata; if that fails, the append is denied, as a gate that throws denies.
 * Safe for any thread.
 *
 * @param <S> the type of subjects
 * @param <A> the type of actions
 * @param <C> the type of contexts
 */
public final class AppendGate<S, A, C> implements Gate {

  /**
   * Who appends, as the append tells.
   *
   * @param <S> the type of subjects
   * @param <A> the type of actions
   * @param <C> the type of contexts
   * @param subject who wants to append
   * @param action what appending is called
   * @param context under which circumstances
   */
  public record Asking<S, A, C>(S subject, A action, C context) {}

  private final Checker<S, A, Append.Addressed, C> checker;
  private final Facts facts;
  private final Function<Append, Asking<S, A, C>> asking;

  private AppendGate(
      Checker<S, A, Append.Addressed, C> checker,
      Facts facts,
      Function<Append, Asking<S, A, C>> asking) {
    this.checker = checker;
    this.facts = facts;
    this.asking = asking;
  }

  /** Returns a gate that asks a checker; its name is the checker's. */
  public static <S, A, C> AppendGate<S, A, C> of(
      Checker<S, A, Append.Addressed, C> checker,
      Facts facts,
      Function<Append, Asking<S, A, C>> asking) {
    return new AppendGate<>(checker, facts, asking);
  }

  @Override
  public String name() {
    return checker.name();
  }

  @Override
  public Verdict judge(Append append) {
    Asking<S, A, C> who = asking.apply(append);
    List<Append.Addressed> events = append.events();
    try (Session session = facts.session()) {
      List<Decision> decisions =
          checker.bind(session, who.subject(), who.action(), who.context()).evaluate(events);
      for (int i = 0; i < decisions.size(); i++) {
        if (decisions.get(i) instanceof Decision.Denied denied) {
          return deny(events.get(i), denied);
        }
      }
    }
    return Verdict.permit();
  }

  private static Verdict deny(Append.Addressed event, Decision.Denied denied) {
    Coordinate stream = event.stream();
    return new Verdict.Deny(
        denied.cause().name(),
        denied.summary(),
        Map.of(
            "scope", stream.scope(),
            "entity", stream.entity(),
            "type", event.event().type(),
            "by", denied.by().orElse("")));
  }
}
