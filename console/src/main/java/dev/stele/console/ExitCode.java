package dev.stele.console;

/** What the program ends with. */
final class ExitCode {

  /** It did what it was asked. */
  static final int DONE = 0;

  /** It was refused, or not found, or a line was bad; what else could be done was done. */
  static final int REFUSED = 1;

  /** The command line was not understood. */
  static final int USAGE = 2;

  /** Something failed: no such store, the disk, somebody else has it open. */
  static final int FAILED = 3;

  /** Damage was found. */
  static final int DAMAGED = 4;

  /** The process that was awaited has failed. */
  static final int PROCESS_FAILED = 5;

  /** The process that was awaited was cancelled. */
  static final int PROCESS_CANCELLED = 6;

  /** The process that was awaited was given up. */
  static final int PROCESS_ABANDONED = 7;

  /** The time ran out. */
  static final int TIMED_OUT = 8;

  private ExitCode() {}
}
