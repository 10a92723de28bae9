package dev.stele.journal;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One append on its way: a frame without its header, and the caller who waits for it. */
final class Request {

  final ByteBuffer frame;
  final List<Digest> leaves;
  final int entriesChecksum;
  final Durability durability;

  /** The one before it in the stack of requests; read by the committer alone. */
  @Nullable Request below;

  private final Thread caller = Thread.currentThread();
  private FrameScanner.@Nullable Frame placed;

  // Written once by the committer, read by the caller. The volatile write publishes the other
  // field.
  private @Nullable RuntimeException failure;
  private volatile @Nullable Appended outcome;
  private volatile boolean failed;

  /** A request for a sync of everything before it. */
  static Request sync() {
    return new Request(ByteBuffer.allocate(0), List.of(), 0, Durability.SYNCED);
  }

  Request(ByteBuffer frame, List<Digest> leaves, int entriesChecksum, Durability durability) {
    this.frame = frame;
    this.leaves = leaves;
    this.entriesChecksum = entriesChecksum;
    this.durability = durability;
  }

  /** Remembers the frame that it became. */
  void placed(FrameScanner.Frame as) {
    placed = as;
  }

  /** Finishes it as done; one that placed nothing only waited for a sync. */
  void done() {
    FrameScanner.Frame frame = placed;
    Position first = new Position(frame == null ? 0 : frame.header().firstPosition());
    finish(new Appended.Done(first, leaves.size(), frame == null ? 0 : frame.header().epoch()));
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
