package dev.stele.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads along with a journal that another process writes, or that nobody does. Takes no lock,
 * writes nothing, and shows what is durable alone, though the system's cache has more.
 *
 * <p>Looks for news when asked, and every 25 ms while somebody waits.
 */
public final class JournalFollower extends JournalReader {

  /** How long a follower waits before it looks again (DESIGN J8). */
  private static final Duration LOOK = Duration.ofMillis(25);

  /** The writer replaces the catalog, then the head: one of them may be a step behind. */
  private static final int ATTEMPTS_MAX = 16;

  private final ReentrantLock looking = new ReentrantLock();
  private final Condition ended = looking.newCondition();
  // Guarded by looking.
  private Catalog catalog;
  private View view;
  private @Nullable FollowedIndex activeIndex;
  private boolean closed;

  private JournalFollower(Layout layout, JournalOptions options, Catalog catalog) {
    super(layout, options, false);
    this.catalog = catalog;
    this.view = viewOf(catalog, catalog.active());
  }

  /**
   * Opens a journal for reading.
   *
   * @throws JournalException.Missing if there is none in the directory
   * @throws JournalException.Damaged if the catalog is damaged
   * @throws JournalException.NewerFormat if a newer version wrote it
   * @throws dev.stele.ground.DiskException if the disk fails
   */
  public static JournalFollower open(Path directory, JournalOptions options) {
    Layout layout = new Layout(options.disk(), directory);
    Catalog catalog =
        layout.readCatalog().orElseThrow(() -> new JournalException.Missing(directory));
    JournalFollower follower = new JournalFollower(layout, options, catalog);
    boolean opened = false;
    try {
      follower.view();
      opened = true;
      return follower;
    } finally {
      if (!opened) {
        follower.close();
      }
    }
  }

  @Override
  View view() {
    looking.lock();
    try {
      if (closed) {
        throw new JournalException.Closed(layout.directory());
      }
      look();
      return view;
    } finally {
      looking.unlock();
    }
  }

  @Override
  View awaitBeyond(long position, long deadlineNanos) throws InterruptedException {
    looking.lockInterruptibly();
    try {
      View now = view();
      boolean isTimeLeft = true;
      while (now.endPosition() <= position && isTimeLeft) {
        long lookNanos = options.clock().deadlineAfter(LOOK);
        boolean isLast = lookNanos - deadlineNanos >= 0;
        boolean signalled =
            options.clock().awaitUntil(looking, ended, isLast ? deadlineNanos : lookNanos);
        isTimeLeft = signalled || !isLast;
        now = view();
      }
      return now;
    } finally {
      looking.unlock();
    }
  }

  /** Brings the view up to what the writer has published. */
  private void look() {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      Optional<Head> published = layout.readHead();
      if (published.isEmpty()) {
        return; // Torn: being written.
      }
      Head head = published.get();
      boolean isSame = head.lineage().equals(catalog.lineage());
      if (isSame && head.generation() < catalog.generation()) {
        return; // Behind the catalog: what is known is newer.
      }
      if (isSame && head.generation() == catalog.generation()) {
        extend(head);
        return;
      }
      Optional<Catalog> found = layout.readCatalog();
      if (found.isEmpty() && attempt + 1 < ATTEMPTS_MAX) {
        continue; // The directory is being replaced: its head has gone, too, or there is another.
      }
      Catalog newer = found.orElseThrow(() -> new JournalException.Missing(layout.directory()));
      if (!newer.lineage().equals(catalog.lineage())) {
        throw new JournalException.Replaced(layout.directory(), catalog.lineage(), newer.lineage());
      }
      catalog = newer;
      view = viewOf(newer, newer.active());
    }
  }

  private void extend(Head head) {
    if (head.endPosition() > view.endPosition()) {
      Catalog.Segment last = catalog.active();
      view =
          viewOf(
              catalog,
              new Catalog.Segment(
                  last.number(), last.firstPosition(), head.endPosition(), head.endBytes()));
    }
  }

  private View viewOf(Catalog of, Catalog.Segment last) {
    FollowedIndex index = activeIndex;
    if (index == null || index.number() != last.number()) {
      index = new FollowedIndex(files, of.lineage(), last);
      activeIndex = index;
    }
    index.extend(last);
    List<Catalog.Segment> sealed = of.segments().subList(0, of.segments().size() - 1);
    return new View(of.lineage(), sealed, last, index, Recent.NONE);
  }

  @Override
  public void close() {
    looking.lock();
    try {
      closed = true;
      ended.signalAll();
      files.close();
    } finally {
      looking.unlock();
    }
  }
}
