package dev.stele.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a policy is asked: may this subject do this action to this resource, in this context?
 *
 * <p>Lives while the policy answers, on its thread, and must not be kept.
 *
 * @param <S> the type of subjects
 * @param <A> the type of actions
 * @param <R> the type of resources
 * @param <C> the type of contexts
 */
public final class Question<S, A, R, C> {

  /*
   * A fact that is not known yet is noted as wanted, and the policy left by a throwable that carries
   * nothing. Whoever catches it by mistake gains nothing: what the policy answers then is thrown
   * away, since the question remembers that it was not answered. The same holds for a fact that
   * failed: a policy cannot see it, and so cannot take it for a fact that is not there. And for a
   * policy that asks another by hand and is sure although the other was not.
   */

  /** Leaves a policy at the point where it cannot go on. */
  private static final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unanswered() {
      super("fact must be known to go on", null, false, false);
    }
  }

  private final S subject;
  private final A action;
  private final C context;
  private final Round round;
  private @Nullable R resource;
  private Verdicts allowed = Verdicts.ANY;

  /** Set with any of the four below: for most policies none is, and one look tells. */
  private boolean isTouched;

  private boolean isPending;
  private @Nullable FactError failure;

  /** The answer of another policy that was asked by hand, if that policy could not tell. */
  private @Nullable Answer open;

  private @Nullable List<FactUse> uses;

  Question(S subject, A action, C context, Round round) {
    this.subject = subject;
    this.action = action;
    this.context = context;
    this.round = round;
  }

  /** Returns who wants to do it. */
  public S subject() {
    return subject;
  }

  /** Returns what he wants to do. */
  public A action() {
    return action;
  }

  /** Returns what he wants to do it to. */
  @SuppressWarnings("NullAway") // Set before each question; a resource of the caller's own type.
  public R resource() {
    return resource;
  }

  /** Returns under which circumstances. */
  public C context() {
    return context;
  }

  /** Returns the time at which it is asked: one and the same for all items of a call. */
  public Instant now() {
    return round.now();
  }

  /**
   * Returns a fact: a value, or empty if the source knows that there is none.
   *
   * <p>Does not return if it is not known yet, or could not be found out: the policy is then asked
   * again when it is known, or counts as not being able to tell.
   */
  public <K, V> Optional<V> fact(FactType<K, V> type, K key) {
    Fact<V> fact = find(type, key);
    return switch (fact) {
      case null -> throw new Unanswered();
      case Fact.Found<V>(V value) -> Optional.of(value);
      case Fact.Missing<V> _ -> Optional.empty();
      case Fact.Failed<V>(FactError error) -> {
        fail(error);
        throw new Unanswered();
      }
    };
  }

  /** Returns several facts, loaded together, in the order of their keys; as {@link #fact} does. */
  public <K, V> List<Optional<V>> facts(FactType<K, V> type, Collection<? extends K> keys) {
    List<Optional<V>> all = new ArrayList<>(keys.size());
    for (K key : keys) {
      switch (find(type, key)) {
        case null -> all.add(Optional.empty());
        case Fact.Found<V>(V value) -> all.add(Optional.of(value));
        case Fact.Missing<V> _ -> all.add(Optional.empty());
        case Fact.Failed<V>(FactError error) -> fail(error);
      }
    }
    if (isPending || failure != null) {
      throw new Unanswered();
    }
    return all;
  }

  /** Grants. */
  public Answer grant(String why) {
    return answer(Verdicts.GRANT, why);
  }

  /** Grants, for a reason that is rendered if it is read. */
  public Answer grant(Supplier<String> why) {
    return answer(Verdicts.GRANT, why);
  }

  /** Has no say. */
  public Answer abstain(String why) {
    return answer(Verdicts.ABSTAIN, why);
  }

  /** Has no say, for a reason that is rendered if it is read. */
  public Answer abstain(Supplier<String> why) {
    return answer(Verdicts.ABSTAIN, why);
  }

  /** Vetoes. */
  public Answer veto(String why) {
    return answer(Verdicts.VETO, why);
  }

  /** Vetoes, for a reason that is rendered if it is read. */
  public Answer veto(Supplier<String> why) {
    return answer(Verdicts.VETO, why);
  }

  /**
   * Cannot tell: whatever the policy's effect allows is possible. Once a policy has said so of an
   * item, no other answer of it counts.
   */
  public Answer unknown(String why) {
    return noted(answer(allowed, why));
  }

  /** Remembers that something could not be told. */
  Answer noted(Answer answer) {
    if (answer.isPending || !answer.verdicts().isCertain()) {
      open = answer;
      isTouched = true;
    }
    return answer;
  }

  private Answer answer(Verdicts verdicts, String why) {
    return round.isTraced() ? Answer.because(verdicts, why) : Answer.plain(verdicts);
  }

  private Answer answer(Verdicts verdicts, Supplier<String> why) {
    return round.isTraced() ? Answer.because(verdicts, why) : Answer.plain(verdicts);
  }

  void about(R item) {
    this.resource = item;
  }

  Round round() {
    return round;
  }

  /** Returns what is known of a key; nothing if it is wanted from now on. */
  <K, V> @Nullable Fact<V> find(FactType<K, V> type, K key) {
    Slot<V> slot = round.known(type, key);
    Fact<V> fact = slot == null ? null : slot.peek();
    if (slot == null || fact == null) {
      FactError refusal = round.refusal(type, key);
      if (refusal == null) {
        round.want(type, key);
        isPending = true;
        isTouched = true;
        return null;
      }
      fact = new Fact.Failed<>(refusal);
    }
    if (round.isTraced()) {
      uses = uses == null ? new ArrayList<>() : uses;
      isTouched = true;
      uses.add(new FactUse(type, key, fact, slot == null ? round.now() : slot.load().at()));
    }
    return fact;
  }

  /**
   * Returns what a fact has as its members: none if it is missing; nothing if that is open, which
   * this question remembers.
   */
  <K, X> @Nullable Collection<? extends X> members(
      FactType<K, ? extends Collection<? extends X>> type, K key) {
    return switch (find(type, key)) {
      case null -> null;
      case Fact.Missing<?> _ -> List.of();
      case Fact.Failed<?>(FactError error) -> {
        fail(error);
        yield null;
      }
      case Fact.Found<? extends Collection<? extends X>>(Collection<? extends X> there) -> there;
    };
  }

  /** The policy cannot tell, since a fact that it needs failed. */
  void fail(FactError error) {
    failure = error;
    isTouched = true;
  }

  /** What was open does not matter, and what was wanted for it is not needed. */
  void settle(int mark) {
    isPending = false;
    failure = null;
    round.backTo(mark);
  }

  /** Asks a policy, and holds it to what it has declared. Never throws what a policy throws. */
  Answer ask(Policy<S, A, R, C> policy, Verdicts declared) {
    // Hardly ever: who asks for facts and for policies, too. What he has learnt is kept apart.
    if (isTouched) {
      return askWithin(policy, declared);
    }
    Verdicts outerAllowed = allowed;
    allowed = declared;
    Answer answer;
    try {
      answer = held(policy.evaluate(this), declared);
    } catch (Unanswered _) {
      answer = Answer.pending(declared);
    } catch (RuntimeException | StackOverflowError thrown) {
      answer = unknown(() -> "policy failed: " + thrown);
    }
    if (isTouched) {
      answer = settled(answer, declared);
    }
    allowed = outerAllowed;
    return answer;
  }

  /** Returns true if something that was asked has left something to remember. */
  boolean isTouched() {
    return isTouched;
  }

  private Answer askWithin(Policy<S, A, R, C> policy, Verdicts declared) {
    boolean outerPending = isPending;
    FactError outerFailure = failure;
    Answer outerOpen = open;
    List<FactUse> outerUses = uses;
    forget();
    Answer answer = ask(policy, declared);
    isPending = outerPending;
    failure = outerFailure;
    open = outerOpen;
    uses = outerUses;
    isTouched = true;
    return answer;
  }

  /** Returns what an answer counts as after all that was asked for it, and forgets that. */
  private Answer settled(Answer given, Verdicts declared) {
    Answer answer = given;
    if (isPending) {
      answer = Answer.pending(declared);
    } else if (failure != null) {
      FactError why = failure;
      answer = unknown(why::describe);
    } else if (open != null && answer.verdicts().isCertain()) {
      answer =
          open.isPending
              ? Answer.pending(declared)
              : unknown(() -> "policy must not be sure of what another could not tell");
    }
    if (uses != null) {
      answer = answer.with(uses);
    }
    forget();
    return answer;
  }

  /** Forgets what was asked. */
  void forget() {
    isPending = false;
    failure = null;
    open = null;
    uses = null;
    isTouched = false;
  }

  private Answer unknown(Supplier<String> why) {
    return answer(allowed, why);
  }

  private Answer held(@Nullable Answer answer, Verdicts declared) {
    if (answer == null) {
      return unknown(() -> "policy must answer, got: null");
    }
    int undeclared = answer.bits & ~declared.bits;
    if (undeclared == 0) {
      return answer;
    }
    // A veto that was not declared still counts; a grant that was not declared must not.
    return (undeclared & Verdicts.GRANT.bits) == 0
        ? answer
        : unknown(() -> "policy must not grant since it only forbids, got: " + answer);
  }
}
