package dev.stele.access;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says of one item: the verdicts that are possible, and why.
 *
 * <p>Made by {@link Question}; immutable. Reasons are rendered when they are read, and are given
 * out verbatim in traces: put no secrets in them.
 */
public final class Answer {

  private static final Answer[] PLAIN = new Answer[8];
  private static final Answer[] PENDING = new Answer[8];

  static {
    for (int bits = 1; bits < PLAIN.length; bits++) {
      PLAIN[bits] = new Answer(Verdicts.ofBits(bits), false, null, null, null);
      PENDING[bits] = new Answer(Verdicts.ofBits(bits), true, null, null, null);
    }
  }

  final int bits;

  /** True if a fact was not known yet, so that the policy is to be asked again if that matters. */
  final boolean isPending;

  /** A text, or what supplies one. */
  private final @Nullable Object reason;

  /** What the children of a combinator said, nothing for those not asked; in their order. */
  final @Nullable Answer @Nullable [] children;

  private final @Nullable List<FactUse> facts;

  private Answer(
      Verdicts verdicts,
      boolean isPending,
      @Nullable Object reason,
      @Nullable Answer @Nullable [] children,
      @Nullable List<FactUse> facts) {
    this.bits = verdicts.bits;
    this.isPending = isPending;
    this.reason = reason;
    this.children = children;
    this.facts = facts;
  }

  static Answer plain(Verdicts verdicts) {
    return PLAIN[verdicts.bits];
  }

  static Answer pending(Verdicts verdicts) {
    return PENDING[verdicts.bits];
  }

  static Answer because(Verdicts verdicts, String reason) {
    return new Answer(verdicts, false, reason, null, null);
  }

  static Answer because(Verdicts verdicts, Supplier<String> reason) {
    return new Answer(verdicts, false, reason, null, null);
  }

  static Answer combined(Verdicts verdicts, boolean isPending, @Nullable Answer[] children) {
    return new Answer(verdicts, isPending, null, children, null);
  }

  /** Returns this answer with the facts that the policy has asked for. */
  Answer with(List<FactUse> used) {
    return new Answer(verdicts(), isPending, reason, children, List.copyOf(used));
  }

  /** Returns the verdicts that are possible. */
  public Verdicts verdicts() {
    return Verdicts.ofBits(bits);
  }

  /** Returns why, if the policy said. */
  public Optional<String> reason() {
    return switch (reason) {
      case null -> Optional.empty();
      case String text -> Optional.of(text);
      case Supplier<?> supplier -> Optional.of(rendered(supplier));
      default -> throw new AssertionError("reason must be a text or supply one");
    };
  }

  List<FactUse> facts() {
    return facts == null ? List.of() : facts;
  }

  /** A reason is for people: that it cannot be told changes no decision. */
  private static String rendered(Supplier<?> supplier) {
    try {
      return String.valueOf(supplier.get());
    } catch (RuntimeException failure) {
      return "reason failed: " + failure;
    }
  }

  @Override
  public String toString() {
    return verdicts() + reason().map(why -> ": " + why).orElse("");
  }
}
