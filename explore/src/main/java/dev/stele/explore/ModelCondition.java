package dev.stele.explore;

import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A condition of a lock that is explored. What it is in an execution, the execution keeps. */
final class ModelCondition implements Condition {

  private final Lock lock;
  private final Finder finder;

  /** Finds what stands for a lock in the running execution. */
  @FunctionalInterface
  interface Finder {
    Lockable of(Lock lock);
  }

  ModelCondition(Lock lock, Finder finder) {
    this.lock = lock;
    this.finder = finder;
  }

  Lock lock() {
    return lock;
  }

  WaitSet set() {
    return Execution.current()
        .state(
            this,
            WaitSet.class,
            _ ->
                new WaitSet(
                    "condition of " + lock.getClass().getSimpleName(),
                    this::name,
                    finder.of(lock),
                    false));
  }

  /** A lock can have several: each has a number. */
  private String name() {
    return Execution.current().nameOf(this).replace("Model", "") + " of " + Values.text(lock);
  }

  @Override
  public void await() throws InterruptedException {
    ConditionModel.await(this, Site.NONE);
  }

  @Override
  public void awaitUninterruptibly() {
    ConditionModel.awaitUninterruptibly(this, Site.NONE);
  }

  @Override
  public long awaitNanos(long nanos) throws InterruptedException {
    return ConditionModel.awaitNanos(this, nanos, Site.NONE);
  }

  @Override
  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    return ConditionModel.await(this, time, unit, Site.NONE);
  }

  @Override
  public boolean awaitUntil(Date deadline) throws InterruptedException {
    return ConditionModel.awaitUntil(this, deadline, Site.NONE);
  }

  @Override
  public void signal() {
    ConditionModel.signal(this, Site.NONE);
  }

  @Override
  public void signalAll() {
    ConditionModel.signalAll(this, Site.NONE);
  }
}
