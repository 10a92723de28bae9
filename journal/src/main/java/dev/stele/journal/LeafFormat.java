package dev.stele.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What the Merkle tree hashes of an entry: the same bytes for ever, wherever and in whatever form
 * the entry is stored.
 *
 * <pre>
 *   0  version, 1           1
 *   1  kind, 1
 *   2  content type, 2      little-endian, as all numbers
 *   4  key generation, 4
 *   8  header length, 4
 *  12  header
 *      SHA-256, 32          of the salt (16 bytes) and the payload
 * </pre>
 *
 * <p>A payload is replaced by its digest, so that the leaf can still be hashed when the payload is
 * dropped; and its salt is dropped with it, so that nobody finds a short payload by trying.
 */
final class LeafFormat {

  static final int VERSION = 1;

  private LeafFormat() {}

  /** Hashes the leaves of the entries of a valid frame, in order. */
  static List<Digest> hashAll(ByteBuffer frame, int at, int entryCount, MerkleHasher hasher) {
    List<Digest> leaves = new ArrayList<>(entryCount);
    int next = at + FrameFormat.HEADER_BYTES;
    for (int i = 0; i < entryCount; i++) {
      leaves.add(hash(frame, next, hasher));
      next += EntryFormat.lengthAt(frame, next);
    }
    return leaves;
  }

  /** Hashes the leaf of a valid entry in its stored form. */
  static Digest hash(ByteBuffer bytes, int at, MerkleHasher hasher) {
    int headerBytes = EntryFormat.headerBytes(bytes, at);
    return EntryFormat.form(bytes, at) == Entry.Form.LEAF_ONLY
        ? EntryFormat.digest(bytes, at + EntryFormat.FIXED_BYTES + headerBytes)
        : hash(bytes, at, headerBytes, payload(bytes, at, hasher), hasher);
  }

  /** Returns what stands for the payload of a valid entry that is not of its leaf alone. */
  static Digest payload(ByteBuffer bytes, int at, MerkleHasher hasher) {
    int storedAt = at + EntryFormat.FIXED_BYTES + EntryFormat.headerBytes(bytes, at);
    if (EntryFormat.form(bytes, at) == Entry.Form.PAYLOAD_DROPPED) {
      return EntryFormat.digest(bytes, storedAt);
    }
    hasher.add(bytes, storedAt, EntryFormat.storedBytes(bytes, at));
    return hasher.finish();
  }

  private static Digest hash(
      ByteBuffer bytes, int at, int headerBytes, Digest payload, MerkleHasher hasher) {
    // Kind, content type, key generation and header length stand in an entry as in its leaf.
    int kindAt = at + EntryFormat.KIND_AT;
    int fieldBytes = EntryFormat.STORED_LENGTH_AT - EntryFormat.KIND_AT;
    hasher.beginLeaf().add(VERSION).add(bytes, kindAt, fieldBytes);
    if (headerBytes > 0) {
      hasher.add(bytes, at + EntryFormat.FIXED_BYTES, headerBytes);
    }
    return hasher.add(payload).finish();
  }
}
