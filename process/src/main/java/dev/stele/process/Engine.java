package dev.stele.process;

/**
 * Does the work of one kind.
 *
 * <p>Runs on a virtual thread of its own. Whatever it returns is what the process ends in. Whatever
 * it throws is an attempt that failed: a process that can be run again is, as its policy says; one
 * that is bound to its owner has failed. What the registry or the store threw is let through: it
 * never becomes what a process ends in.
 *
 * <p>When the process is asked to end, its lease is lost, or the worker drains, the thread is
 * interrupted once. An engine that ends with an exception then has been cancelled.
 */
@FunctionalInterface
public interface Engine {

  /**
   * Does the work.
   *
   * @throws Exception if this attempt failed
   */
  ProcessOutcome run(Context context) throws Exception;
}
