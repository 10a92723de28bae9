package dev.stele.explore;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Stands for {@link LockSupport}. An unpark gives what a task did to be seen by nobody: the JDK
 * promises no order for it, and a park may end without it.
 */
@SuppressWarnings("ReferenceEquality") // Identity is what is meant.
final class LockSupportModel {

  private LockSupportModel() {}

  static void park(Site site) {
    park(Patience.UNTIL_INTERRUPTED, 0, site);
  }

  static void park(@Nullable Object blocker, Site site) {
    park(site);
  }

  static void parkNanos(long nanos, Site site) {
    if (nanos > 0) {
      park(Patience.of(nanos), Time.deadline(nanos, site), site);
    }
  }

  static void parkNanos(@Nullable Object blocker, long nanos, Site site) {
    parkNanos(nanos, site);
  }

  static void parkUntil(long deadlineMillis, Site site) {
    park(Patience.of(0), Time.deadlineOf(deadlineMillis), site);
  }

  static void parkUntil(@Nullable Object blocker, long deadlineMillis, Site site) {
    parkUntil(deadlineMillis, site);
  }

  static void setCurrentBlocker(@Nullable Object blocker, Site site) {
    // Only tools ask for it.
  }

  private static void park(Patience patience, long deadlineNanos, Site site) {
    Execution execution = Execution.current();
    Task self = execution.running();
    self.spin.reset();
    boolean mayBeWhim = execution.limits().hasSpuriousWakeUps() && Whims.of(self).isLeft();
    execution.visible(
        new Parking(
            site,
            patience.isTimed() || mayBeWhim,
            self,
            patience.isTimed() ? Time.touched(self.signals) : new Location[] {self.signals}));
    long word = self.signals.word();
    if ((word & Task.PERMIT) != 0) {
      self.signals.setWord(word & ~Task.PERMIT);
    } else if (!Signals.isInterrupted(self)) {
      if (patience.isTimed()) {
        Time.pass(deadlineNanos);
      } else {
        Whims.of(self).take();
      }
    }
  }

  static void unpark(@Nullable Thread thread, Site site) {
    Execution execution = Execution.current();
    execution.running().spin.reset();
    ModelThread target = thread == null ? null : ModelThread.of(thread);
    if (target != null && !target.isKnownToRun(execution.running())) {
      execution.visible(Op.read("look at", site, target.begun));
    }
    Task task = target == null ? null : target.task();
    if (task == null) {
      execution.visible(new Unparking(site));
      return;
    }
    Unparking op = new Unparking(site, task.signals);
    execution.visible(op);
    op.isLost = (task.signals.word() & Task.PERMIT) != 0;
    task.signals.setWord(task.signals.word() | Task.PERMIT);
  }

  private static final class Parking extends Signals.Waiting {
    private final boolean canLeave;
    private final Location signals;

    Parking(Site site, boolean canLeave, Task self, Location... touched) {
      super("park", site, ~0, true, self.signals, touched);
      this.canLeave = canLeave;
      this.signals = self.signals;
    }

    @Override
    boolean isReady(@Nullable Location at, long before) {
      return canLeave || (word(signals, at, before) & Task.PERMIT) != 0;
    }
  }

  /** Lost if there was a permit already, or nobody to be unparked. */
  private static final class Unparking extends Op {
    private boolean isLost;

    Unparking(Site site, Location... signals) {
      super(signals.length == 0 ? "unpark nobody" : "unpark", site, ~0, signals);
      isLost = signals.length == 0;
    }

    @Override
    boolean isSignalFor(Op waiting) {
      return isLost
          && waiting instanceof Parking parking
          && (locationCount() == 0 || location(0) == parking.signals);
    }
  }
}
