package dev.stele.console;

import dev.stele.journal.Digest;
import dev.stele.journal.Entry;
import dev.stele.journal.JournalFollower;
import dev.stele.journal.MerkleHasher;
import dev.stele.journal.Position;
import dev.stele.journal.Tail;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads along with a journal that another process writes, and remembers the leaf of each entry. */
final class DemoFollower implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(100);

  private final JournalFollower journal;
  private final Tail tail;
  private final MerkleHasher hasher = MerkleHasher.create();
  private final FutureTask<Boolean> following = new FutureTask<>(this::follow);

  /** Of the thread that follows, until it was joined; the place in the list is the position. */
  private final List<Digest> leaves = new ArrayList<>();

  private final AtomicInteger count = new AtomicInteger();
  private volatile boolean hasWriterEnded;

  DemoFollower(Path directory) {
    journal = JournalFollower.open(directory, DemoWriter.options());
    tail = journal.tail(Position.FIRST);
    Thread.startVirtualThread(following);
  }

  JournalFollower journal() {
    return journal;
  }

  /** Reads until there is nothing more, and the writer has ended. */
  private Boolean follow() throws InterruptedException {
    while (true) {
      boolean isLast = hasWriterEnded;
      Optional<Entry> next = tail.next(isLast ? Duration.ZERO : LOOK);
      next.ifPresent(this::take);
      if (isLast && next.isEmpty()) {
        return true;
      }
    }
  }

  private void take(Entry entry) {
    if (entry.position().value() != leaves.size()) {
      throw new IllegalStateException(
          "position must be " + leaves.size() + ", got: " + entry.position());
    }
    leaves.add(entry.leaf(hasher));
    count.incrementAndGet();
  }

  /** Returns how many entries were seen so far. */
  int count() throws InterruptedException, ExecutionException {
    if (following.isDone()) {
      following.get(); // Ended before it was told to: says why.
    }
    return count.get();
  }

  /** Tells it that the writer has ended; returns the leaves of all entries that it saw. */
  List<Digest> endOfWriter() throws InterruptedException, ExecutionException {
    hasWriterEnded = true;
    following.get();
    return List.copyOf(leaves);
  }

  /** Goes on reading, up to a position that was durable before; returns the leaves of all. */
  List<Digest> readOn(Position head) throws InterruptedException {
    while (leaves.size() < head.value()) {
      take(tail.next(Duration.ZERO).orElseThrow());
    }
    return List.copyOf(leaves);
  }

  @Override
  public void close() {
    tail.close();
    journal.close();
  }
}
