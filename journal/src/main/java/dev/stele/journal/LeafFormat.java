package dev.stele.journal;

import java.nio.ByteBuffer;

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

  private static final int VERSION = 1;

  private LeafFormat() {}

  /** Hashes the leaf of a valid entry in its stored form. */
  static Digest hash(ByteBuffer bytes, int at, MerkleHasher hasher) {
    int headerBytes = EntryFormat.headerBytes(bytes, at);
    int headerAt = at + EntryFormat.FIXED_BYTES;
    int restAt = headerAt + headerBytes;
    Entry.Form form = EntryFormat.form(bytes, at);
    if (form == Entry.Form.LEAF_ONLY) {
      return EntryFormat.digest(bytes, restAt);
    }
    Digest payload =
        form == Entry.Form.PAYLOAD_DROPPED
            ? EntryFormat.digest(bytes, restAt)
            : hasher
                .add(bytes, at + EntryFormat.SALT_AT, EntryFormat.SALT_BYTES)
                .add(bytes, restAt, EntryFormat.storedBytes(bytes, at))
                .finish();
    // Kind, content type, key generation and header length stand in an entry as in its leaf.
    return hasher
        .beginLeaf()
        .add(VERSION)
        .add(bytes, at + EntryFormat.KIND_AT, EntryFormat.STORED_LENGTH_AT - EntryFormat.KIND_AT)
        .add(bytes, headerAt, headerBytes)
        .add(payload)
        .finish();
  }
}
