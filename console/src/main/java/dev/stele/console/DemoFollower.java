package dev.stele.console;

import dev.stele.journal.Digest;
import dev.stele.journal.Position;
import dev.stele.store.Event;
import dev.stele.store.EventTail;
import dev.stele.store.Region;
import dev.stele.store.StoreFollower;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads along with a store that another process writes, and remembers the leaf of each event. */
final class DemoFollower implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(100);

  private final StoreFollower store;
  private final EventTail tail;
  private final FutureTask<Boolean> following = new FutureTask<>(this::follow);

  /** Of the thread that follows, until it was joined. */
  private final List<Digest> leaves = new ArrayList<>();

  private final AtomicInteger count = new AtomicInteger();
  private long lastPosition = -1;
  private volatile boolean hasWriterEnded;

  DemoFollower(Path directory) {
    store = StoreFollower.open(directory, DemoWriter.options());
    tail = store.tail(Region.scope(DemoBatch.SCOPE));
    Thread.startVirtualThread(following);
  }

  StoreFollower store() {
    return store;
  }

  /** Reads until there is nothing more, and the writer has ended. */
  private Boolean follow() throws InterruptedException {
    while (true) {
      boolean isLast = hasWriterEnded;
      Optional<Event> next = tail.next(isLast ? Duration.ZERO : LOOK);
      next.ifPresent(this::take);
      if (isLast && next.isEmpty()) {
        return true;
      }
    }
  }

  private void take(Event event) {
    if (event.position().value() <= lastPosition) {
      throw new IllegalStateException(
          "position must be > " + lastPosition + ", got: " + event.position());
    }
    lastPosition = event.position().value();
    leaves.add(event.leaf());
    count.incrementAndGet();
  }

  /** Returns how many events were seen so far. */
  int count() throws InterruptedException, ExecutionException {
    if (following.isDone()) {
      following.get(); // Ended before it was told to: says why.
    }
    return count.get();
  }

  /** Tells it that the writer has ended; returns the leaves of all events that it saw. */
  List<Digest> endOfWriter() throws InterruptedException, ExecutionException {
    hasWriterEnded = true;
    following.get();
    return List.copyOf(leaves);
  }

  /** Goes on reading, up to a position that was durable before; returns the leaves of all. */
  List<Digest> readOn(Position head) throws InterruptedException {
    while (tail.position().compareTo(head) < 0) {
      tail.next(LOOK).ifPresent(this::take);
    }
    return List.copyOf(leaves);
  }

  @Override
  public void close() {
    tail.close();
    store.close();
  }
}
