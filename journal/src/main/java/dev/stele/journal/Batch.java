package dev.stele.journal;

import dev.stele.ground.Entropy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Builds the frame of a batch on its caller's thread, all but the header, and hashes its leaves:
 * the writer's thread is the one that all wait for.
 */
final class Batch {

  private Batch() {}

  /** How many bytes the frame takes. */
  static long frameBytes(List<NewEntry> entries) {
    long length = FrameFormat.HEADER_BYTES;
    for (NewEntry entry : entries) {
      long storedBytes = EntryFormat.SALT_BYTES + (long) entry.payload().remaining();
      length += EntryFormat.lengthOf(entry.header().remaining(), storedBytes);
    }
    return length;
  }

  static Request request(
      List<NewEntry> entries,
      Entry.Kind kind,
      Durability durability,
      UUID lineage,
      Entropy chance) {
    int length = Math.toIntExact(frameBytes(entries));
    ByteBuffer frame = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    frame.position(FrameFormat.HEADER_BYTES);
    // One call for the salts of all payloads: chance is dear, and shared.
    byte[] salts = new byte[entries.size() * EntryFormat.SALT_BYTES];
    chance.fill(salts);
    ByteBuffer salt = ByteBuffer.wrap(salts);
    Checksum checksum = new Checksum();
    MerkleHasher hasher = MerkleHasher.create();
    List<Digest> leaves = new ArrayList<>(entries.size());
    for (NewEntry entry : entries) {
      int at = frame.position();
      EntryFormat.put(frame, kind, entry, salt);
      EntryFormat.seal(frame, at, EntryFormat.seed(lineage), checksum);
      leaves.add(LeafFormat.hash(frame, at, hasher));
    }
    int entriesChecksum = FrameFormat.entriesChecksum(frame, 0, entries.size());
    return new Request(frame.flip(), leaves, entriesChecksum, durability);
  }
}
