package dev.stele.journal;

import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One append on its way: a frame without its header, and the caller who waits for it. */
final class Request {

  final ByteBuffer frame;
  final int entryCount;
  final Durability durability;

  /** The one before it in the stack of requests; read by the committer alone. */
  @Nullable Request below;

  private final Thread caller = Thread.currentThread();
  private long firstPosition;

  // Written once by the committer, read by the caller. The volatile write publishes the other
  // field.
  private @Nullable RuntimeException failure;
  private volatile @Nullable Appended outcome;
  private volatile boolean failed;

  Request(ByteBuffer frame, int entryCount, Durability durability) {
    this.frame = frame;
    this.entryCount = entryCount;
    this.durability = durability;
  }

  void placedAt(long position) {
    firstPosition = position;
  }

  void done(long epoch) {
    finish(new Appended.Done(new Position(firstPosition), entryCount, epoch));
  }

  void finish(Appended result) {
    outcome = result;
    LockSupport.unpark(caller);
  }

  void fail(RuntimeException cause) {
    failure = cause;
    failed = true;
    LockSupport.unpark(caller);
  }

  /** Waits until the committer has finished it, whatever happens; keeps the interrupt flag. */
  Appended await() {
    boolean interrupted = false;
    try {
      while (true) {
        Appended result = outcome;
        if (result != null) {
          return result;
        }
        if (failed && failure != null) {
          throw failure;
        }
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
