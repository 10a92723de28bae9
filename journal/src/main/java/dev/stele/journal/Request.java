package dev.stele.journal;

import dev.stele.ground.Entropy;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One append on its way: a frame without its header, and the caller who waits for it. */
final class Request implements Supplier<List<Digest>> {

  /** Who hashes leaves takes about as long as this; then whoever waits does it too. */
  private static final int SPINS_MAX = 1_000;

  private static final VarHandle HASHING = hashing();

  final Durability durability;

  // Known from the start, or written once by the committer before the outcome.
  ByteBuffer frame;
  int entryCount;
  int entriesChecksum;

  /** The one before it in the stack of requests; read by the committer alone. */
  @Nullable Request below;

  private final Thread caller = Thread.currentThread();
  private final @Nullable Late late;
  private FrameScanner.@Nullable Frame placed;
  private volatile @Nullable List<Digest> leaves;

  /** Somebody is hashing the leaves; written through {@link #HASHING}. */
  @SuppressWarnings("UnusedVariable")
  private volatile boolean hashing;

  // Written once by the committer, read by the caller. The volatile write publishes the other
  // fields.
  private @Nullable RuntimeException failure;
  private volatile @Nullable Appended outcome;
  private volatile boolean failed;

  /**
   * What a batch is made of when its turn comes.
   *
   * @param secret what its salts come from, drawn by the caller, since chance is dear
   */
  private record Late(BatchSource source, UUID lineage, ByteBuffer secret) {}

  /** A request for a sync of everything before it. */
  static Request sync() {
    return new Request(ByteBuffer.allocate(0), 0, 0, Durability.SYNCED);
  }

  /** A request whose batch is made when its turn comes. */
  static Request late(BatchSource source, Durability durability, UUID lineage, Entropy chance) {
    Late late = new Late(source, lineage, Batch.secret(chance));
    return new Request(ByteBuffer.allocate(0), 0, 0, durability, late);
  }

  Request(ByteBuffer frame, int entryCount, int entriesChecksum, Durability durability) {
    this(frame, entryCount, entriesChecksum, durability, null);
  }

  private Request(
      ByteBuffer frame,
      int entryCount,
      int entriesChecksum,
      Durability durability,
      @Nullable Late late) {
    this.frame = frame;
    this.entryCount = entryCount;
    this.entriesChecksum = entriesChecksum;
    this.durability = durability;
    this.late = late;
  }

  private static VarHandle hashing() {
    try {
      return MethodHandles.lookup().findVarHandle(Request.class, "hashing", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * Makes its batch if that was left for now.
   *
   * @return how many bytes the frame takes; if that is more than may be, nothing was made
   */
  long make(long nextPosition, long epoch, long frameBytesMax) {
    if (late == null) {
      return frame.limit();
    }
    List<NewEntry> entries = late.source.make(new Position(nextPosition), epoch);
    if (entries.isEmpty()) {
      return 0;
    }
    long frameBytes = Batch.frameBytes(entries);
    if (frameBytes <= frameBytesMax) {
      frame = Batch.frame(entries, Entry.Kind.DATA, late.lineage, late.secret);
      entryCount = entries.size();
      entriesChecksum = FrameFormat.entriesChecksum(frame, 0, entryCount);
    }
    return frameBytes;
  }

  /**
   * Returns the hashes of the leaves, in order. The caller computes them while the device is at
   * work, or once a late batch is done; whoever needs them before computes them too, and comes to
   * the same.
   */
  @Override
  public List<Digest> get() {
    List<Digest> known = leaves;
    if (known == null && !HASHING.compareAndSet(this, false, true)) {
      for (int i = 0; i < SPINS_MAX && known == null; i++) {
        Thread.onSpinWait(); // Somebody is at it.
        known = leaves;
      }
    }
    if (known == null) {
      known = LeafFormat.hashAll(frame, 0, entryCount, MerkleHasher.create());
      leaves = known;
    }
    return known;
  }

  boolean isLate() {
    return late != null;
  }

  /** Remembers the frame that it became, and tells who made it. */
  void placed(FrameScanner.Frame as, long segment, long durableEnd) {
    placed = as;
    if (late != null) {
      late.source.placed(new Placement(as, segment, durableEnd));
    }
  }

  /** Finishes it as done; one that placed nothing only waited for a sync. */
  void done() {
    FrameScanner.Frame frame = placed;
    Position first = new Position(frame == null ? 0 : frame.header().firstPosition());
    finish(
        new Appended.Done(
            first, entryCount, frame == null ? 0 : frame.header().epoch(), List.of()));
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
          return result instanceof Appended.Done done ? done.with(get()) : result;
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
