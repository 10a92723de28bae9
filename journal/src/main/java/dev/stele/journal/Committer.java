package dev.stele.journal;

import dev.stele.ground.DiskThread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one thread that writes: takes what has gathered, writes it at once, syncs it at once. */
final class Committer {

  /*
   * Callers push requests onto a stack; who finds it empty wakes the committer. The committer takes
   * the whole stack, turns it round, and serves it as one group: while it syncs, the next group
   * gathers by itself, without a timer.
   *
   *   caller:    push; if it was empty, unpark the committer; park until finished
   *   committer: take all; if none, park; add each; write; sync if one asked for it;
   *              publish; finish each
   *
   * Closing pushes `end`. Having taken it, the committer puts `CLOSED` where the stack was, serves
   * what came in between, and ends. A push onto `CLOSED` fails, so nothing is left behind.
   *
   * A failure of the disk poisons: the first cause is kept; what was added ends as unknown; what was
   * not, and everything later, is refused with it.
   */
  private static final Request CLOSED = Request.sync();

  private final Path directory;
  private final Writer writer;
  private final Consumer<View> publisher;
  private final DiskThread thread;
  private final AtomicReference<@Nullable Request> stack = new AtomicReference<>();
  private long shownEnd;
  private volatile @Nullable Request end;
  private volatile @Nullable Throwable poison;
  private volatile long writtenEnd;

  Committer(Path directory, Writer writer, Consumer<View> publisher) {
    this.directory = directory;
    this.writer = writer;
    this.publisher = publisher;
    this.shownEnd = writer.durableEnd();
    this.writtenEnd = shownEnd;
    this.thread = new DiskThread(this::run, "stele-journal-" + directory.getFileName());
  }

  void start() {
    thread.start();
  }

  /**
   * Hands a request over and waits for its end.
   *
   * @throws JournalException.Closed if the committer has ended
   */
  Appended commit(Request request) {
    if (!push(request)) {
      Throwable first = poison;
      throw first == null || end != null
          ? new JournalException.Closed(directory)
          : new JournalException.Poisoned(directory, first);
    }
    try {
      if (!request.isLate()) {
        request.get(); // In the shadow of the sync.
      }
    } catch (OutOfMemoryError | StackOverflowError _) {
      // The batch is on its way; whoever needs the leaves computes them.
    }
    return request.await();
  }

  private boolean push(Request request) {
    Request top;
    do {
      top = stack.get();
      if (top == CLOSED) {
        return false;
      }
      request.below = top;
    } while (!stack.compareAndSet(top, request));
    if (top == null) {
      LockSupport.unpark(thread);
    }
    return true;
  }

  /** Lets the committer serve what was handed over, leave a checkpoint, and end. Once only. */
  void close() {
    Request last = Request.sync(); // Made here: it wakes the thread that made it.
    end = last;
    try {
      commit(last);
    } catch (JournalException _) {
      // The committer has ended by itself, and says why: see poison.
    }
    joinThread();
  }

  /** The committer gives the files back as the last thing it does. */
  private void joinThread() {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The position behind the last entry that the system has. */
  long writtenEnd() {
    return writtenEnd;
  }

  /** Why nothing can be written any more. */
  Optional<Throwable> poison() {
    return Optional.ofNullable(poison);
  }

  private void run() {
    @Nullable Request top = null;
    @Nullable Request last = null;
    try {
      while (last == null) {
        top = stack.getAndSet(null);
        if (top == null) {
          LockSupport.park(this);
          continue;
        }
        List<Request> group = inOrder(top);
        last = group.remove(end) ? end : null;
        if (last != null) {
          group.addAll(inOrder(stack.getAndSet(CLOSED)));
        }
        serve(group);
      }
    } catch (RuntimeException | Error e) { // No memory, for example. Nobody may wait for ever.
      poison = poison == null ? e : poison;
      failAll(top, e);
      failAll(stack.getAndSet(CLOSED), e);
    }
    finish(last);
  }

  private void failAll(@Nullable Request top, Throwable cause) {
    for (Request request = top; request != null; request = request.below) {
      if (request != CLOSED) {
        request.fail(new JournalException.OutcomeUnknown(directory, cause));
      }
    }
  }

  private static List<Request> inOrder(@Nullable Request top) {
    List<Request> group = new ArrayList<>();
    for (Request request = top; request != null; request = request.below) {
      group.add(request);
    }
    Collections.reverse(group);
    return group;
  }

  private void serve(List<Request> group) {
    Throwable first = poison;
    if (first != null) {
      group.forEach(request -> request.fail(new JournalException.Poisoned(directory, first)));
      return;
    }
    List<Request> added = new ArrayList<>(group.size());
    int next = 0;
    try {
      boolean sync = false;
      for (; next < group.size(); next++) {
        Request request = group.get(next);
        if (!isMade(request)) {
          continue;
        }
        if (request.entryCount == 0 || writer.add(request)) {
          added.add(request);
          sync |= request.durability == Durability.SYNCED;
        } else {
          request.finish(new Appended.NoRoom());
        }
      }
      if (sync) {
        writer.sync();
      } else if (!added.isEmpty()) {
        writer.write();
      }
      writtenEnd = writer.nextPosition();
      if (writer.durableEnd() != shownEnd) { // By this sync, or by that of a rotation.
        publisher.accept(writer.view());
        shownEnd = writer.durableEnd();
      }
      added.forEach(Request::done);
      added.clear();
      writer.catchUp();
    } catch (RuntimeException | Error e) {
      poison = e;
      if (next < group.size()) {
        added.add(group.get(next++)); // Its frame may have been too large for the buffer, and out.
      }
      added.forEach(request -> request.fail(new JournalException.OutcomeUnknown(directory, e)));
      for (Request request : group.subList(next, group.size())) {
        request.fail(new JournalException.Poisoned(directory, e));
      }
    }
  }

  /** Lets a late batch be made now; if it cannot be, its caller knows. */
  private boolean isMade(Request request) {
    long frameBytes;
    try {
      frameBytes = request.make(writer.nextPosition(), writer.epoch(), writer.frameBytesMax());
    } catch (RuntimeException e) {
      request.fail(e);
      return false;
    }
    if (frameBytes > writer.frameBytesMax()) {
      request.finish(new Appended.TooLarge(frameBytes, writer.frameBytesMax()));
      return false;
    }
    return true;
  }

  private void finish(@Nullable Request last) {
    try {
      if (poison == null) {
        writer.checkpoint();
        publisher.accept(writer.view());
      }
    } catch (RuntimeException | Error e) {
      poison = e;
    }
    try {
      writer.close();
    } catch (RuntimeException | Error e) {
      poison = poison == null ? e : poison;
    }
    if (last != null) {
      last.finish(new Appended.NoRoom()); // Nobody looks at it: it only wakes who closes.
    }
  }
}
