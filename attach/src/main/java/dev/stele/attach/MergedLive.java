package dev.stele.attach;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Several attaches that are live. Those that have something are heard in turn, one thing each. For
 * one thread at a time, but for {@link #cancel}, {@link #cursors} and {@link #statistics}, which
 * are for any.
 */
public final class MergedLive<H, T> implements AutoCloseable {

  /*
   *   loop
   *     ask each once, without waiting, beginning behind the one that was heard last
   *     if none has anything: wait for the doorbell that all share
   *
   * What a source leaves between the asking and the waiting is seen by the waiting: it looks into all
   * inboxes once more, with the lock held that they are filled under. A source that is to be subscribed to
   * again rings no bell; the waiting ends when it is due.
   */

  private final Doorbell bell;
  private final Map<String, Live<H, T>> sources;
  private final List<Map.Entry<String, Live<H, T>>> going;
  private final Map<String, End> ends = new LinkedHashMap<>();
  private int turn;
  private boolean isClosed;

  MergedLive(Doorbell bell, Map<String, Live<H, T>> sources) {
    this.bell = bell;
    this.sources = sources;
    this.going = new ArrayList<>(sources.entrySet());
  }

  /**
   * Returns what comes next, waiting for it. What an attach of its own would throw ({@link
   * Live#next()}) is the end of that source: {@link End.Failed}.
   *
   * @throws InterruptedException if the thread is interrupted; nothing was taken
   * @throws IllegalStateException if this is closed
   */
  public MergedReceived<H, T> next() throws InterruptedException {
    return receive(Deadline.Fixed.NEVER).orElseThrow();
  }

  /** Returns what comes next; empty if nothing does in time. See {@link #next()}. */
  public Optional<MergedReceived<H, T>> next(Duration atMost) throws InterruptedException {
    return receive(Deadline.after(atMost, bell.clock()));
  }

  /** Returns what is there already; empty if nothing is. See {@link #next()}. */
  public Optional<MergedReceived<H, T>> poll() {
    if (isClosed) {
      throw new IllegalStateException("phase must be LIVE, got: CLOSED");
    }
    for (int asked = going.size(); asked > 0; asked--) {
      turn = turn < going.size() ? turn : 0;
      Map.Entry<String, Live<H, T>> source = going.get(turn);
      Optional<Received<H, T>> received = poll(source.getValue());
      if (received.isPresent()) {
        return Optional.of(heard(source.getKey(), received.get()));
      }
      turn++;
    }
    return going.isEmpty()
        ? Optional.of(new MergedReceived.AllEnded<>(Map.copyOf(ends)))
        : Optional.empty();
  }

  private static <H, T> Optional<Received<H, T>> poll(Live<H, T> source) {
    try {
      return source.poll();
    } catch (RuntimeException e) {
      source.cancel();
      return Optional.of(new Received.Ended<>(new End.Failed(e)));
    }
  }

  /** Notes whose turn it was. */
  private MergedReceived<H, T> heard(String source, Received<H, T> received) {
    if (received instanceof Received.Ended<H, T>(End why)) {
      ends.put(source, why);
      going.remove(turn); // The next one is in its place.
    } else {
      turn++;
    }
    return new MergedReceived.From<>(source, received);
  }

  private Optional<MergedReceived<H, T>> receive(Deadline deadline) throws InterruptedException {
    while (true) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Optional<MergedReceived<H, T>> now = poll();
      if (now.isPresent() || !await(deadline)) {
        return now;
      }
    }
  }

  /** Waits until one of them may have something; false if the deadline comes first. */
  private boolean await(Deadline deadline) throws InterruptedException {
    Deadline first = deadline;
    for (Map.Entry<String, Live<H, T>> source : going) {
      first = source.getValue().session().lookAgain(first);
    }
    bell.lock(first);
    try {
      return bell.await(this::hasSomething, first) || !first.equals(deadline);
    } finally {
      bell.lock.unlock();
    }
  }

  private boolean hasSomething() {
    for (Map.Entry<String, Live<H, T>> source : going) {
      if (source.getValue().session().hasSomething()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the place behind the last item that was given, for each source that has positions; from
   * there on {@link Merged#resume} goes on.
   */
  public Map<String, Cursor> cursors() {
    Map<String, Cursor> cursors = new LinkedHashMap<>();
    sources.forEach((name, live) -> live.cursor().ifPresent(at -> cursors.put(name, at)));
    return cursors;
  }

  /** Returns what each source has done. */
  public Map<String, LiveStatistics> statistics() {
    Map<String, LiveStatistics> all = new LinkedHashMap<>();
    sources.forEach((name, live) -> all.put(name, live.statistics()));
    return all;
  }

  /** Ends all of them from any thread: whoever waits gets {@link End.Cancelled} from each. */
  public void cancel() {
    Merged.closeAll(sources.values().stream().map(live -> live::cancel));
  }

  /**
   * Ends one of them from any thread; the others go on.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public void cancel(String source) {
    Live<H, T> live = sources.get(source);
    if (live == null) {
      throw new IllegalArgumentException(
          "source must be one of " + sources.keySet() + ", got: '" + source + "'");
    }
    live.cancel();
  }

  /** Detaches all. A second call does nothing. */
  @Override
  public void close() {
    isClosed = true;
    Merged.closeAll(sources.values().stream().map(live -> live::close));
  }
}
