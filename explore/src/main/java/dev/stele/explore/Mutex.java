package dev.stele.explore;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A lock that one task holds at a time and may take again. Its word is 0 if it is free, and the
 * number of its holder plus 1 if it is not.
 *
 * <p>To take again what one holds, to be refused what one does not hold, and to ask whether one
 * holds it, are no choice points: only the holder could make a difference.
 */
final class Mutex extends Lockable {

  static final long FREE = 0;

  private @Nullable Task holder;
  private int holds;
  private @Nullable VectorClock published;

  Mutex(String kind, Label label) {
    super(kind, label);
  }

  @Nullable Task holder() {
    return holder;
  }

  @Override
  boolean isHeldBy(Task task) {
    return holder == task;
  }

  /** How many times the running task has taken it and not given it back. */
  int holdsOf(Task task) {
    return holder == task ? holds : 0;
  }

  void lock(Site site) {
    Execution execution = Execution.current();
    Task self = execution.running();
    if (holder != self) {
      self.spin.reset();
      execution.visible(new Taking(site, this, this));
    }
    take(self, 1);
  }

  /** Takes it, unless the task is interrupted before it can. */
  void lockInterruptibly(Site site) throws InterruptedException {
    Execution execution = Execution.current();
    Task self = execution.running();
    self.spin.reset();
    if (holder == self) {
      execution.visible(Op.write("look for an interrupt", site, self.signals));
    } else {
      execution.visible(new TakingInterruptibly(site, this, self.signals));
    }
    Signals.throwIfInterrupted(self);
    take(self, 1);
  }

  boolean tryLock(Site site) {
    Execution execution = Execution.current();
    Task self = execution.running();
    if (holder != self) {
      self.spin.reset();
      execution.visible(Op.write("try to lock", site, this));
    }
    return takeIfFree(self);
  }

  /** Takes it, or gives up: whenever it is not free the time may be up. */
  boolean tryLock(long timeoutNanos, Site site) throws InterruptedException {
    Execution execution = Execution.current();
    Task self = execution.running();
    self.spin.reset();
    long deadline = timeoutNanos > 0 ? Time.deadline(timeoutNanos, site) : 0;
    Location[] locations =
        holder == self ? new Location[] {self.signals} : new Location[] {this, self.signals};
    execution.visible(
        timeoutNanos > 0
            ? Time.passing("try to lock", site, locations)
            : new Op("try to lock", site, ~0, locations));
    Signals.throwIfInterrupted(self);
    boolean isTaken = takeIfFree(self);
    if (!isTaken && timeoutNanos > 0) {
      Time.pass(deadline);
    }
    execution.note(isTaken);
    return isTaken;
  }

  private boolean takeIfFree(Task self) {
    if (holder != null && holder != self) {
      return false;
    }
    take(self, 1);
    return true;
  }

  /** Gives back one hold of the running task, which must have one. */
  void unlock(Site site) {
    Execution execution = Execution.current();
    Task self = execution.running();
    if (holds > 1) {
      holds--;
      return;
    }
    self.spin.reset();
    execution.visible(Op.write("unlock", site, this));
    giveBack(self);
  }

  /** Sees whether anybody holds it. */
  boolean isLocked(Site site) {
    Execution execution = Execution.current();
    if (holder != execution.running()) {
      execution.visible(Op.read("look at", site, this));
    }
    return holder != null;
  }

  @Override
  void take(Task task, int times) {
    if (holder == task) {
      holds += times;
      return;
    }
    holder = task;
    holds = times;
    task.acquire(published);
    setWord(task.id + 1L);
  }

  @Override
  int giveBack(Task task) {
    int times = holds;
    holder = null;
    holds = 0;
    published = task.release();
    setWord(FREE);
    return times;
  }

  @Override
  Op taking(Site site, Location... others) {
    return new Taking(site, this, with(others));
  }

  private static final class Taking extends Op {
    private final Mutex mutex;

    Taking(Site site, Mutex mutex, Location... all) {
      super("lock", site, ~0, all);
      this.mutex = mutex;
    }

    @Override
    boolean isEnabled(@Nullable Location at, long before) {
      return word(mutex, at, before) == FREE;
    }

    @Override
    Optional<Task> blocker() {
      return Optional.ofNullable(mutex.holder);
    }
  }

  private static final class TakingInterruptibly extends Op {
    private final Mutex mutex;
    private final Location signals;

    TakingInterruptibly(Site site, Mutex mutex, Location signals) {
      super("lock", site, 0b11, mutex, signals);
      this.mutex = mutex;
      this.signals = signals;
    }

    @Override
    boolean isEnabled(@Nullable Location at, long before) {
      return word(mutex, at, before) == FREE || (word(signals, at, before) & Task.INTERRUPTED) != 0;
    }

    @Override
    Optional<Task> blocker() {
      return Optional.ofNullable(mutex.holder);
    }
  }
}
