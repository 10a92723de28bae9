package dev.stele.attach;

import dev.stele.ground.Access;
import dev.stele.ground.Clock;
import dev.stele.ground.Disk;
import dev.stele.ground.DiskEntry;
import dev.stele.ground.DiskException;
import dev.stele.ground.Entropy;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file that others append to, as UTF-8. A line is an item once its end is there: a
 * line feed, perhaps with a carriage return before it, neither of which is part of the item. Its
 * position is the byte at which the line feed stands, so that a cursor stands where the next line
 * begins. A file that is not there is one without lines.
 *
 * <p>While somebody is attached, a virtual thread looks every {@value #LOOK_MILLIS} ms whether
 * there is more; while nobody is, nothing does. A file that was cut, removed or replaced is another
 * history: what of it can still be read is seen, then all attaches end with {@link End.Replaced},
 * and so does each that is made from then on. A file that cannot be read ends them with {@link
 * End.Failed}, and another attach may succeed. An attach at a cursor that is not the beginning of a
 * line ends with {@link End.Replaced}, and it alone.
 *
 * <p>The lineage is made from the first line. One file with the same first line, cut and written
 * beyond where it had been before anybody looked, is taken for the same. A file that had no first
 * line when this was opened has a lineage for as long as this is open: to go on after a restart,
 * write a first line before anybody attaches.
 *
 * <p>Safe for any thread.
 */
public final class FileLines implements Producer<String>, AutoCloseable {

  /*
   * The file is the history, so that a line is in it before it is offered. What is offered is what a
   * `LineWatch` finds behind the end that the lines had when the first inbox came; there is one as long as
   * somebody is attached. It works without the lock: who attaches or detaches never waits for the disk
   * longer than it takes to open the file.
   */

  /** How long between two looks. */
  public static final int LOOK_MILLIS = 25;

  /** How long a line may be; a longer one is the end: {@link End.Failed}. */
  public static final int LONGEST_BYTES = 1024 * 1024;

  private final Disk disk;
  private final Clock clock;
  private final Path path;
  private final UUID lineage;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // All below are guarded by `lock`.
  private @Nullable LineWatch watch;
  private @Nullable End over;

  /** What the first line says, once it is there. */
  private @Nullable UUID identity;

  private FileLines(Path path, Disk disk, Clock clock, Entropy entropy) {
    this.path = path;
    this.disk = disk;
    this.clock = clock;
    try (LineFile file = open()) {
      identity = file == null ? null : file.identity().orElse(null);
    }
    lineage = identity == null ? new UUID(entropy.nextLong(), entropy.nextLong()) : identity;
  }

  /** Opens a file of this machine. */
  public static FileLines open(Path file) {
    return open(file, Disk.system(), Clock.system(), Entropy.system());
  }

  /**
   * Opens a file.
   *
   * @throws DiskException if it is there and cannot be read
   */
  public static FileLines open(Path file, Disk disk, Clock clock, Entropy entropy) {
    return new FileLines(file, disk, clock, entropy);
  }

  @Override
  public UUID lineage() {
    return lineage;
  }

  /** Returns 0: it tells all lines. */
  @Override
  public long oldest() {
    return 0;
  }

  @Override
  public Subscription subscribe(Inbox<String> inbox) {
    lock.lock();
    try {
      LineWatch current = watch;
      if (over == null && current == null) {
        current = newWatch();
      }
      if (over != null || current == null) {
        inbox.end(over == null ? replacedForGood() : over);
        return () -> {};
      }
      return current.add(inbox);
    } finally {
      lock.unlock();
    }
  }

  /** Begins to look; returns null if it is another file. */
  private @Nullable LineWatch newWatch() {
    LineFile file = open();
    boolean isGiven = false;
    try {
      if (isAnother(file)) {
        return null;
      }
      LineWatch made = new LineWatch(this, file);
      watch = made;
      isGiven = true;
      Thread.ofVirtual().name("stele-lines").start(made::run);
      return made;
    } finally {
      if (file != null && !isGiven) {
        file.close();
      }
    }
  }

  @Override
  public Items<String> history(long from) {
    LineFile file = open();
    boolean isGiven = false;
    try {
      if (isReplaced() || isAnother(file)) {
        replaced();
        throw new AttachException.Replaced(other());
      }
      if (file == null && from == 0) {
        return new Nothing();
      }
      if (file == null || !file.isBeginOfLine(from)) {
        throw new AttachException.Replaced(other()); // One cursor is wrong; others go on.
      }
      Lines lines = new Lines(file, from, file.endOfLines(from));
      isGiven = true;
      return lines;
    } finally {
      if (file != null && !isGiven) {
        file.close();
      }
    }
  }

  /** No lines. */
  private record Nothing() implements Items<String> {
    @Override
    public long end() {
      return 0;
    }

    @Override
    public boolean hasNext() {
      return false;
    }

    @Override
    public Item<String> next() {
      throw new NoSuchElementException("lines must be there, got: none");
    }

    @Override
    public void close() {}
  }

  // --- For those who look ------------------------------------------------------------------------

  Clock clock() {
    return clock;
  }

  ReentrantLock lock() {
    return lock;
  }

  /** Signalled when somebody has detached, and when it is over. */
  Condition changed() {
    return changed;
  }

  /** Returns how long the file is that the name stands for; -1 if it stands for none. */
  long sizeByName() {
    return disk.find(path)
        .filter(entry -> entry.kind() == DiskEntry.Kind.FILE)
        .map(DiskEntry::sizeBytes)
        .orElse(-1L);
  }

  /** Opens the file that the name stands for; null if there is none. */
  @Nullable LineFile open() {
    try {
      return new LineFile(disk.open(path, Access.READ));
    } catch (DiskException.NotFound _) {
      return null;
    }
  }

  /** Tells whether it is another file than it was, or there is none where there was one. */
  private boolean isAnother(@Nullable LineFile file) {
    if (file != null) {
      return !isSame(file);
    }
    lock.lock();
    try {
      return identity != null;
    } finally {
      lock.unlock();
    }
  }

  /** Tells whether it is the file that it was. */
  boolean isSame(LineFile file) {
    Optional<UUID> found = file.identity();
    lock.lock();
    try {
      if (identity == null) {
        identity = found.orElse(null);
        return true;
      }
      return found.equals(Optional.of(identity));
    } finally {
      lock.unlock();
    }
  }

  private boolean isReplaced() {
    lock.lock();
    try {
      return over instanceof End.Replaced;
    } finally {
      lock.unlock();
    }
  }

  /** Ends all attaches for good, since it is another file; returns how. */
  End replaced() {
    lock.lock();
    try {
      return replacedForGood();
    } finally {
      lock.unlock();
    }
  }

  private End replacedForGood() {
    if (over == null) {
      over = new End.Replaced(other());
      changed.signalAll();
    }
    return over;
  }

  /** Returns where the lines begin that are there instead. */
  private Optional<Cursor> other() {
    try (LineFile now = open()) {
      Optional<UUID> found = now == null ? Optional.empty() : now.identity();
      return found.map(identityOfOther -> new Cursor(identityOfOther, 0));
    } catch (DiskException _) {
      return Optional.empty(); // That it is another one is known all the same.
    }
  }

  /** Notes, with the lock held, that a watch has ended; another one may begin. */
  void forget(LineWatch ended) {
    if (watch == ended) {
      watch = null;
    }
  }

  /** Returns why it is over; called with the lock held. */
  Optional<End> over() {
    return Optional.ofNullable(over);
  }

  /**
   * Ends all attaches once they have seen what is in the file now. The file stays as it is. A
   * second call does nothing.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      if (over == null) {
        over = new End.Closed();
        changed.signalAll(); // Who looks does so once more, and ends them.
      }
    } finally {
      lock.unlock();
    }
  }
}
