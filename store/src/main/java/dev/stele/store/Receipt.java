package dev.stele.store;

import dev.stele.journal.Digest;
import dev.stele.journal.Position;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What an append has become: enough to find its events again, and to have them proven later by
 * somebody who trusts a checkpoint alone.
 *
 * @param lineage the history that the positions belong to
 * @param epoch the opening of the store that wrote it
 * @param treeSize how many entries the log had with this batch: the smallest tree that holds it
 * @param time that its events have, all the same
 * @param events the events in the order they were given, 1 or more
 */
public record Receipt(UUID lineage, long epoch, long treeSize, Instant time, List<Placed> events) {

  /**
   * One event of it.
   *
   * @param leaf the hash of its leaf in the Merkle tree, at the index that is its position
   */
  public record Placed(
      EventId id, Coordinate coordinate, Version version, Position position, Digest leaf) {}

  /** Copies the list. */
  public Receipt {
    events = List.copyOf(events);
  }

  /** Returns the first event of it. */
  public Placed first() {
    return events.getFirst();
  }

  /** Returns the last event of it. */
  public Placed last() {
    return events.getLast();
  }
}
