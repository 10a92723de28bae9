package dev.stele.attach;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One attach, from its beginning to its end: what the phases are views of. */
final class Session<H, T> {

  /*
   * To begin, to come back from a fall, to heal a hole, and to connect anew are the same three steps:
   *
   *   1. the inbox is open      what is emitted from here on is queued
   *   2. the history is taken   it has all that was emitted before, from `next` on
   *   3. history, then queue    what lies before `next` was seen, and is trimmed
   *
   * In the other order, what is emitted between 2 and 1 is in neither. If 2 fails, it is done again
   * before anything else is seen (`isHistoryDue`). An end that forbids to show anything is asked for
   * before each item (`isOver`), of the history, too.
   *
   * What is queued behind a history that cannot be told any more has no beginning, and is not shown.
   *
   * One thread at a time works here, but for `cancel`, `cursor` and `statistics`.
   */

  /** What may be done now. */
  enum Phase {
    SUBSCRIBED,
    SYNCED,
    LIVE,
    CLOSED
  }

  private final Source<H, T> source;
  private final Settings<T> settings;
  private final Doorbell bell;
  private final Optional<UUID> lineage;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.SUBSCRIBED);

  /** Replaced when it is subscribed anew: what comes late from before goes into the old one. */
  private volatile Inbox<T> inbox;

  private volatile Subscription subscription;
  private volatile boolean isCancelled;

  /** Before it, all was seen. */
  private final AtomicLong next;

  private final Counts counts = new Counts();
  private final Inbox.Queue<T> taken = new Inbox.Queue<>();
  private final Deque<Received<H, T>> signs = new ArrayDeque<>();
  private boolean isHistoryDue;

  /** Whether it begins with the oldest item there is, and not at a cursor. */
  private final boolean isWhole;

  private @Nullable Watched<T> reading;
  private long readingEnd;
  private @Nullable Hole hole;
  private @Nullable Retry retry;

  private final Attempts attempts;

  private @Nullable End ended;

  /** Positions that are missing. */
  private record Hole(long from, long end) {}

  /** That it is to be subscribed to again. */
  private record Retry(int attempt, long atNanos, Throwable cause) {}

  Session(Source<H, T> source, Settings<T> settings, Doorbell bell, Optional<Cursor> from) {
    this.source = source;
    this.settings = settings;
    this.attempts = new Attempts(settings.clock());
    this.bell = bell;
    this.lineage = from.map(Cursor::lineage).or(source::lineage);
    this.isWhole = from.isEmpty();
    this.next = new AtomicLong(from.map(Cursor::position).orElseGet(source::oldest));
    this.inbox = new Inbox<>(bell, settings.capacity(), settings.overflow(), next());
    this.subscription = source.subscribe(inbox);
    boolean isDone = false;
    try {
      Optional<UUID> found = source.lineage();
      if (!found.equals(lineage)) { // Replaced since the cursor was looked at.
        throw new AttachException.Broken(
            "lineage must stay, expected " + lineage + ", got: " + found);
      }
      isDone = true;
    } finally {
      if (!isDone) {
        subscription.close();
      }
    }
  }

  Settings<T> settings() {
    return settings;
  }

  // --- Phases ------------------------------------------------------------------------------------

  void advance(Phase from, Phase to) {
    if (!phase.compareAndSet(from, to)) {
      throw wrong(from);
    }
  }

  void require(Phase wanted) {
    if (phase.get() != wanted) {
      throw wrong(wanted);
    }
  }

  private IllegalStateException wrong(Phase wanted) {
    return new IllegalStateException("phase must be " + wanted + ", got: " + phase.get());
  }

  /** Closes it if it is still in that phase: one that was left behind has nothing to close. */
  void close(Phase in) {
    if (phase.compareAndSet(in, Phase.CLOSED)) {
      try {
        cancel();
      } finally {
        closeReading();
      }
    }
  }

  /** From any thread. */
  void cancel() {
    isCancelled = true;
    inbox.end(new End.Cancelled());
    subscription.close();
  }

  // --- History -----------------------------------------------------------------------------------

  /** Takes the history for the application; of items, it notes where they are read. */
  H takeHistory() {
    Source.Past<H, T> past = wholePast();
    Items<T> items = past.items();
    if (items == null) {
      return past.shown();
    }
    Watched<T> watched = new Watched<>(this, items, source.isDense());
    reading = watched;
    @SuppressWarnings("unchecked") // What is shown of items is items.
    H shown = (H) watched;
    return shown;
  }

  /**
   * Begins later if the producer forgets its oldest meanwhile: who wants all gets what there is.
   */
  private Source.Past<H, T> wholePast() {
    while (true) {
      try {
        return past();
      } catch (AttachException.Forgotten e) {
        if (!isWhole || e.oldest() <= next()) {
          throw e;
        }
        next.setRelease(e.oldest());
      }
    }
  }

  private Source.Past<H, T> past() {
    Source.Past<H, T> past = source.past(next());
    if (past.end() < next()) {
      Items<T> items = past.items();
      if (items != null) {
        items.close();
      }
      throw new AttachException.Broken(
          "history must have what was seen, expected up to "
              + next()
              + ", found up to "
              + past.end());
    }
    readingEnd = past.end();
    return past;
  }

  /** Checks that what was taken was seen to its end, or as far as it may be seen. */
  void replayed() {
    Watched<T> items = reading;
    boolean isRead = items == null || items.isRead();
    if (isOver()) {
      closeReading(); // It broke off, and the cursor stays there.
    } else if (isRead) {
      caughtUp();
    } else {
      throw new IllegalStateException("history must be read to its end, got: left at " + next());
    }
  }

  long next() {
    return next.getPlain();
  }

  /** Notes that the application was given an item. */
  void saw(Item<T> item) {
    attempts.beginAnew();
    next.setRelease(item.position() + 1);
    Counts.add(counts.delivered, 1);
  }

  private void closeReading() {
    Items<T> open = reading;
    reading = null;
    if (open != null) {
      open.close();
    }
  }

  // --- Live --------------------------------------------------------------------------------------

  /** Returns what comes next; empty if nothing does in time. */
  Optional<Received<H, T>> receive(Deadline deadline) throws InterruptedException {
    require(Phase.LIVE);
    while (true) {
      while (retry != null) { // Until then, the history is not asked for either.
        if (!awaitRetry(deadline)) {
          return Optional.empty();
        }
      }
      Optional<Received<H, T>> now = atHand();
      if (now.isPresent()) {
        return now;
      }
      if (retry != null) {
        continue;
      }
      switch (inbox.take(taken, deadline)) {
        case ITEMS -> {}
        case NOTHING -> {
          return Optional.empty();
        }
        case BEHIND -> {
          inbox.open();
          isHistoryDue = true;
          Counts.add(counts.fallenBehind, 1);
          signs.add(new Received.FellBehind<>(next()));
        }
        case ENDED -> ended(inbox.end().orElseThrow());
      }
    }
  }

  /** Returns what needs no waiting. */
  private Optional<Received<H, T>> atHand() {
    if (isOver()) {
      return over();
    }
    try {
      return Optional.ofNullable(signs.poll()).or(this::remembered).or(this::queued);
    } catch (RuntimeException | Error e) {
      closeReading();
      isHistoryDue = true;
      Optional<End> end = inbox.end();
      boolean isFinal = settings.backoff().isEmpty();
      if (e instanceof AttachException || e instanceof Error || (isFinal && end.isEmpty())) {
        throw e;
      }
      if (isFinal || end.orElse(null) instanceof End.Closed) {
        // It ended before all was seen, and that cannot be told any more.
        finish(end.filter(why -> !(why instanceof End.Closed)).orElse(new End.Failed(e)));
        return over();
      }
      retryAfter(e);
      return ended == null ? Optional.empty() : over();
    }
  }

  /** Tells whether nothing may be seen any more, from whatever thread that came. */
  boolean isOver() {
    return ended != null || inbox.endAtOnce().isPresent();
  }

  private Optional<Received<H, T>> over() {
    End why = ended;
    if (why == null) {
      why = inbox.endAtOnce().orElseThrow();
      finish(why);
    }
    return Optional.of(new Received.Ended<>(why));
  }

  /** The history cannot be told any more, since it is another one. */
  void replaced(AttachException.Replaced by) {
    finish(new End.Replaced(by.now()));
  }

  private void finish(End why) {
    ended = why;
    taken.items.clear();
    signs.clear();
    isHistoryDue = false;
    inbox.end(why); // Whoever waits there for room need not.
    subscription.close();
    closeReading();
  }

  private Optional<Received<H, T>> remembered() {
    if (isHistoryDue) {
      Source.Past<H, T> past = past();
      isHistoryDue = false;
      Items<T> items = past.items();
      if (items == null) {
        caughtUp();
        signs.addFirst(new Received.Resynced<>(past.shown()));
        return Optional.ofNullable(signs.poll());
      }
      reading = new Watched<>(this, items, source.isDense());
    }
    Items<T> items = reading;
    if (items == null) {
      return Optional.empty();
    }
    if (items.hasNext()) {
      return Optional.of(new Received.Got<>(items.next()));
    }
    if (isOver()) {
      return over(); // It broke off.
    }
    caughtUp();
    return Optional.ofNullable(signs.poll());
  }

  private void caughtUp() {
    closeReading();
    next.setRelease(Math.max(next(), readingEnd));
    Hole healed = hole;
    if (healed != null) {
      if (healed.end > next()) {
        throw new AttachException.Broken(
            "history must have what was offered, expected up to "
                + healed.end
                + ", found up to "
                + next());
      }
      hole = null;
      Counts.add(counts.healed, 1);
      signs.add(new Received.GapHealed<>(healed.from, healed.end));
    }
    signs.add(new Received.CaughtUp<>(next()));
  }

  private Optional<Received<H, T>> queued() {
    for (Item<T> item = taken.items.peek(); item != null; item = taken.items.peek()) {
      long unsure = unsureBefore(item);
      if (unsure > next()) {
        hole = new Hole(next(), unsure);
        isHistoryDue = true;
        return remembered();
      }
      taken.items.remove();
      if (item.position() >= next()) {
        saw(item);
        return Optional.of(new Received.Got<>(item));
      }
      Counts.add(counts.trimmed, 1);
    }
    return Optional.empty();
  }

  /** Returns the position before which the queue, from this item on, may lack something. */
  private long unsureBefore(Item<T> item) {
    if (!source.isDense()) {
      return 0;
    }
    // Where items replace each other, the queue has holes that are none.
    return settings.overflow() instanceof Overflow.Conflate ? taken.gapEnd : item.position();
  }

  // --- Ends --------------------------------------------------------------------------------------

  private void ended(End why) {
    if (why instanceof End.Failed(Throwable cause) && settings.backoff().isPresent()) {
      retryAfter(cause);
    } else {
      finish(why);
    }
  }

  /** Plans to subscribe again, or gives up. */
  private void retryAfter(Throwable cause) {
    Backoff backoff = settings.backoff().orElseThrow();
    int attempt = attempts.next();
    inbox.end(new End.Failed(cause)); // Whoever waits there for room need not.
    subscription.close();
    if (attempt > backoff.attempts()) {
      finish(new End.Failed(cause));
    } else {
      retry = new Retry(attempt, settings.clock().deadlineAfter(backoff.before(attempt)), cause);
    }
  }

  /**
   * Waits until it is time, and subscribes again.
   *
   * @return false if the deadline comes first
   */
  private boolean awaitRetry(Deadline deadline) throws InterruptedException {
    Retry now = java.util.Objects.requireNonNull(retry);
    bell.lock(deadline);
    try {
      Deadline first = deadline.before(now.atNanos);
      bell.await(() -> inbox.endAtOnce().isPresent(), first);
    } finally {
      bell.lock.unlock();
    }
    if (inbox.endAtOnce().isPresent()) {
      retry = null;
      return true;
    }
    if (settings.clock().nanoTime() - now.atNanos < 0) {
      return false;
    }
    retry = null;
    subscribeAgain(now);
    return true;
  }

  private void subscribeAgain(Retry now) {
    Inbox<T> fresh = inbox.successor(next());
    inbox = fresh;
    if (isCancelled) {
      cancel(); // It may have met the inbox of before.
      return;
    }
    try {
      subscription = source.subscribe(fresh);
      if (isCancelled) {
        cancel(); // It may have met the subscription of before.
      }
      Optional<UUID> found = source.lineage();
      if (!found.equals(lineage)) {
        finish(new End.Replaced(found.map(other -> new Cursor(other, 0))));
        return;
      }
    } catch (RuntimeException | Error e) {
      retryAfter(e);
      if (e instanceof Error) {
        throw e; // The next call goes on with the plan.
      }
      return;
    }
    taken.items.clear(); // The history has them again.
    isHistoryDue = true;
    attempts.connected(settings.backoff().orElseThrow());
    Counts.add(counts.reconnected, 1);
    signs.add(new Received.Reconnected<>(now.attempt));
  }

  // --- Seen from any thread ----------------------------------------------------------------------

  Optional<Cursor> cursor() {
    return lineage.map(known -> new Cursor(known, next.getAcquire()));
  }

  /**
   * Tells whether {@link #receive} may have something, after it had nothing. Called by the
   * consumer, with the doorbell's lock held.
   */
  boolean hasSomething() {
    Retry planned = retry;
    return planned == null
        ? inbox.hasSomething()
        : inbox.endAtOnce().isPresent() || settings.clock().nanoTime() - planned.atNanos >= 0;
  }

  /** Returns when to look again, though no bell rings: no later than another deadline. */
  Deadline lookAgain(Deadline deadline) {
    Retry planned = retry;
    return planned == null ? deadline : deadline.before(planned.atNanos);
  }

  LiveStatistics statistics() {
    Inbox<T> current = inbox;
    return new LiveStatistics(
        counts.delivered.get(),
        counts.trimmed.get() + current.repeated(),
        current.conflated(),
        counts.fallenBehind.get(),
        counts.healed.get(),
        counts.reconnected.get(),
        current.queued(),
        current.capacity(),
        current.overflow());
  }
}
