package dev.stele.explore;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock that many may hold to read, or one to write. Its word is how many tasks read, {@link
 * #WRITER} for one who writes, and {@link #WAITING} for each who waits to write. To begin and to
 * end reading count as reads: readers do not disturb each other.
 *
 * <p>Who asks to write while others read stands in a queue, and who asks to read behind it waits
 * for it: the JDK's lock does so, and if one of those who read waits for who asks to, that is a
 * deadlock. To ask is therefore a step of its own. It can come as late as the writer before has
 * ended: no task can tell.
 */
@SuppressWarnings("ReferenceEquality") // Identity is what is meant.
final class SharedLock extends Lockable {

  static final long WRITER = 1L << 32;
  private static final long WAITING = 1L << 40;

  private final Map<Task, Integer> readers = new LinkedHashMap<>();
  private final Set<Task> writersWaiting = new LinkedHashSet<>();
  private @Nullable Task writer;
  private int holds;
  private @Nullable VectorClock writersClock;
  private @Nullable VectorClock readersClock;

  private final Waits.Goal toRead =
      new Waits.Goal("lock for reading", this, false, word -> word < WRITER);
  private final Waits.Goal toAsk =
      new Waits.Goal("ask to lock for writing", this, true, word -> !isWriteLocked(word));
  private final Waits.Goal toWrite =
      new Waits.Goal("lock for writing", this, true, SharedLock::isFree);

  private SharedLock(Object lock) {
    super(lock.getClass().getSimpleName(), () -> Values.text(lock));
  }

  static SharedLock of(ReentrantReadWriteLock lock) {
    return Execution.current().state(lock, SharedLock.class, SharedLock::new);
  }

  private static boolean isFree(long word) {
    return word % WAITING == 0;
  }

  static boolean isWriteLocked(long word) {
    return word % WAITING >= WRITER;
  }

  // --- Reading -----------------------------------------------------------------------------------

  void read(Site site) {
    if (!mustNotWaitToRead()) {
      Waits.uninterruptibly(toRead, this::beforeReading, site);
    }
    beginReading();
  }

  void readInterruptibly(Site site) throws InterruptedException {
    if (mustNotWaitToRead()) {
      throwIfInterrupted(site);
    } else {
      Waits.untilInterrupted(toRead, this::beforeReading, site);
    }
    beginReading();
  }

  boolean tryRead(Site site) {
    if (!mustNotWaitToRead()) {
      step(Op.read("try to lock for reading", site, this));
      if (isWriteLocked(word())) {
        return false; // Whoever only tries does not care for the queue.
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

  private Optional<Task> beforeReading() {
    return writer != null ? Optional.of(writer) : writersWaiting.stream().findFirst();
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
    try {
      write(Patience.ENDLESS, site);
    } catch (InterruptedException e) {
      throw new IllegalStateException("this wait cannot be interrupted", e);
    }
  }

  void writeInterruptibly(Site site) throws InterruptedException {
    write(Patience.UNTIL_INTERRUPTED, site);
  }

  boolean tryWrite(Site site) {
    if (!isHeldBy(Execution.current().running())) {
      step(Op.write("try to lock for writing", site, this));
      if (!isFree(word())) {
        return false;
      }
    }
    take(Execution.current().running(), 1);
    return true;
  }

  boolean tryWrite(long nanos, Site site) throws InterruptedException {
    return write(Patience.of(nanos), site);
  }

  private boolean write(Patience patience, Site site) throws InterruptedException {
    Task self = Execution.current().running();
    if (isHeldBy(self)) {
      if (patience.isInterruptible()) {
        throwIfInterrupted(site);
      }
    } else {
      boolean canAsk = Waits.until(toAsk, patience, () -> Optional.ofNullable(writer), site);
      boolean isTaken =
          canAsk
              && (isFree(word()) || (patience.timeoutNanos() != 0 && awaitWriting(patience, site)));
      if (!isTaken) {
        return false;
      }
    }
    take(self, 1);
    return true;
  }

  private boolean awaitWriting(Patience patience, Site site) throws InterruptedException {
    Task self = Execution.current().running();
    writersWaiting.add(self);
    setWord(word() + WAITING);
    boolean isInterrupted = false;
    boolean isReached = false;
    try {
      isReached = Waits.until(toWrite, patience, this::inTheWay, site);
    } catch (InterruptedException _) {
      isInterrupted = true;
    }
    writersWaiting.remove(self);
    setWord(word() - WAITING);
    if (isInterrupted) {
      throw new InterruptedException();
    }
    return isReached;
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
  Op taking(Site site, Location... others) {
    return new Taking(site, this, with(others));
  }

  private static final class Taking extends Op {
    private final SharedLock lock;

    Taking(Site site, SharedLock lock, Location... all) {
      super("lock for writing", site, ~0, all);
      this.lock = lock;
    }

    @Override
    boolean isEnabled(@Nullable Location at, long before) {
      return isFree(word(lock, at, before));
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
