package dev.stele.store;

import dev.stele.index.IndexException;
import dev.stele.index.IndexOptions;
import dev.stele.journal.JournalException;
import dev.stele.journal.JournalFollower;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads along with a store that another process writes, or that nobody does. Takes no lock, writes
 * nothing, and shows what is durable alone.
 *
 * <p>Uses the index files that the writer leaves, and indexes the rest in memory when it is opened
 * and as it reads: that part of it is only as small as the writer's index files are new. Looks for
 * news when asked, and every 25 ms while somebody waits.
 */
public final class StoreFollower extends StoreReader {

  /** What is indexed in memory before the directory is looked at for runs. */
  private static final long ENTRIES_AT_ONCE = 8_192;

  /** How long a cursor that lies ahead is given: ten looks. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private final Engine engine;
  private final ReentrantLock catchingUp = new ReentrantLock();
  private long indexedEnd; // Guarded by catchingUp.
  private volatile boolean isClosed;

  private StoreFollower(Path directory, StoreOptions options, Engine engine) {
    super(directory, options.journal().clock());
    this.engine = engine;
    this.indexedEnd = engine.index.end();
  }

  /** Opens a store for reading with the standard options. */
  public static StoreFollower open(Path directory) {
    return open(directory, StoreOptions.standard());
  }

  /**
   * Opens a store for reading.
   *
   * @throws JournalException.Missing if there is none in the directory
   * @throws JournalException.Damaged if its catalog is damaged
   * @throws JournalException.NewerFormat if a newer version wrote it
   * @throws StoreException.IndexFailed if the index cannot be read
   * @throws dev.stele.ground.DiskException if the disk fails
   */
  public static StoreFollower open(Path directory, StoreOptions options) {
    JournalFollower journal = JournalFollower.open(directory, options.journal());
    IndexOptions how =
        IndexOptions.follower(
            options.journal().disk(),
            directory.resolve(Openings.RUNS),
            Openings.tableBytes(options));
    Engine engine = Openings.engine(directory, journal, how);
    boolean opened = false;
    try {
      StoreFollower follower = new StoreFollower(directory, options, engine);
      follower.visibleEnd(engine);
      opened = true;
      return follower;
    } finally {
      if (!opened) {
        engine.close();
      }
    }
  }

  @Override
  Engine engine() {
    if (isClosed) {
      throw new StoreException.Closed(directory());
    }
    return engine;
  }

  @Override
  Engine engineAfter(Engine gone) {
    throw new StoreException.Closed(directory());
  }

  @Override
  long visibleEnd(Engine with) {
    catchingUp.lock();
    try {
      while (with.journal.head().value() > indexedEnd) {
        // A reading that failed may have come further than it could say.
        long from = Math.max(indexedEnd, with.index.end());
        long reached = with.addToIndex(from, ENTRIES_AT_ONCE);
        with.index.refresh(); // A run of the writer's may spare the rest.
        indexedEnd = Math.max(reached, with.index.end());
      }
      return indexedEnd;
    } finally {
      catchingUp.unlock();
    }
  }

  /** The writer may be about to publish its end, which reads as torn for a moment. */
  @Override
  void awaitLooked(long end) {
    boolean isInterrupted = false;
    try {
      awaitVisible(Engine.position(end), LOOK_AGAIN);
    } catch (InterruptedException _) {
      isInterrupted = true;
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public StoreStatistics statistics() {
    return new Counters().statistics(0, 0, engine().index.statistics(), hub());
  }

  @Override
  public void close() {
    isClosed = true;
    hub().close();
    engine.journal.close(); // Ends who waits, and a catching up at the next segment at the latest.
    catchingUp.lock(); // Only one at a time may change the index, and closing it does.
    try {
      engine.close();
    } catch (IndexException e) {
      throw new StoreException.IndexFailed(directory(), e);
    } finally {
      catchingUp.unlock();
    }
  }
}
