package dev.stele.explore;

import org.jspecify.annotations.Nullable;

/**
 * A state that an execution passed, and what has been and is to be tried from it. Tasks are bits.
 */
final class Node {

  /** The tasks that can go on. */
  final long enabled;

  /** What each task is about to do; null if it has ended. By its number. */
  final @Nullable Op[] pending;

  /** The task that came here, or -1 at the root. */
  final int last;

  /** Tasks whose next step was tried before this state, and changes nothing that was tried. */
  long sleep;

  /** Tasks that are to be tried. */
  long backtrack;

  /** Tasks that have been tried, with all that follows. */
  long done;

  int chosen;

  /** Which of the outcomes of the chosen task's step is tried, and how many there are; 0 if one. */
  int choice;

  int choiceCount;

  /** How many times a task was left on the way here that could have gone on. */
  final int preemptions;

  Node(long enabled, @Nullable Op[] pending, int last, int preemptions) {
    this.enabled = enabled;
    this.pending = pending;
    this.last = last;
    this.preemptions = preemptions;
  }

  /** Tells whether the last task could have gone on, and another was chosen. */
  boolean isPreempting() {
    return last >= 0 && chosen != last && (enabled >>> last & 1) != 0;
  }

  /** Returns the sleeping tasks of the state behind the chosen step. */
  long sleepBehind() {
    Op step = pending[chosen];
    long sleeping = 0;
    long candidates = (sleep | done) & ~(1L << chosen);
    while (candidates != 0) {
      int task = Long.numberOfTrailingZeros(candidates);
      candidates &= candidates - 1;
      Op other = pending[task];
      if (other != null && step != null && !other.isDependent(step)) {
        sleeping |= 1L << task;
      }
    }
    return sleeping;
  }
}
