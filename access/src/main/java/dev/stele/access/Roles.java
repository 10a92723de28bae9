package dev.stele.access;

import java.util.Collection;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Begins a policy of roles: it applies where a subject holds one of the roles that the action on
 * the resource needs.
 *
 * <p>What is needed is found out first, and a fact is asked for only where something is.
 *
 * @param <S> the type of subjects
 * @param <A> the type of actions
 * @param <R> the type of resources
 * @param <C> the type of contexts
 */
public final class Roles<S, A, R, C> {

  /** Finds out what roles are held; nothing if that is not known, which the question remembers. */
  private interface Source<S, A, R, C, X> {
    @Nullable Collection<? extends X> find(Question<S, A, R, C> question);
  }

  private final String name;

  Roles(String name) {
    this.name = name;
  }

  /** Says which roles a subject holds: what he carries with him. */
  public <X> Held<S, A, R, C, X> held(Function<? super S, ? extends Collection<X>> roles) {
    return new Held<>(name, question -> roles.apply(question.subject()));
  }

  /**
   * Says which fact tells the roles held, and its key for a question. A missing one is no role; one
   * that could not be found out leaves open whether the policy applies.
   */
  public <K, X, V extends Collection<X>> Held<S, A, R, C, X> held(
      FactType<K, V> type, Function<? super Question<S, A, R, C>, ? extends K> key) {
    return new Held<>(name, question -> question.members(type, key.apply(question)));
  }

  /**
   * A policy of roles, of which is known which are held.
   *
   * @param <S> the type of subjects
   * @param <A> the type of actions
   * @param <R> the type of resources
   * @param <C> the type of contexts
   * @param <X> the type of roles, with {@code equals} and {@code hashCode}
   */
  public static final class Held<S, A, R, C, X> {

    private final String name;
    private final Source<S, A, R, C, X> held;

    private Held(String name, Source<S, A, R, C, X> held) {
      this.name = name;
      this.held = held;
    }

    /** Says which roles an action on a resource needs: any of them is enough, none is no way. */
    public Needed<S, A, R, C, X> needed(
        BiFunction<? super A, ? super R, ? extends Collection<? extends X>> roles) {
      return new Needed<>(this, roles);
    }
  }

  /**
   * A policy of roles, complete but for what it says.
   *
   * @param <S> the type of subjects
   * @param <A> the type of actions
   * @param <R> the type of resources
   * @param <C> the type of contexts
   * @param <X> the type of roles
   */
  public static final class Needed<S, A, R, C, X> {

    private final Held<S, A, R, C, X> held;
    private final BiFunction<? super A, ? super R, ? extends Collection<? extends X>> needed;

    private Needed(
        Held<S, A, R, C, X> held,
        BiFunction<? super A, ? super R, ? extends Collection<? extends X>> needed) {
      this.held = held;
      this.needed = needed;
    }

    /** Returns the policy that grants where one of the roles is held. */
    public Policy<S, A, R, C> allow() {
      return new OfRoles<>(this, Effect.ALLOW);
    }

    /** Returns the policy that vetoes where one of the roles is held. */
    public Policy<S, A, R, C> forbid() {
      return new OfRoles<>(this, Effect.FORBID);
    }
  }

  private static final class OfRoles<S, A, R, C, X> extends Fixed<S, A, R, C> {

    private final Source<S, A, R, C, X> held;
    private final BiFunction<? super A, ? super R, ? extends Collection<? extends X>> needed;

    OfRoles(Needed<S, A, R, C, X> roles, Effect effect) {
      super(
          roles.held.name,
          effect,
          "a role that is needed is held",
          "no role that is needed is held");
      this.held = roles.held.held;
      this.needed = roles.needed;
    }

    @Override
    public Answer evaluate(Question<S, A, R, C> question) {
      Collection<? extends X> need = needed.apply(question.action(), question.resource());
      if (need.isEmpty()) {
        return appliesNot;
      }
      Collection<? extends X> have = held.find(question);
      return have != null && Meeting.meet(have, need) ? applies : appliesNot;
    }
  }
}
