package dev.stele.explore;

import java.util.concurrent.TimeUnit;

/** Stands for the monitors of objects: {@code synchronized}, wait and notify. */
final class MonitorModel {

  private MonitorModel() {}

  /** The monitor of an object. */
  private static final class Monitor {
    private final Mutex mutex;
    private final WaitSet set;

    Monitor(Object object) {
      String type = object instanceof Class<?> ? "class" : object.getClass().getSimpleName();
      Location.Label label = () -> "the monitor of " + Values.text(object);
      mutex = new Mutex("monitor of " + type, label);
      set = new WaitSet("wait set of " + type, label, mutex, true);
    }

    static Monitor of(Object object) {
      return Execution.current().state(object, Monitor.class, Monitor::new);
    }

    static Monitor held(Object object) {
      Monitor monitor = of(object);
      if (!monitor.mutex.isHeldBy(Execution.current().running())) {
        throw new IllegalMonitorStateException("current thread is not owner");
      }
      return monitor;
    }
  }

  static void enter(Object object, Site site) {
    Monitor.of(java.util.Objects.requireNonNull(object)).mutex.lock(site);
  }

  static void exit(Object object, Site site) {
    Monitor.held(object).mutex.unlock(site);
  }

  static boolean holdsLock(Object object) {
    return Monitor.of(java.util.Objects.requireNonNull(object))
        .mutex
        .isHeldBy(Execution.current().running());
  }

  static void wait(Object object, Site site) throws InterruptedException {
    Monitor.held(object).set.await(Patience.UNTIL_INTERRUPTED, 0, site);
  }

  static void wait(Object object, long timeoutMillis, Site site) throws InterruptedException {
    if (timeoutMillis < 0) {
      throw new IllegalArgumentException("timeout value is negative");
    }
    if (timeoutMillis == 0) {
      wait(object, site);
      return;
    }
    WaitSet set = Monitor.held(object).set;
    long nanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    set.await(Patience.of(nanos), Time.deadline(nanos, site), site);
  }

  static void wait(Object object, long timeoutMillis, int nanos, Site site)
      throws InterruptedException {
    if (timeoutMillis < 0) {
      throw new IllegalArgumentException("timeoutMillis value is negative");
    }
    if (nanos < 0 || nanos > 999_999) {
      throw new IllegalArgumentException("nanosecond timeout value out of range");
    }
    wait(
        object,
        nanos > 0 && timeoutMillis < Long.MAX_VALUE ? timeoutMillis + 1 : timeoutMillis,
        site);
  }

  static void notify(Object object, Site site) {
    Monitor.held(object).set.signal("notify", true, site);
  }

  static void notifyAll(Object object, Site site) {
    Monitor.held(object).set.signalAll("notify all", site);
  }
}
