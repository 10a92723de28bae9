package dev.stele.authzen;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How many of several evaluations are answered. */
public enum EvaluationsSemantic {
  /** All of them. */
  EXECUTE_ALL,
  /** Up to the first that is denied: a conjunction. */
  DENY_ON_FIRST_DENY,
  /** Up to the first that is granted: a disjunction. */
  PERMIT_ON_FIRST_PERMIT;

  /** Returns what it is called in JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the one that is called so in JSON. */
  static Optional<EvaluationsSemantic> labelled(String label) {
    return Arrays.stream(values()).filter(one -> one.label().equals(label)).findFirst();
  }
}
