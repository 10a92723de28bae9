package dev.stele.journal;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One append on its way: a frame without its header, and the caller who waits for it. */
final class Request implements Supplier<List<Digest>> {

  final ByteBuffer frame;
  final int entryCount;
  final int entriesChecksum;
  final Durability durability;

  /** The one before it in the stack of requests; read by the committer alone. */
  @Nullable Request below;

  private final Thread caller = Thread.currentThread();
  private FrameScanner.@Nullable Frame placed;
  private volatile @Nullable List<Digest> leaves;

  // Written once by the committer, read by the caller. The volatile write publishes the other
  // field.
  private @Nullable RuntimeException failure;
  private volatile @Nullable Appended outcome;
  private volatile boolean failed;

  /** A request for a sync of everything before it. */
  static Request sync() {
    return new Request(ByteBuffer.allocate(0), 0, 0, Durability.SYNCED);
  }

  Request(ByteBuffer frame, int entryCount, int entriesChecksum, Durability durability) {
    this.frame = frame;
    this.entryCount = entryCount;
    this.entriesChecksum = entriesChecksum;
    this.durability = durability;
  }

  /**
   * Returns the hashes of the leaves, in order. The caller computes them while the device is at
   * work; whoever needs them before computes them too, and comes to the same.
   */
  @Override
  public List<Digest> get() {
    List<Digest> known = leaves;
    if (known == null) {
      known = LeafFormat.hashAll(frame, 0, entryCount, MerkleHasher.create());
      leaves = known;
    }
    return known;
  }

  /** Remembers the frame that it became. */
  void placed(FrameScanner.Frame as) {
    placed = as;
  }

  /** Finishes it as done; one that placed nothing only waited for a sync. */
  void done() {
    FrameScanner.Frame frame = placed;
    Position first = new Position(frame == null ? 0 : frame.header().firstPosition());
    finish(new Appended.Done(first, entryCount, frame == null ? 0 : frame.header().epoch()));
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
