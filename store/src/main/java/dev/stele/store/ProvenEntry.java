package dev.stele.store;

import dev.stele.journal.Digest;
import dev.stele.journal.Entry;
import dev.stele.journal.LeafInput;
import dev.stele.journal.Position;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An entry that a proof has shown to stand in a store. Immutable, equal by content. */
public final class ProvenEntry {

  private final Position position;
  private final Digest leaf;
  private final @Nullable Disclosure disclosure;
  private final Checkpoint checkpoint;

  ProvenEntry(
      Position position, Digest leaf, @Nullable Disclosure disclosure, Checkpoint checkpoint) {
    this.position = position;
    this.leaf = leaf;
    this.disclosure = disclosure;
    this.checkpoint = checkpoint;
  }

  /** Returns where it stands. */
  public Position position() {
    return position;
  }

  /** Returns the hash of its leaf. */
  public Digest leaf() {
    return leaf;
  }

  /** Returns kind, types, header and payload's digest; empty if the leaf alone is proven. */
  public Optional<LeafInput> input() {
    return Optional.ofNullable(disclosure).map(Disclosure::input);
  }

  /** Returns a view of the payload; empty if it was withheld, or the leaf alone is proven. */
  public Optional<ByteBuffer> payload() {
    return Optional.ofNullable(disclosure).flatMap(Disclosure::payload);
  }

  /**
   * Returns the entry as an event, without its payload if that was withheld; empty if it is none,
   * or the leaf alone is proven.
   *
   * @throws StoreException.NewerFormat if a newer version wrote it
   * @throws StoreException.Undecodable if it is no event
   */
  public Optional<Event> event() {
    return input()
        .filter(input -> input.kind() == Entry.Kind.DATA)
        .map(input -> Event.of(this, input));
  }

  /** Returns what the log has signed: name and lineage, size and root. */
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProvenEntry that
        && position.equals(that.position)
        && leaf.equals(that.leaf)
        && Objects.equals(disclosure, that.disclosure)
        && checkpoint.equals(that.checkpoint);
  }

  @Override
  public int hashCode() {
    return leaf.hashCode();
  }

  /** Returns position, leaf and checkpoint, for people. */
  @Override
  public String toString() {
    return "entry " + position + ", leaf " + leaf + ", proven by " + checkpoint;
  }
}
