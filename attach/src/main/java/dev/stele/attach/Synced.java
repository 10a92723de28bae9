package dev.stele.attach;

import java.util.Optional;

/** An attach that has seen the history: what came meanwhile waits. For one thread at a time. */
public final class Synced<H, T> implements AutoCloseable {

  private final Session<H, T> session;

  Synced(Session<H, T> session) {
    this.session = session;
  }

  /** Returns the place behind what was seen; empty if the producer has no positions. */
  public Optional<Cursor> cursor() {
    return session.cursor();
  }

  /**
   * Goes live.
   *
   * @throws IllegalStateException if it went on from here before, or was closed
   */
  public Live<H, T> live() {
    session.advance(Session.Phase.SYNCED, Session.Phase.LIVE);
    return new Live<>(session);
  }

  /** Detaches, unless the attach went on from here. A second call does nothing. */
  @Override
  public void close() {
    session.close(Session.Phase.SYNCED);
  }
}
