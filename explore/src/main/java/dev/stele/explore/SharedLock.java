package dev.stele.explore;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock that many may hold to read, or one to write. Its word is how many tasks read, and {@link
 * #WRITER} for one who writes. To begin and to end reading count as reads: readers do not disturb
 * each other.
 */
@SuppressWarnings("ReferenceEquality") // Identity is what is meant.
final class SharedLock extends Lockable {

  static final long WRITER = 1L << 32;

  private final Map<Task, Integer> readers = new LinkedHashMap<>();
  private @Nullable Task writer;
  private int holds;
  private @Nullable VectorClock writersClock;
  private @Nullable VectorClock readersClock;

  private final Waits.Goal toRead =
      new Waits.Goal("lock for reading", this, false, word -> word < WRITER);
  private final Waits.Goal toWrite =
      new Waits.Goal("lock for writing", this, true, word -> word == 0);

  private SharedLock(Object lock) {
    super(lock.getClass().getSimpleName(), () -> Values.text(lock));
  }

  static SharedLock of(ReentrantReadWriteLock lock) {
    return Execution.current().state(lock, SharedLock.class, SharedLock::new);
  }

  // --- Reading -----------------------------------------------------------------------------------

  void read(Site site) {
    if (!mustNotWaitToRead()) {
      Waits.uninterruptibly(toRead, () -> Optional.ofNullable(writer), site);
    }
    beginReading();
  }

  void readInterruptibly(Site site) throws InterruptedException {
    if (mustNotWaitToRead()) {
      throwIfInterrupted(site);
    } else {
      Waits.untilInterrupted(toRead, () -> Optional.ofNullable(writer), site);
    }
    beginReading();
  }

  boolean tryRead(Site site) {
    if (!mustNotWaitToRead()) {
      step(Op.read("try to lock for reading", site, this));
      if (word() >= WRITER) {
        return false;
      }
    }
    beginReading();
    return true;
  }

  boolean tryRead(long nanos, Site site) throws InterruptedException {
    if (mustNotWaitToRead()) {
      throwIfInterrupted(site);
    } else if (!Waits.until(toRead, Patience.of(nanos), Waits.NOBODY, site)) {
      return false;
    }
    beginReading();
    return true;
  }

  /** Who reads or writes may read again: nobody else can make a difference. */
  private boolean mustNotWaitToRead() {
    Task self = Execution.current().running();
    return writer == self || readers.containsKey(self);
  }

  private void beginReading() {
    Task self = Execution.current().running();
    if (readers.merge(self, 1, Integer::sum) == 1) {
      setWord(word() + 1);
      self.acquire(writersClock);
    }
  }

  void endReading(Site site) {
    Task self = Execution.current().running();
    int left = readHolds() - 1;
    if (left < 0) {
      throw new IllegalMonitorStateException(
          "attempt to unlock read lock, not locked by current thread");
    }
    if (left > 0) {
      readers.put(self, left);
      return;
    }
    step(Op.read("unlock for reading", site, this));
    readers.remove(self);
    setWord(word() - 1);
    readersClock = VectorClock.joined(readersClock, self.release());
  }

  int readHolds() {
    return readers.getOrDefault(Execution.current().running(), 0);
  }

  // --- Writing -----------------------------------------------------------------------------------

  void write(Site site) {
    if (!isHeldBy(Execution.current().running())) {
      Waits.uninterruptibly(toWrite, this::inTheWay, site);
    }
    take(Execution.current().running(), 1);
  }

  void writeInterruptibly(Site site) throws InterruptedException {
    if (isHeldBy(Execution.current().running())) {
      throwIfInterrupted(site);
    } else {
      Waits.untilInterrupted(toWrite, this::inTheWay, site);
    }
    take(Execution.current().running(), 1);
  }

  boolean tryWrite(Site site) {
    if (!isHeldBy(Execution.current().running())) {
      step(Op.write("try to lock for writing", site, this));
      if (word() != 0) {
        return false;
      }
    }
    take(Execution.current().running(), 1);
    return true;
  }

  boolean tryWrite(long nanos, Site site) throws InterruptedException {
    if (isHeldBy(Execution.current().running())) {
      throwIfInterrupted(site);
    } else if (!Waits.until(toWrite, Patience.of(nanos), Waits.NOBODY, site)) {
      return false;
    }
    take(Execution.current().running(), 1);
    return true;
  }

  void endWriting(Site site) {
    Task self = Execution.current().running();
    if (writer != self) {
      throw new IllegalMonitorStateException();
    }
    if (holds > 1) {
      holds--;
      return;
    }
    step(Op.write("unlock for writing", site, this));
    giveBack(self);
  }

  int writeHolds() {
    return isHeldBy(Execution.current().running()) ? holds : 0;
  }

  /** Somebody who keeps a writer out: itself, if it reads. */
  private Optional<Task> inTheWay() {
    return writer != null ? Optional.of(writer) : readers.keySet().stream().findFirst();
  }

  @Override
  boolean isHeldBy(Task task) {
    return writer == task;
  }

  @Override
  void take(Task task, int times) {
    if (writer == task) {
      holds += times;
      return;
    }
    writer = task;
    holds = times;
    task.acquire(writersClock);
    task.acquire(readersClock);
    setWord(word() + WRITER);
  }

  @Override
  int giveBack(Task task) {
    int times = holds;
    writer = null;
    holds = 0;
    writersClock = task.release();
    setWord(word() - WRITER);
    return times;
  }

  @Override
  Op taking(Site site) {
    return new Taking(site, this);
  }

  private static final class Taking extends Op {
    private final SharedLock lock;

    Taking(Site site, SharedLock lock) {
      super("lock for writing", site, 1, lock);
      this.lock = lock;
    }

    @Override
    boolean isEnabled(@Nullable Location at, long before) {
      return word(lock, at, before) == 0;
    }

    @Override
    Optional<Task> blocker() {
      return lock.inTheWay();
    }
  }

  // --- Both --------------------------------------------------------------------------------------

  @Nullable Task writer() {
    return writer;
  }

  /** How many times its writer has taken it. */
  int holds() {
    return writer == null ? 0 : holds;
  }

  /** How many times all readers have taken it. */
  int allReadHolds() {
    return readers.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Sees its state; that disturbs readers too. */
  long look(Site site) {
    step(Op.write("look at", site, this));
    return word();
  }

  private static void throwIfInterrupted(Site site) throws InterruptedException {
    Task self = Execution.current().running();
    step(Op.write("look for an interrupt", site, self.signals));
    Signals.throwIfInterrupted(self);
  }

  private static void step(Op op) {
    Execution execution = Execution.current();
    execution.running().spin.reset();
    execution.visible(op);
  }
}
