package dev.stele.store;

import dev.stele.journal.Digest;
import dev.stele.journal.LeafInput;
import dev.stele.journal.MerkleHasher;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a proof shows of an entry: what its leaf is the hash of, and salt and payload, or not those.
 * Nothing in it is true because it stands there: the leaf proves the input, and the digest in the
 * input proves the payload.
 *
 * <p>In the extra line of a proof, numbers little-endian:
 *
 * <pre>
 *   0  magic "STELELEF", 8
 *   8  version, 1             1
 *   9  payload, 1             0 withheld, 1 shown
 *  10  zeros, 2
 *  12  length of the leaf's input, 4
 *  16  the leaf's input
 *      if shown: salt, 16; payload
 * </pre>
 *
 * @param input what the leaf is the hash of
 * @param salted salt and payload; null if they are withheld
 */
record Disclosure(LeafInput input, @Nullable ByteBuffer salted) {

  private static final long MAGIC = 0x46454C454C455453L; // "STELELEF" in the order of the bytes.
  private static final byte VERSION = 1;
  private static final int FIXED_BYTES = 16;

  /** Reads an extra line; empty if it is none of ours. */
  static Optional<Disclosure> decode(ByteBuffer extra) {
    ByteBuffer bytes = extra.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.limit() < FIXED_BYTES
        || bytes.getLong(0) != MAGIC
        || bytes.get(8) != VERSION
        || (bytes.get(9) & ~1) != 0
        || bytes.getShort(10) != 0) {
      return Optional.empty();
    }
    boolean isShown = bytes.get(9) == 1;
    int inputBytes = bytes.getInt(12);
    int rest = bytes.limit() - FIXED_BYTES;
    boolean fits =
        isShown ? inputBytes >= 0 && inputBytes <= rest - LeafInput.SALT_BYTES : inputBytes == rest;
    if (!fits) {
      return Optional.empty();
    }
    int saltAt = FIXED_BYTES + inputBytes;
    @Nullable ByteBuffer salted =
        isShown ? bytes.slice(saltAt, rest - inputBytes).asReadOnlyBuffer() : null;
    return LeafInput.decode(bytes.slice(FIXED_BYTES, inputBytes))
        .map(input -> new Disclosure(input, salted));
  }

  ByteBuffer encode() {
    ByteBuffer leaf = input.encode();
    int saltedBytes = salted == null ? 0 : salted.remaining();
    ByteBuffer bytes =
        ByteBuffer.allocate(FIXED_BYTES + leaf.remaining() + saltedBytes)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(MAGIC).put(VERSION).put((byte) (salted == null ? 0 : 1)).putShort((short) 0);
    bytes.putInt(leaf.remaining()).put(leaf);
    if (salted != null) {
      bytes.put(salted.duplicate());
    }
    return bytes.flip();
  }

  Disclosure withoutPayload() {
    return new Disclosure(input, null);
  }

  /** Returns the digest of what is shown; that in the input if nothing is. */
  Digest shownDigest(MerkleHasher hasher) {
    if (salted == null) {
      return input.payload();
    }
    ByteBuffer salt = salted.slice(0, LeafInput.SALT_BYTES);
    return LeafInput.digest(salt, salted.slice(LeafInput.SALT_BYTES, payloadBytes(salted)), hasher);
  }

  /** Returns the payload, if it is shown. */
  Optional<ByteBuffer> payload() {
    return Optional.ofNullable(salted)
        .map(all -> all.slice(LeafInput.SALT_BYTES, payloadBytes(all)));
  }

  private static int payloadBytes(ByteBuffer salted) {
    return salted.limit() - LeafInput.SALT_BYTES;
  }
}
