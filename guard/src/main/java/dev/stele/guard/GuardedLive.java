package dev.stele.guard;

import dev.stele.access.Decision;
import dev.stele.attach.Cursor;
import dev.stele.attach.End;
import dev.stele.attach.Live;
import dev.stele.attach.Received;
import dev.stele.ground.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An attach whose consumer is authorized again from time to time, and at once when something has
 * changed: when access is lost it ends, and items that may not be seen are left out.
 *
 * <p>No item is judged by an authorization older than the period; and once {@link #changed} has
 * returned, none by one that was begun before. A consumer that waits while nothing comes is ended
 * all the same. If it cannot be found out whether it may stay, it may not.
 *
 * <p>For one thread at a time, but for {@link #changed}, which is for any. Must be closed: a thread
 * of its own looks again.
 *
 * @param <H> what the attach's history is
 * @param <T> what its items are
 */
public final class GuardedLive<H, T> implements AutoCloseable {

  /*
   * Under the lock: which change was the last ('changes'), which was the last that an authorization
   * has taken into account ('known'), until when that holds, and whether access was lost. Asking
   * takes place outside of it, by one thread at a time, who holds 'asking'. Lock order: asking, lock.
   *
   * Two ask: the consumer before it gives an item, if what it knows is not fresh; and the guard's own
   * thread when a period is over or something has changed, so that who waits in 'next' is ended.
   * It ends him by cancelling the attach.
   */

  private final Live<H, T> live;
  private final Supplier<? extends Authorization<T>> renewal;
  private final Duration period;
  private final Clock clock;
  private final Thread guard;
  private final ReentrantLock asking = new ReentrantLock();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition toAsk = lock.newCondition();
  private @Nullable Authorization<T> current;
  private @Nullable String lost;
  private long changes = 1;
  private long known;
  private long untilNanos;
  private long hidden;
  private boolean isClosed;

  /** Behind what was given or left out; written by the consumer, read by anybody. */
  private volatile Optional<Cursor> cursor;

  /** What was taken and not judged, since judging it failed; the consumer's alone. */
  private @Nullable Received<H, T> held;

  private GuardedLive(
      Live<H, T> live, Supplier<? extends Authorization<T>> renewal, Duration period, Clock clock) {
    this.live = live;
    this.renewal = renewal;
    this.period = period;
    this.clock = clock;
    this.cursor = live.cursor();
    this.guard = Thread.ofVirtual().name("stele-guard").unstarted(this::keepAsking);
  }

  /**
   * Guards an attach. It is asked at once whether the consumer may have it.
   *
   * @param renewal makes an authorization, with a new session; called by several threads, one at a
   *     time
   * @param period how long one holds
   * @throws IllegalArgumentException if the period is not positive
   */
  public static <H, T> GuardedLive<H, T> over(
      Live<H, T> live, Supplier<? extends Authorization<T>> renewal, Duration period, Clock clock) {
    if (!period.isPositive()) {
      throw new IllegalArgumentException("period must be > 0, got: " + period);
    }
    GuardedLive<H, T> guarded = new GuardedLive<>(live, renewal, period, clock);
    guarded.renewIfStale();
    guarded.guard.start();
    return guarded;
  }

  /**
   * Returns what comes next that may be seen, waiting for it: {@link End.Denied} if access was
   * lost. Otherwise as {@link Live#next()}.
   *
   * <p>What {@link Authorization#maySee} throws is thrown, and the item is asked about again at the
   * next call, unless it may not be shown any more by then.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public Received<H, T> next() throws InterruptedException {
    while (true) {
      Optional<Received<H, T>> again = again();
      Optional<Received<H, T>> given = judged(again.isPresent() ? again.get() : live.next());
      if (given.isPresent()) {
        return given.get();
      }
    }
  }

  /** Returns what is there already and may be seen; as {@link #next()}, without waiting. */
  public Optional<Received<H, T>> poll() {
    while (true) {
      Optional<Received<H, T>> received = again().or(live::poll);
      if (received.isEmpty()) {
        return lostEnd();
      }
      Optional<Received<H, T>> given = judged(received.get());
      if (given.isPresent()) {
        return given;
      }
    }
  }

  /**
   * Says that something has changed that access may depend on. What is given from now on is judged
   * anew; does not wait for it.
   */
  public void changed() {
    lock.lock();
    try {
      changes++;
      toAsk.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns the place behind the last item that was given or left out; empty if the producer has no
   * positions. An item that was not given because access was lost lies behind it: who gets access
   * again and goes on there sees it.
   */
  public Optional<Cursor> cursor() {
    return cursor;
  }

  /** Returns how many items were left out. */
  public long hidden() {
    lock.lock();
    try {
      return hidden;
    } finally {
      lock.unlock();
    }
  }

  /** Detaches, and lets nobody ask any more. A second call does nothing. */
  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      toAsk.signal();
    } finally {
      lock.unlock();
    }
    guard.interrupt();
    live.close();
  }

  /** Returns what is held, unless the attach has ended meanwhile, and that forbids to show it. */
  private Optional<Received<H, T>> again() {
    Received<H, T> kept = held;
    return kept == null || live.isOver() ? Optional.empty() : Optional.of(kept);
  }

  /** Returns what the consumer is given for it; empty if it may not see it. */
  private Optional<Received<H, T>> judged(Received<H, T> received) {
    held = received;
    Optional<Received<H, T>> given = given(received);
    held = null;
    if (given.isEmpty() || !(given.get() instanceof Received.Ended<H, T>)) {
      cursor = live.cursor(); // An end may stand in the place of an item that was not given.
    }
    return given;
  }

  private Optional<Received<H, T>> given(Received<H, T> received) {
    return switch (received) {
      case Received.Got<H, T> got -> seen(got);
      case Received.Resynced<H, T> state -> {
        renewIfStale();
        yield Optional.of(lostEnd().orElse(state));
      }
      case Received<H, T> other -> Optional.of(lostEnd().orElse(other));
    };
  }

  private Optional<Received<H, T>> seen(Received.Got<H, T> got) {
    Authorization<T> authorization = renewIfStale();
    if (authorization == null) {
      return lostEnd();
    }
    if (authorization.maySee(got.item().value())) {
      return Optional.of(got);
    }
    lock.lock();
    try {
      hidden++;
    } finally {
      lock.unlock();
    }
    return Optional.empty();
  }

  private Optional<Received<H, T>> lostEnd() {
    lock.lock();
    try {
      return lost == null
          ? Optional.empty()
          : Optional.of(new Received.Ended<>(new End.Denied(lost)));
    } finally {
      lock.unlock();
    }
  }

  /** Returns an authorization that is fresh; none if access was lost. */
  private @Nullable Authorization<T> renewIfStale() {
    asking.lock();
    try {
      long change;
      lock.lock();
      try {
        if (lost != null || (known == changes && clock.nanoTime() - untilNanos < 0)) {
          return lost == null ? current : null;
        }
        change = changes;
      } finally {
        lock.unlock();
      }
      return renew(change, clock.deadlineAfter(period));
    } finally {
      asking.unlock();
    }
  }

  /** What was asked before a change holds for what was before the change. */
  private @Nullable Authorization<T> renew(long change, long until) {
    Authorization<T> fresh = null;
    String why = null;
    try {
      fresh = renewal.get();
      if (fresh.mayStay() instanceof Decision.Denied denied) {
        why = denied.summary();
      }
    } catch (RuntimeException | Error failure) {
      why = "it could not be found out: " + failure;
    }
    lock.lock();
    try {
      lost = why;
      if (isClosed) {
        return why == null ? fresh : null;
      }
      known = change;
      untilNanos = until;
      current = fresh;
    } finally {
      lock.unlock();
    }
    if (why != null) {
      live.cancel();
      return null;
    }
    return fresh;
  }

  private void keepAsking() {
    try {
      while (awaitStale()) {
        renewIfStale();
      }
    } catch (InterruptedException _) {
      // It was closed.
    }
  }

  /** Waits until what is known is not fresh. Returns false if nobody is to ask any more. */
  private boolean awaitStale() throws InterruptedException {
    lock.lock();
    try {
      while (!isClosed && lost == null && known == changes) {
        if (!clock.awaitUntil(lock, toAsk, untilNanos)) {
          break;
        }
      }
      return !isClosed && lost == null;
    } finally {
      lock.unlock();
    }
  }
}
