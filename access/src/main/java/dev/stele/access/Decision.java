package dev.stele.access;

import java.util.Optional;

/** Whether it may be done. */
public sealed interface Decision {

  /** Returns true if it may be done. */
  default boolean isGranted() {
    return this instanceof Granted;
  }

  /** Returns how it came about, if the decision was made with a trace. */
  Optional<Trace> trace();

  /** Returns one line that says what was decided, and by what. */
  String summary();

  /**
   * Returns this if it may be done.
   *
   * @throws AccessException.Denied if it may not
   */
  default Granted orThrow() {
    return switch (this) {
      case Granted granted -> granted;
      case Denied denied -> throw new AccessException.Denied(denied);
    };
  }

  /**
   * It may be done.
   *
   * @param by a policy that granted; where several do, which one is named may depend on what was
   *     known already
   * @param trace how it came about, if it was asked for
   */
  record Granted(String by, Optional<Trace> trace) implements Decision {
    @Override
    public String summary() {
      return "granted by '" + by + "'";
    }
  }

  /**
   * It must not be done.
   *
   * @param cause why, in kind
   * @param by the policy that vetoed; empty unless one did
   * @param trace how it came about, if it was asked for
   */
  record Denied(Cause cause, Optional<String> by, Optional<Trace> trace) implements Decision {
    @Override
    public String summary() {
      return switch (cause) {
        case NO_POLICIES -> "denied: there are no policies";
        case NO_GRANT -> "denied: no policy grants";
        case VETO -> "denied: vetoed by '" + by.orElse("") + "'";
        case INDETERMINATE -> "denied: a policy that matters could not tell";
      };
    }
  }

  /** Why it must not be done. */
  enum Cause {
    /** The checker has no policies. */
    NO_POLICIES,
    /**
     * No policy grants, whatever those that failed would have said. Whether one vetoes may not have
     * been found out, if a fact must have been loaded for it.
     */
    NO_GRANT,
    /** A policy vetoed. */
    VETO,
    /** It might have been granted, but a policy that matters could not tell. */
    INDETERMINATE
  }
}
