package dev.stele.process;

import dev.stele.trial.SimClock;
import java.time.Duration;
import java.time.Instant;

/** A registry as tests open it, with a clock that stands still. */
abstract class RegistryRoom implements AutoCloseable {

  static final Instant DAWN = Instant.parse("2026-01-01T00:00:00Z");

  final SimClock clock;
  final Documents documents;

  RegistryRoom(SimClock clock, Documents documents) {
    this.clock = clock;
    this.documents = documents;
  }

  abstract Registry registry();

  /** Returns where the registry keeps its facts. */
  abstract Ledger ledger();

  /** Checks that all ways to read say the same, however the processes are found again. */
  abstract void audit();

  /** Tells whether a test has closed the registry itself. */
  final boolean isClosed() {
    try {
      registry().counts();
      return false;
    } catch (ProcessException.Closed _) {
      return true;
    }
  }

  final void advance(Duration duration) {
    clock.advance(duration);
  }

  @Override
  public abstract void close();
}
