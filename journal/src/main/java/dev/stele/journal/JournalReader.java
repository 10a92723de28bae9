package dev.stele.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/**
 * A journal as it is read: by its writer, or by a follower in another process.
 *
 * <p>Only what is durable is shown, so that nothing that was seen is ever taken back. Any number of
 * threads may read; each reading is for one thread.
 */
public abstract sealed class JournalReader implements AutoCloseable
    permits Journal, JournalFollower {

  final Layout layout;
  final JournalOptions options;
  final SegmentFiles files;

  JournalReader(Layout layout, JournalOptions options, boolean isWriter) {
    this.layout = layout;
    this.options = options;
    this.files = new SegmentFiles(layout, isWriter);
  }

  /**
   * Returns what may be seen now.
   *
   * @throws JournalException.Closed if this is closed
   * @throws JournalException.Replaced if another journal has taken the place of this one
   */
  abstract View view();

  /**
   * Waits until an entry may be seen, or the deadline has passed; returns what may be seen then.
   *
   * @throws JournalException.Closed if this is closed, before or meanwhile
   */
  abstract View awaitBeyond(long position, long deadlineNanos) throws InterruptedException;

  /** Returns the directory. */
  public final Path directory() {
    return layout.directory();
  }

  /**
   * Returns the identity of the history: positions mean the same only within one. A restore or a
   * salvage begins another.
   *
   * @throws JournalException.Closed if this is closed
   */
  public final UUID lineage() {
    return view().lineage();
  }

  /**
   * Returns the position behind the last durable entry: where the next one will be, or later.
   *
   * @throws JournalException.Closed if this is closed
   */
  public final Position head() {
    return new Position(view().endPosition());
  }

  /**
   * Reads from a position on, up to what is durable now.
   *
   * @throws IllegalArgumentException if the position lies behind {@link #head}
   * @throws JournalException.Closed if this is closed
   */
  public final Entries read(Position from) {
    View now = requireReached(from);
    return new ForwardEntries(files, now, from);
  }

  /**
   * Reads backward: first the entry before a position, then the one before that.
   *
   * @throws IllegalArgumentException if the position lies behind {@link #head}
   * @throws JournalException.Closed if this is closed
   */
  public final Entries readBackward(Position before) {
    View now = requireReached(before);
    return new BackwardEntries(files, now, before);
  }

  /**
   * Reads from a position on, and goes on as entries become durable.
   *
   * @throws IllegalArgumentException if the position lies behind {@link #head}
   * @throws JournalException.Closed if this is closed
   */
  public final Tail tail(Position from) {
    requireReached(from);
    return new Tail(this, from);
  }

  /**
   * Reads one entry.
   *
   * @param locator where it lies, as {@link Entry#locator} or {@link Placement#locators} said; one
   *     that does not fit any more costs a search
   * @throws IllegalArgumentException if the position is not before {@link #head}
   * @throws JournalException.Closed if this is closed
   * @throws JournalException.Damaged if a byte is not what was written
   */
  public final Entry entry(Position position, long locator) {
    View now = view();
    if (position.value() >= now.endPosition()) {
      throw new IllegalArgumentException(
          "position must be < " + now.endPosition() + ", got: " + position);
    }
    Catalog.Segment holder = now.segmentOf(position.value());
    FrameScanner.Frame recent = now.recent().find(position.value());
    if (recent != null) {
      return recent.entry(position.value(), recent.offsetOf(position.value()), holder.number());
    }
    if (Locator.segment(locator) == holder.number()) {
      try (SegmentFiles.Open open = files.acquireMapped(now, holder, Locator.entryAt(locator))) {
        Entry found = open.entry(position.value(), locator, holder.endBytes());
        if (found != null) {
          return found;
        }
      }
    }
    try (Entries entries = new ForwardEntries(files, now, position)) {
      return entries.next();
    }
  }

  private View requireReached(Position position) {
    View now = view();
    if (position.value() > now.endPosition()) {
      throw new IllegalArgumentException(
          "position must be <= " + now.endPosition() + ", got: " + position);
    }
    return now;
  }

  /**
   * Waits until the entry at a position is durable. In the writer's process nothing polls: the
   * append wakes who waits. A follower looks every 25 ms.
   *
   * @return true if it is; false if the time ran out first
   * @throws InterruptedException if the thread is interrupted; nothing was changed
   * @throws JournalException.Closed if this is closed before or meanwhile
   */
  public final boolean awaitDurable(Position position, Duration atMost)
      throws InterruptedException {
    long deadlineNanos = options.clock().deadlineAfter(atMost);
    return awaitBeyond(position.value(), deadlineNanos).endPosition() > position.value();
  }

  /**
   * Returns size and root of the Merkle tree over all durable entries.
   *
   * @throws JournalException.Closed if this is closed
   */
  public final TreeHead treeHead() {
    View now = view();
    return tree(now, now.endPosition()).head();
  }

  /**
   * Returns the root of the Merkle tree over the entries before a position.
   *
   * @throws IllegalArgumentException if the position lies behind {@link #head}
   * @throws JournalException.Closed if this is closed
   */
  public final TreeHead treeHead(Position end) {
    return tree(requireReached(end), end.value()).head();
  }

  /**
   * Proves to somebody who has the head of a tree that an entry is in it, at its position; {@link
   * Entry#leaf} is what is proven.
   *
   * @param end the size of the tree
   * @throws IllegalArgumentException if the position does not lie before the end, or the end lies
   *     behind {@link #head}
   * @throws JournalException.Closed if this is closed
   */
  public final InclusionProof proveInclusion(Position position, Position end) {
    return tree(requireReached(end), end.value()).inclusion(position.value());
  }

  /**
   * Proves to somebody who has the heads of two trees that the larger one has all of the smaller
   * one, unchanged.
   *
   * @param oldEnd the size of the older tree
   * @param end the size of the newer tree
   * @throws IllegalArgumentException if the older end lies behind the newer one, or that behind
   *     {@link #head}
   * @throws JournalException.Closed if this is closed
   */
  public final ConsistencyProof proveConsistency(Position oldEnd, Position end) {
    return tree(requireReached(end), end.value()).consistency(oldEnd.value());
  }

  private MerkleTree tree(View now, long size) {
    MerkleHasher hasher = MerkleHasher.create();
    TileSource tiles = new SegmentTiles(files, now);
    return MerkleTree.of(new TileHashes(tiles, size, hasher), size, hasher);
  }

  /** Ends every waiting, and gives all files back. A second call does nothing. */
  @Override
  public abstract void close();
}
