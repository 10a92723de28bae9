package dev.stele.access;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Collects the conditions of a policy, all of which must hold for it to apply.
 *
 * <p>A condition that is set twice holds if both do. Facts are asked for only where all other
 * conditions hold. Conditions must have no effects: they may be tried several times. Not safe for
 * several threads; the policies it makes are.
 *
 * @param <S> the type of subjects
 * @param <A> the type of actions
 * @param <R> the type of resources
 * @param <C> the type of contexts
 */
public final class Conditions<S, A, R, C> {

  /** A condition on a fact: which, and what it must be. */
  record OnFact<S, A, R, C, K, V>(
      FactType<K, V> type,
      Function<? super Question<S, A, R, C>, ? extends K> key,
      BiPredicate<? super Question<S, A, R, C>, ? super V> holds) {}

  final String name;
  final List<OnFact<S, A, R, C, ?, ?>> facts = new ArrayList<>();
  @Nullable Predicate<S> subject;
  @Nullable Predicate<A> action;
  @Nullable Predicate<R> resource;
  @Nullable Predicate<C> context;
  @Nullable Predicate<Question<S, A, R, C>> question;
  Optional<Rule> rule = Optional.empty();

  Conditions(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name of a policy must not be blank, got: '" + name + "'");
    }
    this.name = name;
  }

  /** Requires something of the subject. */
  public Conditions<S, A, R, C> subject(Predicate<? super S> holds) {
    subject = both(subject, holds);
    return this;
  }

  /** Requires something of the action. */
  public Conditions<S, A, R, C> action(Predicate<? super A> holds) {
    action = both(action, holds);
    return this;
  }

  /** Requires something of the resource. */
  public Conditions<S, A, R, C> resource(Predicate<? super R> holds) {
    resource = both(resource, holds);
    return this;
  }

  /** Requires something of the context. */
  public Conditions<S, A, R, C> context(Predicate<? super C> holds) {
    context = both(context, holds);
    return this;
  }

  /** Requires something of the whole question: of several of its parts, of the time, of facts. */
  public Conditions<S, A, R, C> when(Predicate<? super Question<S, A, R, C>> holds) {
    question = both(question, holds);
    return this;
  }

  /**
   * Requires something of a fact. A fact that is missing does not hold; one that could not be found
   * out leaves open whether the policy applies.
   */
  public <K, V> Conditions<S, A, R, C> fact(
      FactType<K, V> type,
      Function<? super Question<S, A, R, C>, ? extends K> key,
      Predicate<? super V> holds) {
    facts.add(new OnFact<>(type, key, (_, value) -> holds.test(value)));
    return this;
  }

  /** Requires something of a fact together with the question; as the other does. */
  public <K, V> Conditions<S, A, R, C> fact(
      FactType<K, V> type,
      Function<? super Question<S, A, R, C>, ? extends K> key,
      BiPredicate<? super Question<S, A, R, C>, ? super V> holds) {
    facts.add(new OnFact<>(type, key, holds));
    return this;
  }

  /**
   * Requires a time of day: from the first, up to the second and not at it; over midnight, if the
   * second is the earlier one. A day has more or fewer hours when clocks are changed in the zone.
   *
   * @throws IllegalArgumentException if both are the same
   */
  public Conditions<S, A, R, C> between(LocalTime from, LocalTime until, ZoneId zone) {
    if (from.equals(until)) {
      throw new IllegalArgumentException("times of day must differ, got: " + from + " twice");
    }
    boolean isOverMidnight = until.isBefore(from);
    return when(asked -> {
      LocalTime now = LocalTime.ofInstant(asked.now(), zone);
      boolean hasBegun = !now.isBefore(from);
      boolean isOver = !now.isBefore(until);
      return isOverMidnight ? hasBegun || !isOver : hasBegun && !isOver;
    });
  }

  /** Requires that it is asked while something holds. */
  public Conditions<S, A, R, C> during(Validity validity) {
    return when(asked -> validity.holdsAt(asked.now()));
  }

  /** Requires that something holds of which the question tells how long: a share, a contract. */
  public Conditions<S, A, R, C> during(
      Function<? super Question<S, A, R, C>, Validity> validityOf) {
    return when(asked -> validityOf.apply(asked).holdsAt(asked.now()));
  }

  /**
   * Requires that a quota, which is a fact, has room for so much more. A quota that is missing has
   * no room; one that could not be found out leaves open whether the policy applies.
   *
   * @throws IllegalArgumentException if the amount is negative
   */
  public <K> Conditions<S, A, R, C> quota(
      FactType<K, Quota> type,
      Function<? super Question<S, A, R, C>, ? extends K> key,
      long amount) {
    if (amount < 0) {
      throw new IllegalArgumentException("amount must be >= 0, got: " + amount);
    }
    return fact(type, key, quota -> quota.hasRoomFor(amount));
  }

  /** Says what telemetry is to know of the policy. */
  public Conditions<S, A, R, C> rule(Rule outside) {
    rule = Optional.of(outside);
    return this;
  }

  /** Returns the policy that grants where all conditions hold. */
  public Policy<S, A, R, C> allow() {
    return new Conditional<>(this, Effect.ALLOW);
  }

  /** Returns the policy that vetoes where all conditions hold. */
  public Policy<S, A, R, C> forbid() {
    return new Conditional<>(this, Effect.FORBID);
  }

  @SuppressWarnings("unchecked")
  private static <T> Predicate<T> both(@Nullable Predicate<T> before, Predicate<? super T> holds) {
    return before == null ? (Predicate<T>) holds : before.and(holds);
  }
}
