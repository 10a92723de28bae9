package dev.stele.explore;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Stands for {@link CountDownLatch}. */
final class CountDownLatchModel {

  static final String[] HARMLESS = {"<init>"};

  private CountDownLatchModel() {}

  /**
   * Its word is the count, less what was counted down when it was open already: below 0 too, so
   * that each adds the same to it, whoever comes last. Those who count down do not disturb each
   * other, nor do those who wait. Only one of the two can count as reads: those of whom there are
   * more.
   */
  private static final class Latch extends Location {
    private final boolean hasManyCounters;
    private @Nullable VectorClock published;

    Latch(Object latch) {
      super("CountDownLatch", () -> Values.text(latch));
      setWord(((CountDownLatch) latch).getCount());
      hasManyCounters = word() > 1;
    }

    static Latch of(CountDownLatch latch) {
      return Execution.current().state(latch, Latch.class, Latch::new);
    }

    Waits.Goal opened() {
      return new Waits.Goal("wait for", this, hasManyCounters, word -> word <= 0);
    }

    void learn() {
      Execution.current().running().acquire(published);
    }
  }

  static void countDown(CountDownLatch latch, Site site) {
    Latch counted = Latch.of(latch);
    Execution execution = Execution.current();
    execution.running().spin.reset();
    execution.visible(
        counted.hasManyCounters
            ? Op.read("count down", site, counted)
            : Op.write("count down", site, counted));
    if (counted.word() > 0) { // Else it is open, and nobody learns of this.
      counted.published = VectorClock.joined(counted.published, execution.running().release());
    }
    counted.setWord(counted.word() - 1);
  }

  static void await(CountDownLatch latch, Site site) throws InterruptedException {
    Latch awaited = Latch.of(latch);
    Waits.untilInterrupted(awaited.opened(), Waits.NOBODY, site);
    awaited.learn();
  }

  static boolean await(CountDownLatch latch, long timeout, TimeUnit unit, Site site)
      throws InterruptedException {
    Latch awaited = Latch.of(latch);
    boolean isOpen = Waits.until(awaited.opened(), timeout, unit, Waits.NOBODY, site);
    if (isOpen) {
      awaited.learn();
    }
    return isOpen;
  }

  static String toString(CountDownLatch latch, Site site) {
    return Values.jdkText(latch.getClass().getName(), latch, "Count = " + getCount(latch, site));
  }

  static long getCount(CountDownLatch latch, Site site) {
    Latch counted = Latch.of(latch);
    Execution.current()
        .visible(
            counted.hasManyCounters
                ? Op.write("look at", site, counted)
                : Op.read("look at", site, counted));
    return Math.max(0, counted.word());
  }
}
