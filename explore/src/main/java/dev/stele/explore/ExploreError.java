package dev.stele.explore;

import java.util.Optional;

/**
 * A model failed, or could not be explored. The message is the whole report: what is wrong, the
 * schedule as a table of tasks over time, and the string that replays it.
 */
public final class ExploreError extends AssertionError {

  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final String report;
  private final String replay;

  ExploreError(Kind kind, String report, String replay, Optional<Throwable> cause) {
    super(report, cause.orElse(null));
    this.kind = kind;
    this.report = report;
    this.replay = replay;
  }

  /** Why a model did not pass. */
  public enum Kind {
    /** Something in the model threw; mostly an assertion of its own. */
    ASSERTION,
    /** Two accesses to one variable, one of them a write, that nothing orders. */
    DATA_RACE,
    /** Tasks wait for each other in a circle. */
    DEADLOCK,
    /** A task waits for a signal that was given before it waited. */
    LOST_WAKE_UP,
    /** A task waits for something that nobody is left to do. */
    STUCK,
    /** A task spins on something that nobody is left to change. */
    LIVELOCK,
    /** A task other than the model's own threw, and nobody saw it. */
    UNSEEN_EXCEPTION,
    /** The model took more executions, steps or tasks than it may. */
    OUTGROWN,
    /** The model met something that this does not know how to explore. */
    UNSUPPORTED,
    /** Tasks never met: whatever was to be shown was not. */
    VACUOUS,
    /** The model did something else under the same schedule. */
    DIVERGED
  }

  /** Why the model did not pass. */
  public Kind kind() {
    return kind;
  }

  /** The whole report: the message. */
  public String report() {
    return report;
  }

  /** The schedule that shows it, for {@link Explorer#replay(String)}; empty if there is none. */
  public String replay() {
    return replay;
  }
}
