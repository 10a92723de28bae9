package dev.stele.process;

/**
 * That a session is woken by an event. It stands in the log with the event, in the stream {@link
 * ProcessReader#wakes} of the session.
 *
 * @param id the same for events with equal keys, however often they are appended
 */
public record WakeDelivery(
    String id, SessionScope target, ProcessId process, long sequence, String input) {}
