package dev.stele.explore;

import org.jspecify.annotations.Nullable;

/** The permit and the interrupt of a task, as the steps see them that touch its signals. */
final class Signals {

  private Signals() {}

  static boolean isInterrupted(Task task) {
    return (task.signals.word() & Task.INTERRUPTED) != 0;
  }

  /** Tells whether the running task is interrupted; if so, it is not any more. */
  static boolean takeInterrupt(Task self) {
    if (!isInterrupted(self)) {
      return false;
    }
    self.signals.setWord(self.signals.word() & ~Task.INTERRUPTED);
    self.acquire(ModelThread.of(self).interruption);
    return true;
  }

  static void throwIfInterrupted(Task self) throws InterruptedException {
    if (takeInterrupt(self)) {
      throw new InterruptedException();
    }
  }

  /** Waits on the running task's signals and further locations: see its heirs. */
  abstract static class Waiting extends Op {
    private final Location signals;
    private final boolean isInterruptible;

    /** Makes one; it writes the signals, where they can end it, and all locations it is told to. */
    Waiting(
        String verb,
        Site site,
        int writes,
        boolean isInterruptible,
        Location signals,
        Location... all) {
      super(verb, site, writes, all);
      this.signals = signals;
      this.isInterruptible = isInterruptible;
    }

    /** Tells whether it can go on for another reason than an interrupt. */
    abstract boolean isReady(@Nullable Location at, long before);

    @Override
    final boolean isEnabled(@Nullable Location at, long before) {
      return isReady(at, before)
          || (isInterruptible && (word(signals, at, before) & Task.INTERRUPTED) != 0);
    }

    @Override
    boolean isWaiting() {
      return true;
    }
  }
}
