package dev.stele.process;

/** What waiting for an event has come to. */
public sealed interface Awaited {

  /** It is there. */
  record Came(ProcessEvent event) implements Awaited {}

  /** The process has ended without it: it will never come. */
  record Ended(ProcessOutcome outcome) implements Awaited {}

  /** The time ran out. */
  record TimedOut() implements Awaited {}
}
