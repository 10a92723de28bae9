package dev.stele.attach;

import java.time.Duration;
import java.util.Optional;

/**
 * An attach that gives each item as it comes, once and in order: those that came while the history
 * was seen, and those that come from now on. For one thread at a time, but for {@link #cancel},
 * {@link #cursor} and {@link #statistics}, which are for any.
 */
public final class Live<H, T> implements AutoCloseable {

  private final Session<H, T> session;

  Live(Session<H, T> session) {
    this.session = session;
  }

  /**
   * Returns what comes next, waiting for it.
   *
   * @throws InterruptedException if the thread is interrupted while it waits; nothing was taken
   * @throws AttachException.Forgotten if it fell behind and the producer no longer knows what comes
   *     next; asking again asks the producer again
   * @throws AttachException.Broken if the producer breaks its contract
   * @throws RuntimeException what the producer's history throws, unless it is subscribed to again
   *     ({@link Spawned#reconnecting}), or it ended before; asking again asks the producer again
   * @throws Error what the producer throws, whatever is planned for failures; asking again asks the
   *     producer again, or subscribes again after the back-off
   * @throws IllegalStateException if this is closed
   */
  public Received<H, T> next() throws InterruptedException {
    return session.receive(Deadline.Fixed.NEVER).orElseThrow();
  }

  /** Returns what comes next; empty if nothing does in time. See {@link #next()}. */
  public Optional<Received<H, T>> next(Duration atMost) throws InterruptedException {
    return session.receive(Deadline.after(atMost, session.settings().clock()));
  }

  /**
   * Returns what is there already; empty if nothing is. May read the producer's history, and waits
   * for that. See {@link #next()}.
   */
  public Optional<Received<H, T>> poll() {
    try {
      return session.receive(Deadline.Fixed.NOW);
    } catch (InterruptedException e) {
      throw new IllegalStateException("a poll must not wait", e);
    }
  }

  /**
   * Gives everything to a consumer until the end.
   *
   * @return why it ended
   * @throws InterruptedException if the thread is interrupted while it waits; it may go on
   * @throws Exception what the consumer throws; what it was given counts as seen
   */
  public End run(Consumer<H, T> consumer) throws Exception {
    while (true) {
      switch (next()) {
        case Received.Got<H, T>(Item<T> item) -> consumer.accept(item);
        case Received.Resynced<H, T>(H state) -> consumer.replay(state);
        case Received.Ended<H, T> ended -> {
          consumer.notice(ended);
          return ended.why();
        }
        case Received<H, T> sign -> consumer.notice(sign);
      }
    }
  }

  /**
   * Returns the place behind the last item that was given; from there on another attach goes on.
   * Empty if the producer has no positions.
   */
  public Optional<Cursor> cursor() {
    return session.cursor();
  }

  /**
   * Tells whether nothing more may be shown: it has ended, or what has come is an end that forbids
   * to show what was taken and is held back.
   */
  public boolean isOver() {
    return session.isOver();
  }

  /** Returns what this has done. */
  public LiveStatistics statistics() {
    return session.statistics();
  }

  /** Ends it from any thread: whoever waits gets {@link End.Cancelled}. */
  public void cancel() {
    session.cancel();
  }

  /** Detaches. A second call does nothing. */
  @Override
  public void close() {
    session.close(Session.Phase.LIVE);
  }

  Session<H, T> session() {
    return session;
  }
}
