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
   * at once if the counter is not what it was when this listener last looked. An entry is made by the
   * first subscription, counts those who have it, and goes with the last one, all within compute; who
   * tells looks for it without, since an entry that is going has nobody to be told.
   */

  /** What those who listen to a process have in common. */
  private static final class Entry {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long version; // Guarded by lock.
    private boolean isDead; // Guarded by lock.
    private int listeners; // Changed within compute alone.
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
            (_, known) -> {
              Entry one = known == null ? new Entry() : known;
              one.listeners++;
              return one;
            });
    Subscription subscription = new Subscription(id, entry);
    if (isClosed) {
      kill(entry);
    }
    return subscription;
  }

  /** Tells that a process has changed. Does nothing if nobody listens. */
  public void tell(ProcessId id) {
    Entry entry = entries.get(id);
    if (entry != null) {
      entry.lock.lock();
      try {
        entry.version++;
        entry.changed.signalAll();
      } finally {
        entry.lock.unlock();
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
    entries.values().forEach(ChangeHub::kill);
    all.forEach(AllChanges::poke);
  }

  private static void kill(Entry entry) {
    entry.lock.lock();
    try {
      entry.isDead = true;
      entry.changed.signalAll();
    } finally {
      entry.lock.unlock();
    }
  }

  /** One who listens to a process. For one thread at a time. */
  public final class Subscription implements AutoCloseable {
    private final ProcessId id;
    private final Entry entry;
    private long seen;
    private boolean isOver;

    private Subscription(ProcessId id, Entry entry) {
      this.id = id;
      this.entry = entry;
      entry.lock.lock();
      try {
        this.seen = entry.version;
      } finally {
        entry.lock.unlock();
      }
    }

    /** Tells whether it can still be told of anything. */
    public boolean isLive() {
      entry.lock.lock();
      try {
        return !entry.isDead;
      } finally {
        entry.lock.unlock();
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
      entry.lock.lockInterruptibly();
      try {
        while (entry.version == seen) {
          if (entry.isDead || !clock.awaitUntil(entry.lock, entry.changed, deadlineNanos)) {
            return takeSeen();
          }
        }
        return takeSeen();
      } finally {
        entry.lock.unlock();
      }
    }

    private boolean takeSeen() {
      boolean isChanged = entry.version != seen;
      seen = entry.version;
      return isChanged;
    }

    /** Listens no more. A second call does nothing. */
    @Override
    public void close() {
      if (!isOver) {
        isOver = true;
        entries.computeIfPresent(
            id,
            (_, known) -> {
              known.listeners--;
              return known.listeners == 0 ? null : known;
            });
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
