package dev.stele.explore;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands for {@link Semaphore}. A fair one is explored as if it were not: who asks later may be
 * served first.
 *
 * <p>Who asks for several permits and finds too few stands in a queue, and all who come behind it
 * wait for it, though there are permits enough for them: the JDK's semaphore does so. For who asks
 * for one permit it makes no difference when it asked; so only to ask for several is a step of its
 * own.
 */
final class SemaphoreModel {

  static final String[] HARMLESS = {"<init>", "isFair"};

  private SemaphoreModel() {}

  /**
   * Its word is how many permits there are, and above them the number of who stands first in the
   * queue. Releases do not disturb each other: that is why they count as reads, and all else as
   * writes.
   */
  private static final class Permits extends Location {
    private static final int ABOVE = 32;

    private final Deque<Integer> queue = new ArrayDeque<>();
    private int lastNumber;
    private @Nullable VectorClock published;

    Permits(Object semaphore) {
      super("Semaphore", () -> Values.text(semaphore));
      setWord(((Semaphore) semaphore).availablePermits());
    }

    static Permits of(Semaphore semaphore) {
      return Execution.current().state(semaphore, Permits.class, Permits::new);
    }

    static int count(long word) {
      return (int) word;
    }

    private static int first(long word) {
      return (int) ((word - count(word)) >> ABOVE);
    }

    /** To have permits, and to stand first in the queue under a number; 0 for who does not. */
    private Waits.Goal goal(int count, int number) {
      return new Waits.Goal(
          "acquire", this, true, word -> count(word) >= count && first(word) == number);
    }

    private void update(int count) {
      Integer first = queue.peek();
      setWord(count + ((first == null ? 0L : first) << ABOVE));
    }

    boolean acquire(int count, Patience patience, Site site) throws InterruptedException {
      checkCount(count);
      boolean isAcquired =
          count <= 1
              ? Waits.until(goal(count, 0), patience, Waits.NOBODY, site)
              : acquireSeveral(count, patience, site);
      if (isAcquired) {
        take(count);
      }
      return isAcquired;
    }

    private boolean acquireSeveral(int count, Patience patience, Site site)
        throws InterruptedException {
      Execution execution = Execution.current();
      Task self = execution.running();
      self.spin.reset();
      execution.visible(new Op("ask for", site, ~0, this, self.signals));
      if (patience.isInterruptible()) {
        Signals.throwIfInterrupted(self);
      }
      if (count(word()) >= count) {
        return true;
      }
      if (patience.timeoutNanos() == 0) {
        return false;
      }
      Integer number = ++lastNumber;
      queue.add(number);
      update(count(word()));
      boolean isInterrupted = false;
      boolean isReached = false;
      try {
        isReached = Waits.until(goal(count, number), patience, Waits.NOBODY, site);
      } catch (InterruptedException _) {
        isInterrupted = true;
      }
      queue.remove(number);
      update(count(word()));
      if (isInterrupted) {
        throw new InterruptedException();
      }
      return isReached;
    }

    void take(long count) {
      setWord(word() - count);
      Execution.current().running().acquire(published);
    }
  }

  private static void checkCount(int count) {
    if (count < 0) {
      throw new IllegalArgumentException();
    }
  }

  static void acquire(Semaphore semaphore, Site site) throws InterruptedException {
    acquire(semaphore, 1, site);
  }

  static void acquire(Semaphore semaphore, int count, Site site) throws InterruptedException {
    Permits.of(semaphore).acquire(count, Patience.UNTIL_INTERRUPTED, site);
  }

  static void acquireUninterruptibly(Semaphore semaphore, Site site) {
    acquireUninterruptibly(semaphore, 1, site);
  }

  static void acquireUninterruptibly(Semaphore semaphore, int count, Site site) {
    try {
      Permits.of(semaphore).acquire(count, Patience.ENDLESS, site);
    } catch (InterruptedException e) {
      throw new IllegalStateException("this wait cannot be interrupted", e);
    }
  }

  static boolean tryAcquire(Semaphore semaphore, Site site) {
    return tryAcquire(semaphore, 1, site);
  }

  static boolean tryAcquire(Semaphore semaphore, int count, Site site) {
    checkCount(count);
    Permits permits = Permits.of(semaphore);
    boolean isThere = Permits.count(step(permits, "try to acquire", site)) >= count;
    if (isThere) {
      permits.take(count);
    }
    Execution.current().note(isThere);
    return isThere;
  }

  static boolean tryAcquire(Semaphore semaphore, long timeout, TimeUnit unit, Site site)
      throws InterruptedException {
    return tryAcquire(semaphore, 1, timeout, unit, site);
  }

  static boolean tryAcquire(Semaphore semaphore, int count, long timeout, TimeUnit unit, Site site)
      throws InterruptedException {
    return Permits.of(semaphore).acquire(count, Patience.of(unit.toNanos(timeout)), site);
  }

  static void release(Semaphore semaphore, Site site) {
    release(semaphore, 1, site);
  }

  static void release(Semaphore semaphore, int count, Site site) {
    checkCount(count);
    Permits permits = Permits.of(semaphore);
    Execution execution = Execution.current();
    execution.running().spin.reset();
    execution.visible(Op.read("release", site, permits));
    if ((long) Permits.count(permits.word()) + count > Integer.MAX_VALUE) {
      new Semaphore(1).release(Integer.MAX_VALUE); // Throws what it throws.
    }
    permits.published = VectorClock.joined(permits.published, execution.running().release());
    permits.setWord(permits.word() + count);
  }

  static int availablePermits(Semaphore semaphore, Site site) {
    return Permits.count(step(Permits.of(semaphore), "look at", site));
  }

  static String toString(Semaphore semaphore, Site site) {
    return Values.jdkText(
        semaphore.getClass().getName(),
        semaphore,
        "Permits = " + availablePermits(semaphore, site));
  }

  static int drainPermits(Semaphore semaphore, Site site) {
    Permits permits = Permits.of(semaphore);
    int drained = Permits.count(step(permits, "drain", site));
    if (drained > 0) {
      permits.take(drained);
    } else {
      permits.setWord(permits.word() - drained); // Nothing was acquired, so nothing is known.
    }
    return drained;
  }

  private static long step(Permits permits, String verb, Site site) {
    Execution execution = Execution.current();
    execution.running().spin.reset();
    execution.visible(Op.write(verb, site, permits));
    return permits.word();
  }
}
