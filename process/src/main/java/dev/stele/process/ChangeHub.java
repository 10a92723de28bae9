package dev.stele.process;

import dev.stele.ground.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who listen that a process has changed, and nothing of what has: whoever is told reads
 * the registry again. Who subscribes before reading misses nothing.
 *
 * <p>There is something for a process only as long as somebody listens to it. Safe for any thread.
 * Once it is closed, all subscriptions are dead: they wait no more and say so.
 */
public final class ChangeHub implements AutoCloseable {

  /*
   * A counter for each process that somebody listens to. Telling counts up and wakes; waiting returns
   * at once if the counter is not what it was when this listener last looked. It is made by the first
   * subscription, and goes with the last one: how many there are changes with the entry of the map, in
   * one step. Who tells looks for it without, since one that is going has nobody to be told.
   */

  /** What is there for a process, and how many listen. */
  private record Entry(Counter counter, int listeners) {}

  /** What those who listen to a process have in common. */
  private static final class Counter {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long version; // Guarded by lock.
    private boolean isDead; // Guarded by lock.
  }

  private final Clock clock;
  private final ConcurrentMap<ProcessId, Entry> entries = new ConcurrentHashMap<>();
  private final List<AllChanges> all = new CopyOnWriteArrayList<>();
  private volatile boolean isClosed;

  /** Makes a hub whose waits end by a clock. */
  public ChangeHub(Clock clock) {
    this.clock = clock;
  }

  /** Begins to listen to a process, which need not be there. */
  public Subscription subscribe(ProcessId id) {
    Entry entry =
        entries.compute(
            id,
            (_, known) ->
                known == null
                    ? new Entry(new Counter(), 1)
                    : new Entry(known.counter, known.listeners + 1));
    Subscription subscription = new Subscription(id, entry.counter);
    if (isClosed) {
      kill(entry.counter); // Whoever closes it may have looked before.
    }
    return subscription;
  }

  /** Tells that a process has changed. Does nothing if nobody listens. */
  public void tell(ProcessId id) {
    Entry entry = entries.get(id);
    if (entry != null) {
      Counter counter = entry.counter;
      counter.lock.lock();
      try {
        counter.version++;
        counter.changed.signalAll();
      } finally {
        counter.lock.unlock();
      }
    }
    for (AllChanges listener : all) {
      listener.add(id);
    }
  }

  /** Returns how many processes somebody listens to. */
  public int size() {
    return entries.size();
  }

  /** Lets all subscriptions be dead. */
  @Override
  public void close() {
    isClosed = true;
    for (Entry entry : entries.values()) {
      kill(entry.counter);
    }
    for (AllChanges listener : all) {
      listener.poke();
    }
  }

  private static void kill(Counter counter) {
    counter.lock.lock();
    try {
      counter.isDead = true;
      counter.changed.signalAll();
    } finally {
      counter.lock.unlock();
    }
  }

  /** One who listens to a process. For one thread at a time. */
  public final class Subscription implements AutoCloseable {
    private final ProcessId id;
    private final Counter counter;
    private long seen;
    private boolean isOver;

    private Subscription(ProcessId id, Counter counter) {
      this.id = id;
      this.counter = counter;
      counter.lock.lock();
      try {
        this.seen = counter.version;
      } finally {
        counter.lock.unlock();
      }
    }

    /** Tells whether it can still be told of anything. */
    public boolean isLive() {
      counter.lock.lock();
      try {
        return !counter.isDead;
      } finally {
        counter.lock.unlock();
      }
    }

    /**
     * Waits until the process has changed since the last call that said so, or since the
     * subscription.
     *
     * @return false if the time ran out, or the hub is closed
     * @throws InterruptedException if the thread is interrupted; nothing was changed
     */
    public boolean awaitChange(Duration atMost) throws InterruptedException {
      long deadlineNanos = clock.deadlineAfter(atMost);
      counter.lock.lockInterruptibly();
      try {
        while (counter.version == seen) {
          if (counter.isDead || !clock.awaitUntil(counter.lock, counter.changed, deadlineNanos)) {
            return takeSeen();
          }
        }
        return takeSeen();
      } finally {
        counter.lock.unlock();
      }
    }

    private boolean takeSeen() {
      boolean isChanged = counter.version != seen;
      seen = counter.version;
      return isChanged;
    }

    /** Listens no more. A second call does nothing. */
    @Override
    public void close() {
      if (!isOver) {
        isOver = true;
        entries.computeIfPresent(
            id,
            (_, known) ->
                known.listeners == 1 ? null : new Entry(known.counter, known.listeners - 1));
      }
    }
  }

  /** Begins to listen to all processes, for a worker. */
  AllChanges subscribeAll() {
    AllChanges listener = new AllChanges();
    all.add(listener);
    return listener;
  }

  /** One who listens to all processes: which have changed, each named once. */
  final class AllChanges implements AutoCloseable {
    private static final int IDS_MAX = 1 << 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock.
    private Set<ProcessId> ids = new LinkedHashSet<>();
    private boolean isOverflown;
    private boolean isPoked;

    /** Takes note of a process, and lets whoever waits go on. */
    void add(ProcessId id) {
      lock.lock();
      try {
        if (ids.size() < IDS_MAX) {
          ids.add(id);
        } else {
          isOverflown = true;
        }
        changed.signal();
      } finally {
        lock.unlock();
      }
    }

    /** Lets whoever waits go on. */
    void poke() {
      lock.lock();
      try {
        isPoked = true;
        changed.signal();
      } finally {
        lock.unlock();
      }
    }

    /**
     * Waits until something has changed, somebody pokes, or the time is over.
     *
     * @return which processes have changed; null if too many have: then look at all
     */
    @Nullable Set<ProcessId> take(long deadlineNanos) throws InterruptedException {
      lock.lockInterruptibly();
      try {
        while (ids.isEmpty() && !isPoked && !isOverflown) {
          if (!clock.awaitUntil(lock, changed, deadlineNanos)) {
            break;
          }
        }
        Set<ProcessId> taken = ids;
        boolean isTooMany = isOverflown;
        ids = new LinkedHashSet<>();
        isPoked = false;
        isOverflown = false;
        return isTooMany ? null : taken;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      all.remove(this);
    }
  }
}
