package dev.stele.console;

import dev.stele.attach.Cursor;
import dev.stele.attach.End;
import dev.stele.attach.History;
import dev.stele.attach.Item;
import dev.stele.attach.Items;
import dev.stele.attach.Live;
import dev.stele.attach.Received;
import dev.stele.attach.Spawned;
import dev.stele.attach.Subscribed;
import dev.stele.store.Event;
import dev.stele.store.Region;
import dev.stele.store.StoreReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Gives events to a sink: those that are there, then those that come, until an end. */
final class Following {

  /** How long at most until it is seen that nobody reads the output any more. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** How many at most, likewise: as long as they come, nothing is waited for. */
  private static final int LOOK_EVENTS = 1024;

  /** When it ends by itself. */
  static final class Bounds {
    @Option(names = "--limit", paramLabel = "N", description = "End after so many.")
    private long limit = Long.MAX_VALUE;

    @Option(
        names = "--for",
        paramLabel = "DURATION",
        converter = Times.Length.class,
        description = "End after this time, once caught up: 500ms, 10s, 5m.")
    private @Nullable Duration length;

    Bounds() {}
  }

  /** Where events go. */
  interface Sink {

    /** Takes an event. */
    void take(Event event) throws IOException;

    /**
     * Makes sure that what was taken has arrived; called when nothing more waits to be taken, and
     * now and then.
     *
     * @return false if nobody wants any more
     */
    boolean flush() throws IOException;
  }

  private final Setting setting;
  private final Interruption interruption;
  private final long limit;
  private final @Nullable Duration length;
  private final boolean isTelling;
  private long count;
  private boolean isCaughtUp;
  private boolean isWanted = true;
  private OptionalLong behind = OptionalLong.empty();

  Following(Setting setting, Bounds bounds, Interruption interruption) {
    this(setting, bounds.limit, bounds.length, interruption, false);
  }

  private Following(
      Setting setting,
      long limit,
      @Nullable Duration length,
      Interruption interruption,
      boolean isTelling) {
    this.setting = setting;
    this.limit = limit;
    this.length = length;
    this.interruption = interruption;
    this.isTelling = isTelling;
  }

  /** Returns one that says on standard error what it is told beside events. */
  Following telling() {
    return new Following(setting, limit, length, interruption, true);
  }

  /** Begins behind everything that is visible. */
  static Spawned<Items<Event>, Event> fromNow(StoreReader store, Region region) {
    return store.attach(region, new Cursor(store.lineage(), store.head().value())).orThrow();
  }

  /**
   * Follows until the limit, the time, the end of the region, or a word from outside.
   *
   * @throws FailedException if the store is not what it was
   */
  void run(Spawned<Items<Event>, Event> attach, Sink sink) throws IOException {
    long end = length == null ? 0 : setting.clock().deadlineAfter(length);
    try (Subscribed<Items<Event>, Event> subscribed = attach.subscribe()) {
      History<Items<Event>> history = subscribed.history();
      Items<Event> items = history.take();
      while (isOpen() && items.hasNext()) {
        take(sink, items.next());
      }
      if (!isOpen()) {
        sink.flush();
        return;
      }
      try (Live<Items<Event>, Event> live = subscribed.replayed(history).live()) {
        try {
          follow(live, sink, end);
        } finally {
          live.cursor().ifPresent(cursor -> behind = OptionalLong.of(cursor.position()));
        }
      }
    } catch (InterruptedException _) {
      sink.flush(); // It was told to end while it waited.
    }
  }

  private boolean isOpen() {
    return count < limit && isWanted && !interruption.isTold();
  }

  /** What is there already is given in any case; then the time counts, whatever comes. */
  private boolean isInTime(long end) {
    return length == null || !isCaughtUp || end - setting.clock().nanoTime() > 0;
  }

  private void take(Sink sink, Item<Event> item) throws IOException {
    sink.take(item.value());
    behind = OptionalLong.of(item.position() + 1);
    count++;
    if (count % LOOK_EVENTS == 0) {
      isWanted = sink.flush();
    }
  }

  private void follow(Live<Items<Event>, Event> live, Sink sink, long end)
      throws IOException, InterruptedException {
    while (isOpen() && isInTime(end)) {
      Optional<Received<Items<Event>, Event>> next = live.poll();
      if (next.isEmpty()) {
        if (!sink.flush()) {
          return;
        }
        Duration left = length == null ? LOOK : least(end - setting.clock().nanoTime());
        next = live.next(left);
      }
      if (next.isPresent() && !note(next.get(), sink)) {
        break;
      }
    }
    sink.flush();
  }

  /** Returns false if that was the end. */
  private boolean note(Received<Items<Event>, Event> received, Sink sink) throws IOException {
    switch (received) {
      case Received.Got<Items<Event>, Event>(Item<Event> item) -> take(sink, item);
      case Received.CaughtUp<Items<Event>, Event>(long position) -> {
        isCaughtUp = true;
        sink.flush();
        tell("caught up at " + position);
      }
      case Received.FellBehind<Items<Event>, Event>(long position) ->
          tell("fell behind at " + position + ", reads the log");
      case Received.Ended<Items<Event>, Event>(End why) -> {
        sink.flush();
        ended(why);
        return false;
      }
      case Received<Items<Event>, Event> other -> tell(other.toString());
    }
    return true;
  }

  private void ended(End why) {
    switch (why) {
      case End.Failed(RuntimeException cause) -> throw cause;
      case End.Replaced(Optional<Cursor> now) ->
          throw new FailedException(
              ExitCode.REFUSED,
              "store must stay the one that was attached to, got: another one%s; attach anew"
                  .formatted(now.map(at -> " of lineage " + at.lineage()).orElse("")));
      case End.Closed _ -> tell("ended: the region has an end");
      case End _ -> throw new FailedException(ExitCode.FAILED, "ended: " + why);
    }
  }

  private void tell(String what) {
    if (isTelling) {
      setting.say(what);
    }
  }

  private static Duration least(long nanosLeft) {
    return Duration.ofNanos(Math.clamp(nanosLeft, 0, LOOK.toNanos()));
  }

  /** Returns the position behind what was given to the sink; empty if it did not come so far. */
  OptionalLong behind() {
    return behind;
  }
}
