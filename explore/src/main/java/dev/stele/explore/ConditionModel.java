package dev.stele.explore;

import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/** Stands for conditions: of locks that are explored, or of the model's own making. */
@SuppressWarnings({
  "JavaUtilDate",
  "WaitNotInLoop"
}) // As the JDK has it. The loop, if one is needed, is the caller's.
final class ConditionModel {

  private ConditionModel() {}

  static void await(Condition condition, Site site) throws InterruptedException {
    if (condition instanceof ModelCondition own) {
      heldOrInterrupted(own, site).await(Patience.UNTIL_INTERRUPTED, 0, site);
    } else {
      condition.await();
    }
  }

  static void awaitUninterruptibly(Condition condition, Site site) {
    if (condition instanceof ModelCondition own) {
      try {
        held(own).await(Patience.ENDLESS, 0, site);
      } catch (InterruptedException e) {
        throw new IllegalStateException("this wait cannot be interrupted", e);
      }
    } else {
      condition.awaitUninterruptibly();
    }
  }

  static long awaitNanos(Condition condition, long nanos, Site site) throws InterruptedException {
    if (!(condition instanceof ModelCondition own)) {
      return condition.awaitNanos(nanos);
    }
    WaitSet set = heldOrInterrupted(own, site);
    long deadline = Time.deadline(nanos, site);
    WaitSet.End end = set.await(Patience.of(nanos), deadline, site);
    if (end == WaitSet.End.TIME) {
      return Math.min(0, nanos);
    }
    // Who was signalled may have got the lock so late that the time is over all the same.
    boolean isLate = nanos > 0 && Execution.current().outcome(2) == 1;
    if (isLate) {
      Time.passAlone(deadline, site);
      return 0;
    }
    return Time.remaining(deadline, site);
  }

  static boolean await(Condition condition, long time, TimeUnit unit, Site site)
      throws InterruptedException {
    if (!(condition instanceof ModelCondition own)) {
      return condition.await(time, unit);
    }
    long nanos = unit.toNanos(time);
    WaitSet set = heldOrInterrupted(own, site);
    return set.await(Patience.of(nanos), Time.deadline(nanos, site), site) != WaitSet.End.TIME;
  }

  static boolean awaitUntil(Condition condition, Date deadline, Site site)
      throws InterruptedException {
    if (!(condition instanceof ModelCondition own)) {
      return condition.awaitUntil(deadline);
    }
    long until = Time.deadlineOf(deadline.getTime());
    return heldOrInterrupted(own, site).await(Patience.of(0), until, site) != WaitSet.End.TIME;
  }

  static void signal(Condition condition, Site site) {
    if (condition instanceof ModelCondition own) {
      held(own).signal("signal", false, site);
    } else {
      condition.signal();
    }
  }

  static void signalAll(Condition condition, Site site) {
    if (condition instanceof ModelCondition own) {
      held(own).signalAll("signal all", site);
    } else {
      condition.signalAll();
    }
  }

  private static WaitSet held(ModelCondition condition) {
    WaitSet set = condition.set();
    if (!set.lock().isHeldBy(Execution.current().running())) {
      throw new IllegalMonitorStateException();
    }
    return set;
  }

  /** As the real one, that looks for an interrupt before it looks at the lock. */
  private static WaitSet heldOrInterrupted(ModelCondition condition, Site site)
      throws InterruptedException {
    Task self = Execution.current().running();
    if (!condition.set().lock().isHeldBy(self)) {
      Execution.current().visible(Op.write("look for an interrupt", site, self.signals));
      Signals.throwIfInterrupted(self);
    }
    return held(condition);
  }
}
