package dev.stele.journal;

import dev.stele.ground.Entropy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.UUID;

/** Builds the frame of a batch on its caller's thread, all but the header. */
final class Batch {

  private Batch() {}

  /** How many bytes the frame takes. */
  static long frameBytes(List<NewEntry> entries) {
    long length = FrameFormat.HEADER_BYTES;
    for (NewEntry entry : entries) {
      long storedBytes = EntryFormat.SALT_BYTES + (long) entry.payloadBytes();
      length += EntryFormat.lengthOf(entry.headerBytes(), storedBytes);
    }
    return length;
  }

  static Request request(
      List<NewEntry> entries,
      Entry.Kind kind,
      Durability durability,
      UUID lineage,
      Entropy chance) {
    ByteBuffer frame = frame(entries, kind, lineage, secret(chance));
    int entriesChecksum = FrameFormat.entriesChecksum(frame, 0, entries.size());
    return new Request(frame, entries.size(), entriesChecksum, durability);
  }

  /** Builds the frame; the secret is not used again. */
  static ByteBuffer frame(
      List<NewEntry> entries, Entry.Kind kind, UUID lineage, ByteBuffer secret) {
    int length = Math.toIntExact(frameBytes(entries));
    ByteBuffer frame = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    frame.position(FrameFormat.HEADER_BYTES);
    ByteBuffer salts = salts(entries.size(), secret);
    Checksum checksum = new Checksum();
    for (NewEntry entry : entries) {
      int at = frame.position();
      EntryFormat.put(frame, kind, entry, salts);
      EntryFormat.seal(frame, at, EntryFormat.seed(lineage), checksum);
    }
    return frame.flip();
  }

  /** Draws what the salts of a batch come from. */
  static ByteBuffer secret(Entropy chance) {
    byte[] secret = new byte[EntryFormat.SALT_BYTES];
    chance.fill(secret);
    return ByteBuffer.wrap(secret);
  }

  /**
   * Salts for so many payloads: halves of the digests of one secret and a count. The secret is
   * forgotten, so that no salt tells another; and chance is asked once a batch, being dear.
   */
  private static ByteBuffer salts(int count, ByteBuffer secret) {
    if (count == 1) {
      return secret;
    }
    int digests = (count + 1) / 2;
    ByteBuffer salts = ByteBuffer.allocate(digests * Digest.BYTES);
    ByteBuffer input = ByteBuffer.allocate(EntryFormat.SALT_BYTES + Integer.BYTES).put(secret);
    MerkleHasher hasher = MerkleHasher.create();
    for (int i = 0; i < digests; i++) {
      input.putInt(EntryFormat.SALT_BYTES, i);
      hasher.add(input, 0, input.capacity()).finish().copyTo(salts.array(), i * Digest.BYTES);
    }
    return salts;
  }
}
