package dev.stele.attach;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Looks what is appended to a file, as long as somebody is attached. */
final class LineWatch {

  /*
   * Whether the name still stands for the opened file is told by sizes, as the seam knows no identity of
   * files. One that is only appended to was, when its name was looked up, as long as its handle shows
   * before, or after, or something between. What the handle shows is read in any case: a log that is renamed
   * and begun anew loses none of its last lines.
   */

  private static final Duration LOOK = Duration.ofMillis(FileLines.LOOK_MILLIS);
  private static final int PRINT_BYTES = 64;
  private static final long NOT_LOOKED_UP = -2;
  private static final Object EVERYTHING = new Object();

  private final FileLines lines;
  private final Fanout<String> fanout = new Fanout<>();

  /** Guarded by the lock of the lines. */
  private int attached;

  // All below are the thread's own.
  private @Nullable LineFile file;
  private long seen;

  /** What stands before `seen`: other bytes there are another file's. */
  private byte[] print = {};

  /** How long the file was when its name was last looked up; -1 if there was none. */
  private long namedBytes = NOT_LOOKED_UP;

  /** Begins at the end of the lines: those before it are history. */
  LineWatch(FileLines lines, @Nullable LineFile file) {
    this.lines = lines;
    if (file != null) {
      this.file = file;
      saw(file, file.endOfLines(0));
    }
  }

  /** Called with the lock of the lines held. */
  Subscription add(Inbox<String> inbox) {
    attached++;
    return new Reader(fanout.add(inbox, Set.of(EVERYTHING), _ -> true));
  }

  /** That somebody is attached. */
  private final class Reader implements Subscription {
    private final Subscription inner;
    private boolean isClosed;

    Reader(Subscription inner) {
      this.inner = inner;
    }

    @Override
    public void close() {
      lines.lock().lock();
      try {
        if (!isClosed) {
          isClosed = true;
          inner.close();
          attached--;
          lines.changed().signalAll();
        }
      } finally {
        lines.lock().unlock();
      }
    }
  }

  /** Ends all that are attached. */
  void end(End why) {
    fanout.end(why);
  }

  /** What the thread does. */
  void run() {
    try {
      try {
        watch();
      } finally {
        if (file != null) {
          file.close();
        }
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      forgotten();
      end(new End.Failed(e)); // Who attaches from now on has another watch.
    }
  }

  private void watch() throws InterruptedException {
    Optional<End> over = Optional.empty();
    while (over.isEmpty() && await()) {
      over = over(); // Asked before the look, which then sees all that was there.
      if (!isSeenWhole()) {
        over = Optional.of(lines.replaced());
      }
    }
    over.ifPresent(this::end);
  }

  /** Waits until it is time to look; false if nobody is attached any more. */
  private boolean await() throws InterruptedException {
    ReentrantLock lock = lines.lock();
    lock.lock();
    try {
      long deadline = lines.clock().deadlineAfter(LOOK);
      boolean isInTime = true;
      while (attached > 0 && lines.over().isEmpty() && isInTime) {
        isInTime = lines.clock().awaitUntil(lock, lines.changed(), deadline);
      }
      if (attached == 0) {
        lines.forget(this);
      }
      return attached > 0;
    } finally {
      lock.unlock();
    }
  }

  private void forgotten() {
    lines.lock().lock();
    try {
      lines.forget(this);
    } finally {
      lines.lock().unlock();
    }
  }

  private Optional<End> over() {
    lines.lock().lock();
    try {
      return lines.over();
    } finally {
      lines.lock().unlock();
    }
  }

  private boolean isSeenWhole() {
    try {
      return look();
    } catch (AttachException.Replaced _) {
      return false; // Cut while it was read.
    }
  }

  /** Offers what was appended; false if it is another file now. */
  private boolean look() {
    long named = lines.sizeByName();
    if (named == namedBytes) {
      return true;
    }
    LineFile known = file;
    if (known == null) {
      known = lines.open();
      if (known == null) {
        return true; // It was there for a moment.
      }
      file = known;
    }
    long before = known.size();
    namedBytes = lines.sizeByName();
    long after = known.size();
    if (after < seen || !Arrays.equals(print, printAt(known, seen)) || !lines.isSame(known)) {
      return false;
    }
    offer(known);
    if (after - seen > FileLines.LONGEST_BYTES) {
      throw known.tooLong(seen);
    }
    return before <= namedBytes && namedBytes <= after;
  }

  private void offer(LineFile from) {
    Lines appended = new Lines(from, seen, from.endOfLines(seen));
    while (appended.hasNext()) {
      fanout.publish(appended.next(), EVERYTHING);
    }
    saw(from, appended.end());
  }

  private void saw(LineFile from, long end) {
    seen = end;
    print = printAt(from, end);
  }

  private static byte[] printAt(LineFile file, long end) {
    int count = Math.toIntExact(Math.min(PRINT_BYTES, end));
    return file.read(end - count, count);
  }
}
