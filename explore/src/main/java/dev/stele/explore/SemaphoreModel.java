package dev.stele.explore;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands for {@link Semaphore}. A fair one is explored as if it were not: who asks later may be
 * served first.
 */
final class SemaphoreModel {

  static final String[] HARMLESS = {"<init>", "isFair"};

  private SemaphoreModel() {}

  /**
   * Its word is how many permits there are. Releases do not disturb each other: that is why they
   * count as reads, and all else as writes.
   */
  private static final class Permits extends Location {
    private @Nullable VectorClock published;

    Permits(Object semaphore) {
      super("Semaphore", () -> Values.text(semaphore));
      setWord(((Semaphore) semaphore).availablePermits());
    }

    static Permits of(Semaphore semaphore) {
      return Execution.current().state(semaphore, Permits.class, Permits::new);
    }

    Waits.Goal goal(int count) {
      if (count < 0) {
        throw new IllegalArgumentException();
      }
      return new Waits.Goal("acquire", this, true, word -> word >= count);
    }

    void take(long count) {
      setWord(word() - count);
      Execution.current().running().acquire(published);
    }
  }

  static void acquire(Semaphore semaphore, Site site) throws InterruptedException {
    acquire(semaphore, 1, site);
  }

  static void acquire(Semaphore semaphore, int count, Site site) throws InterruptedException {
    Permits permits = Permits.of(semaphore);
    Waits.untilInterrupted(permits.goal(count), Waits.NOBODY, site);
    permits.take(count);
  }

  static void acquireUninterruptibly(Semaphore semaphore, Site site) {
    acquireUninterruptibly(semaphore, 1, site);
  }

  static void acquireUninterruptibly(Semaphore semaphore, int count, Site site) {
    Permits permits = Permits.of(semaphore);
    Waits.uninterruptibly(permits.goal(count), Waits.NOBODY, site);
    permits.take(count);
  }

  static boolean tryAcquire(Semaphore semaphore, Site site) {
    return tryAcquire(semaphore, 1, site);
  }

  static boolean tryAcquire(Semaphore semaphore, int count, Site site) {
    Permits permits = Permits.of(semaphore);
    boolean isThere = permits.goal(count).isReached().test(step(permits, "try to acquire", site));
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
    Permits permits = Permits.of(semaphore);
    boolean isThere = Waits.until(permits.goal(count), timeout, unit, Waits.NOBODY, site);
    if (isThere) {
      permits.take(count);
    }
    return isThere;
  }

  static void release(Semaphore semaphore, Site site) {
    release(semaphore, 1, site);
  }

  static void release(Semaphore semaphore, int count, Site site) {
    if (count < 0) {
      throw new IllegalArgumentException();
    }
    Permits permits = Permits.of(semaphore);
    Execution execution = Execution.current();
    execution.running().spin.reset();
    execution.visible(Op.read("release", site, permits));
    if (permits.word() + count > Integer.MAX_VALUE) {
      throw new Error("Maximum permit count exceeded");
    }
    permits.published = VectorClock.joined(permits.published, execution.running().release());
    permits.setWord(permits.word() + count);
  }

  static int availablePermits(Semaphore semaphore, Site site) {
    return (int) step(Permits.of(semaphore), "look at", site);
  }

  static String toString(Semaphore semaphore, Site site) {
    return Values.jdkText(
        semaphore.getClass().getName(),
        semaphore,
        "Permits = " + availablePermits(semaphore, site));
  }

  static int drainPermits(Semaphore semaphore, Site site) {
    Permits permits = Permits.of(semaphore);
    long drained = step(permits, "drain", site);
    if (drained > 0) {
      permits.take(drained);
    } else {
      permits.setWord(0); // Nothing was acquired, so nothing is known.
    }
    return (int) drained;
  }

  private static long step(Permits permits, String verb, Site site) {
    Execution execution = Execution.current();
    execution.running().spin.reset();
    execution.visible(Op.write(verb, site, permits));
    return permits.word();
  }
}
