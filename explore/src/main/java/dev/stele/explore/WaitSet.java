package dev.stele.explore;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for a signal of whoever holds a lock: of a monitor, or of a condition of a lock.
 *
 * <p>To wait is a step that gives the lock back and enters. What the task is about to do then,
 * nobody lets it do but the time, an interrupt, or a whim of the machine, if these may end its
 * wait: to leave, and to take the lock as a step of its own. A signal takes it out, and makes the
 * taking of the lock what it is about to do.
 */
@SuppressWarnings("ReferenceEquality") // Identity is what is meant.
final class WaitSet extends Location {

  private final Lockable lock;
  private final boolean isOfMonitor;
  private final List<Waiter> waiters = new ArrayList<>();
  private long changes;

  /**
   * Makes one.
   *
   * @param isOfMonitor whether who is interrupted stays so until it has the lock again; who waits
   *     for a condition does not
   */
  WaitSet(String kind, Label label, Lockable lock, boolean isOfMonitor) {
    super(kind, label);
    this.lock = lock;
    this.isOfMonitor = isOfMonitor;
  }

  /** A task that waits. */
  private static final class Waiter {
    private final Task task;
    private final Site site;
    private boolean isSignalled;

    Waiter(Task task, Site site) {
      this.task = task;
      this.site = site;
    }
  }

  /** How a wait ended. */
  enum End {
    SIGNAL,
    TIME,
    WHIM
  }

  Lockable lock() {
    return lock;
  }

  int waiterCount() {
    return waiters.size();
  }

  /** Waits; the running task holds the lock, before and after. */
  End await(Patience patience, long deadlineNanos, Site site) throws InterruptedException {
    Execution execution = Execution.current();
    Task self = execution.running();
    self.spin.reset();
    execution.visible(new Op("wait for", site, ~0, this, lock, self.signals));
    if (patience.isInterruptible()) {
      Signals.throwIfInterrupted(self);
    }
    Waiter waiter = new Waiter(self, site);
    int holds = lock.giveBack(self);
    waiters.add(waiter);
    setWord(++changes);
    boolean mayBeWhim = execution.limits().hasSpuriousWakeUps() && Whims.of(self).isLeft();
    execution.visible(
        new Left(
            site,
            patience.isTimed() || mayBeWhim,
            patience.isInterruptible(),
            self.signals,
            patience.isTimed()
                ? Time.touched(this, self.signals)
                : new Location[] {this, self.signals}));
    if (waiter.isSignalled) {
      lock.take(self, holds);
      return End.SIGNAL;
    }
    waiters.remove(waiter);
    setWord(++changes);
    boolean isInterrupted = patience.isInterruptible() && Signals.isInterrupted(self);
    End end = End.TIME;
    if (!isInterrupted) {
      end = mayBeWhim && (!patience.isTimed() || execution.outcome(2) == 1) ? End.WHIM : End.TIME;
      if (end == End.TIME) {
        Time.pass(deadlineNanos);
      } else {
        Whims.of(self).take();
      }
      execution.ended(end == End.TIME ? "the time is up" : "for no reason");
    }
    if (isInterrupted && isOfMonitor) {
      execution.visible(lock.taking(site, self.signals));
      Signals.takeInterrupt(self);
    } else {
      if (isInterrupted) {
        Signals.takeInterrupt(self);
      }
      execution.visible(lock.taking(site));
    }
    lock.take(self, holds);
    if (isInterrupted) {
      throw new InterruptedException();
    }
    return end;
  }

  /** Wakes one: the one that has waited longest, or any. The running task holds the lock. */
  void signal(String verb, boolean isAnyone, Site site) {
    Execution execution = begin(verb, site);
    if (!waiters.isEmpty()) {
      wake(waiters.remove(isAnyone ? execution.outcome(waiters.size()) : 0), execution);
    }
  }

  /** Wakes all. The running task holds the lock. */
  void signalAll(String verb, Site site) {
    Execution execution = begin(verb, site);
    waiters.forEach(waiter -> wake(waiter, execution));
    waiters.clear();
  }

  private Execution begin(String verb, Site site) {
    Execution execution = Execution.current();
    execution.running().spin.reset();
    Signalling op = new Signalling(verb, site, this);
    execution.visible(op);
    op.isLost = waiters.isEmpty();
    setWord(++changes);
    return execution;
  }

  private void wake(Waiter waiter, Execution execution) {
    waiter.isSignalled = true;
    execution.replace(waiter.task, lock.taking(waiter.site));
  }

  /** Sees how many wait. */
  int count(Site site) {
    Execution.current().visible(Op.read("look at", site, this));
    return waiters.size();
  }

  /** To leave without a signal. */
  private static final class Left extends Signals.Waiting {
    private final boolean canLeave;

    Left(
        Site site,
        boolean canLeave,
        boolean isInterruptible,
        Location signals,
        Location... locations) {
      super("wait for", site, ~0, isInterruptible, signals, locations);
      this.canLeave = canLeave;
    }

    @Override
    boolean isReady(@Nullable Location at, long before) {
      return canLeave;
    }
  }

  /** A signal: lost if nobody waited. */
  private static final class Signalling extends Op {
    private boolean isLost;

    Signalling(String verb, Site site, WaitSet set) {
      super(verb, site, 1, set);
    }

    @Override
    boolean isSignalFor(Op waiting) {
      return isLost && waiting.locationCount() > 0 && waiting.location(0) == location(0);
    }
  }
}
