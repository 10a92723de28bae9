package dev.stele.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an engine has of its process. For the thread that runs the engine, and those it waits for.
 *
 * <p>Every write carries the lease. Once that is lost, each call throws {@link
 * ProcessException.LeaseLost}, and nothing more is written: the engine ends.
 *
 * <p>While it waits for others, an engine takes no slot of its worker.
 */
public interface Context {

  /** The context of the engine that runs in this scope. */
  ScopedValue<Context> CURRENT = ScopedValue.newInstance();

  /** Returns the process. */
  ProcessId process();

  /** Returns what it was registered as. */
  Registration registration();

  /** Returns what it is to work on. */
  default Payload input() {
    return registration().work().input();
  }

  /** Returns the lease; its fence goes with whatever is written elsewhere. */
  Lease lease();

  /** Tells whether somebody has asked the process to end. */
  boolean isCancelRequested();

  /** Tells whether the worker is about to end, and will not wait long. */
  boolean isDraining();

  /**
   * Appends an event. One that ends the process ends it: what the engine returns after that counts
   * for nothing.
   *
   * @throws RefusedException if it is refused for what it is
   */
  ProcessEvent emit(ProcessAppend append);

  /**
   * Appends events, all or none; none of them with a key, and none that wakes or ends.
   *
   * @throws RefusedException if one is refused for what it is
   * @throws IllegalArgumentException if one has a key, or would wake somebody or end the process
   */
  void emitAll(List<ProcessAppend> appends);

  /**
   * Waits for a signal. The nth wait for a name in this attempt meets the nth signal of that name:
   * in a later attempt the same waits meet the same signals.
   *
   * @throws InterruptedException if it is interrupted; the wait does not count
   */
  ProcessEvent awaitSignal(String signal) throws InterruptedException;

  /**
   * As above, for a time.
   *
   * @return empty if the time ran out; the wait does not count
   */
  Optional<ProcessEvent> awaitSignal(String signal, Duration atMost) throws InterruptedException;

  /**
   * Waits for another process to end.
   *
   * @throws ProcessException.UnknownProcess if there is none
   * @throws IllegalArgumentException if it is this process
   */
  ProcessOutcome awaitProcess(ProcessId id) throws InterruptedException;

  /** Returns the registry, to start processes and to signal to them. */
  Registry registry();
}
