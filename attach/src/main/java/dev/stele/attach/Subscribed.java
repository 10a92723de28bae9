package dev.stele.attach;

/**
 * An attach that misses nothing from now on, and has seen nothing yet: the history comes first. For
 * one thread at a time.
 */
public final class Subscribed<H, T> implements AutoCloseable {

  private final Session<H, T> session;
  private boolean isTaken;
  private @org.jspecify.annotations.Nullable History<H> history;

  Subscribed(Session<H, T> session) {
    this.session = session;
  }

  /**
   * Sees the history and goes on to the next phase.
   *
   * @throws X what the replay throws; the attach is closed then
   * @throws AttachException.Forgotten if it begins at a cursor, and the producer no longer knows
   *     what comes next; the attach is closed
   * @throws IllegalStateException if items were not read to their end, or this phase is over; the
   *     attach is closed
   */
  public <X extends Exception> Synced<H, T> replay(Replay<? super H, X> replay) throws X {
    boolean isDone = false;
    try (History<H> taken = history()) {
      replay.replay(taken.take());
      Synced<H, T> synced = replayed(taken);
      isDone = true;
      return synced;
    } finally {
      if (!isDone) {
        close();
      }
    }
  }

  /**
   * Returns the history, for {@link #replayed}: for those to whom {@link #replay} is too narrow.
   *
   * @throws IllegalStateException if it was asked for before, or this phase is over
   * @throws AttachException.Forgotten if it begins at a cursor, and the producer no longer knows
   *     what comes next
   */
  public History<H> history() {
    session.require(Session.Phase.SUBSCRIBED);
    if (isTaken) {
      throw new IllegalStateException("history must be asked for once, got: again");
    }
    H value = session.takeHistory();
    isTaken = true;
    History<H> made = new History<>(value, session.settings().unused());
    history = made;
    return made;
  }

  /**
   * Goes on to the next phase, with the history that was taken and seen.
   *
   * @throws IllegalArgumentException if the history is another attach's; nothing was changed
   * @throws IllegalStateException if it was not taken, or its items were not read to their end;
   *     nothing was changed
   */
  public Synced<H, T> replayed(History<H> seen) {
    session.require(Session.Phase.SUBSCRIBED);
    if (seen != history) {
      throw new IllegalArgumentException("history must be that of this attach, got: another one");
    }
    if (!seen.isTaken()) {
      throw new IllegalStateException("history must be taken, got: one that was not");
    }
    session.replayed();
    session.advance(Session.Phase.SUBSCRIBED, Session.Phase.SYNCED);
    return new Synced<>(session);
  }

  Session<H, T> session() {
    return session;
  }

  /** Detaches, unless the attach went on from here. A second call does nothing. */
  @Override
  public void close() {
    try {
      History<H> open = history;
      if (open != null) {
        open.close(); // What hears of an unused one may throw.
      }
    } finally {
      session.close(Session.Phase.SUBSCRIBED);
    }
  }
}
