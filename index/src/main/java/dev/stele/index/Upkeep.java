package dev.stele.index;

import dev.stele.ground.DiskException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Makes runs of memory tables, and fewer runs of many. */
final class Upkeep {

  /*
   * One task at a time. It takes the oldest table that is full and durable, until there is none;
   * then it merges what the plan says, until the plan is content. A merge may take minutes, so it
   * looks up now and then and writes the tables that have become full meanwhile.
   *
   * Nothing here may stop a log from growing. A failure is kept and told at the next flush, or when
   * the index is closed; the table stays in memory, answers, and is tried again when the next one is
   * full. When more than 4 wait and the last attempt has failed, the oldest is given up: its
   * positions are a gap until the index is opened anew. When more than 4 wait and nothing has
   * failed, the disk is slower than the log, and the thread that adds waits.
   *
   * All fields are guarded by the lock of the views, which is held for no disk operation.
   */
  static final int WAITING_MAX = 4;

  private final Views views;
  private final RunDirectory directory;
  private final Executor executor;

  private long durableEnd;
  private boolean isScheduled;
  private boolean isBusy;
  private boolean isClosed;
  private long droppedTables;
  private @Nullable Throwable failure;

  Upkeep(Views views, RunDirectory directory, Executor executor, long durableEnd) {
    this.views = views;
    this.directory = directory;
    this.executor = executor;
    this.durableEnd = durableEnd;
  }

  long durableEnd() {
    views.lock().lock();
    try {
      return durableEnd;
    } finally {
      views.lock().unlock();
    }
  }

  long droppedTables() {
    views.lock().lock();
    try {
      return droppedTables;
    } finally {
      views.lock().unlock();
    }
  }

  /** Takes note of how far the log is durable; returns whether a full table became durable. */
  boolean durable(long end) {
    views.lock().lock();
    try {
      int before = waiting();
      durableEnd = Math.max(durableEnd, end);
      return waiting() > before;
    } finally {
      views.lock().unlock();
    }
  }

  /** The oldest table that is full and durable. The lock is held. */
  private @Nullable MemoryTable oldest() {
    MemoryTable table = views.current().tables().getFirst();
    return table != views.current().active() && table.end() <= durableEnd ? table : null;
  }

  private int waiting() {
    int count = 0;
    for (MemoryTable table : views.current().tables()) {
      count += table != views.current().active() && table.end() <= durableEnd ? 1 : 0;
    }
    return count;
  }

  /** Lets runs be made of what is full and durable; waits only while too much of it waits. */
  void handOver() {
    boolean isWanted;
    views.lock().lock();
    try {
      isWanted = oldest() != null && !isScheduled && !isClosed;
      isScheduled |= isWanted;
    } finally {
      views.lock().unlock();
    }
    if (isWanted) {
      schedule();
    }
    bound();
  }

  private void schedule() {
    try {
      executor.execute(this::tend);
    } catch (RejectedExecutionException e) {
      views.lock().lock();
      try {
        isScheduled = false;
        failure = e;
        views.changed().signalAll();
      } finally {
        views.lock().unlock();
      }
    }
  }

  private void bound() {
    views.lock().lock();
    try {
      while (waiting() > WAITING_MAX && failure == null && (isBusy || isScheduled)) {
        views.changed().awaitUninterruptibly();
      }
      while (waiting() > WAITING_MAX) {
        views.abandon(views.current().tables().getFirst());
        droppedTables++;
      }
    } finally {
      views.lock().unlock();
    }
  }

  /**
   * Waits until nothing that is full and durable waits.
   *
   * @return what the last attempt failed with
   */
  Optional<Throwable> settle() {
    handOver();
    views.lock().lock();
    try {
      while (oldest() != null && (isBusy || isScheduled)) {
        views.changed().awaitUninterruptibly();
      }
      return Optional.ofNullable(failure);
    } finally {
      views.lock().unlock();
    }
  }

  /** Ends what is under way; returns what was not told yet. */
  Optional<Throwable> close() {
    views.lock().lock();
    try {
      isClosed = true;
      while (isBusy) {
        views.changed().awaitUninterruptibly();
      }
      return Optional.ofNullable(failure);
    } finally {
      views.lock().unlock();
    }
  }

  private void tend() {
    if (!begin()) {
      return;
    }
    Throwable problem = null;
    try {
      do {
        writeAll();
        mergeAll();
      } while (!end());
    } catch (IndexException.Damaged e) {
      problem = e;
      drop(e);
    } catch (IndexException.Unreadable e) {
      problem = e;
      views.drop(e.file());
    } catch (RuntimeException | Error e) {
      problem = e;
    } finally {
      finish(problem);
    }
  }

  private void drop(IndexException.Damaged damage) {
    try {
      views.drop(damage.file()).ifPresent(run -> directory.remove(List.of(run)));
    } catch (DiskException e) {
      damage.addSuppressed(e);
    }
  }

  private boolean begin() {
    views.lock().lock();
    try {
      isScheduled = false;
      boolean isMine = !isClosed && !isBusy; // One that is under way looks once more at its end.
      isBusy |= isMine;
      views.changed().signalAll();
      return isMine;
    } finally {
      views.lock().unlock();
    }
  }

  /** Whether there is nothing left to do; if so, a table that comes now needs a new task. */
  private boolean end() {
    views.lock().lock();
    try {
      boolean isDone = isClosed || oldest() == null;
      if (isDone) {
        failure = null;
        isBusy = false;
        views.changed().signalAll();
      }
      return isDone;
    } finally {
      views.lock().unlock();
    }
  }

  private void finish(@Nullable Throwable problem) {
    if (problem == null) {
      return;
    }
    views.lock().lock();
    try {
      failure = isClosed && problem instanceof IndexException.Closed ? failure : problem;
      isBusy = false;
      views.changed().signalAll();
    } finally {
      views.lock().unlock();
    }
  }

  private void writeAll() {
    for (MemoryTable table = nextTable(); table != null; table = nextTable()) {
      Run run = directory.write(table, this::requireOpen);
      views.lock().lock();
      try {
        // At once with the table, since a flush looks at both. A failure to merge comes again.
        views.settle(table, run);
        failure = null;
      } finally {
        views.lock().unlock();
      }
    }
  }

  private @Nullable MemoryTable nextTable() {
    views.lock().lock();
    try {
      return isClosed ? null : oldest();
    } finally {
      views.lock().unlock();
    }
  }

  private void mergeAll() {
    for (List<Run> next = nextMerge(); !next.isEmpty(); next = nextMerge()) {
      try {
        Run merged = directory.write(new AdjacentRuns(next), this::breathe);
        if (views.merge(next, merged)) {
          directory.remove(next);
        } else {
          // A reader met damage in one of them while its pages were sound to the merge.
          merged.close();
          directory.remove(List.of(merged));
        }
      } catch (DiskException.Closed e) {
        if (views.current().runs().containsAll(next)) {
          throw e;
        } // Otherwise a reader has dropped one of them: there is another plan.
      }
    }
  }

  private List<Run> nextMerge() {
    requireOpen();
    return MergePlan.next(views.current().runs());
  }

  /** In the middle of a merge: what has become full is written, or memory would not be bounded. */
  private void breathe() {
    requireOpen();
    writeAll();
  }

  private void requireOpen() {
    views.lock().lock();
    try {
      if (isClosed) {
        throw new IndexException.Closed(directory.path());
      }
    } finally {
      views.lock().unlock();
    }
  }
}
