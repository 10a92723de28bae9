package dev.stele.process;

/**
 * Is handed events as they are appended: fresh, and no more than that. Called after the event is
 * durable, on the thread that appended it, for each process in the order of its events. What it
 * throws is dropped; what it misses stands in the log. Never sees what ended a process.
 *
 * <p>Must not write to the registry: the process is held up meanwhile, and two sinks that write to
 * each other's processes would wait for each other.
 */
@FunctionalInterface
public interface EventSink {

  /** Takes an event. The thread that appended it waits meanwhile. */
  void emit(ProcessEvent event);
}
