package dev.stele.store;

import dev.stele.journal.ConsistencyProof;
import dev.stele.journal.InclusionProof;
import dev.stele.journal.Position;
import dev.stele.journal.TreeHead;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * A store as it is read: by its writer, or by a follower in another process.
 *
 * <p>Shows what is durable alone, and of a batch all or nothing: nothing that was seen is ever
 * taken back. Any number of threads may read; each reading, tail or cursor is for one.
 */
public abstract sealed class StoreReader implements AutoCloseable permits Store, StoreFollower {

  StoreReader() {}

  /** Returns the directory. */
  public abstract Path directory();

  /** Returns the identity of the history: positions mean the same only within one. */
  public abstract UUID lineage();

  /** Returns the position behind the last entry that is visible. */
  public abstract Position head();

  /** Reads the events of a region that are visible now, in the order of their positions. */
  public final Events read(Region region) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Reads the events of a region that are visible now, the last one first. */
  public final Events readBackward(Region region) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Reads a stream from a version on, as far as it is visible now. */
  public final Events readStream(Coordinate stream, Version from) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Returns the last event of a stream. */
  public final Optional<Event> last(Coordinate stream) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Returns the event with an identity. */
  public final Optional<Event> find(EventId id) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Returns the event at a position; empty if the entry there is none, or is not visible. */
  public final Optional<Event> at(Position position) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Returns the receipt of the append with a key. */
  public final Optional<Receipt> receipt(String scope, String key) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Walks from an event to those it follows from. */
  public final Walk causes(EventId of, Walk.Limits limits) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Walks from an event to those that follow from it. */
  public final Walk effects(EventId of, Walk.Limits limits) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Reads a region from a position on ({@link Region#from}), and goes on as events come. */
  public final EventTail tail(Region region) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Waits until what is before a position is visible. */
  public final boolean awaitVisible(Position end, Duration atMost) throws InterruptedException {
    throw new UnsupportedOperationException("not yet");
  }

  /** Returns size and root of the Merkle tree over all visible entries. */
  public final TreeHead treeHead() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Returns the root of the Merkle tree over the entries before a position. */
  public final TreeHead treeHead(Position end) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Proves that the entry at a position is in the tree of a size. */
  public final InclusionProof proveInclusion(Position position, Position end) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Proves that the larger of two trees has all of the smaller one, unchanged. */
  public final ConsistencyProof proveConsistency(Position oldEnd, Position end) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Returns what it has done and holds. */
  public abstract StoreStatistics statistics();

  @Override
  public abstract void close();
}
