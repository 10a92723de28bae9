package dev.stele.journal;

import dev.stele.ground.Entropy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
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
      length += EntryFormat.lengthOf(entry.header().remaining(), entry.payload().remaining());
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
    Checksum checksum = new Checksum();
    Salts salts = new Salts(chance);
    MerkleHasher hasher = MerkleHasher.create();
    List<Digest> leaves = new ArrayList<>(entries.size());
    for (NewEntry entry : entries) {
      int at = frame.position();
      EntryFormat.put(frame, kind, entry, salts.next());
      EntryFormat.seal(frame, at, EntryFormat.seed(lineage), checksum);
      leaves.add(LeafFormat.hash(frame, at, hasher));
    }
    return new Request(frame.flip(), leaves, durability);
  }

  /**
   * Salts of the payloads of one batch: digests of one secret and a count. The secret is forgotten,
   * so that no salt tells another; and chance is asked once a batch, since it is dear and shared.
   */
  private static final class Salts {
    private final byte[] secret = new byte[EntryFormat.SALT_BYTES];
    private final MessageDigest digest;
    private int count;

    Salts(Entropy chance) {
      chance.fill(secret);
      try {
        digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }

    byte[] next() {
      digest.update(secret);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, count++));
      return Arrays.copyOf(digest.digest(), EntryFormat.SALT_BYTES);
    }
  }
}
