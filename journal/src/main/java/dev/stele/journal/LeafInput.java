package dev.stele.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the leaf of an entry is the hash of: all that a proof has to show of the entry, and all that
 * somebody needs who has no journal to compute the leaf.
 *
 * <p>The payload stands in it as a digest over its salt and itself. Whoever holds both compares
 * them by {@link #digest}; whoever does not learns nothing of the payload, however short it is.
 *
 * <p>Encoded as the format document says under "Leaf": the same bytes for the same entry, for ever.
 *
 * @param kind who wrote the entry
 * @param contentType what the payload is, 0 to 65,535
 * @param keyGeneration the generation of the key that sealed the payload, 0 if none did
 * @param header the bytes that stay when the payload is erased; read from position to limit
 * @param payload the digest of salt and payload
 */
public record LeafInput(
    Entry.Kind kind, int contentType, int keyGeneration, ByteBuffer header, Digest payload) {

  /** The length of the salt of every payload in bytes. */
  public static final int SALT_BYTES = EntryFormat.SALT_BYTES;

  private static final int FIXED_BYTES = 12;

  /** Checks the range and takes a view of the header; its bytes must not change any more. */
  public LeafInput {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(payload, "payload");
    if (contentType < 0 || contentType > 0xFFFF) {
      throw new IllegalArgumentException("content type must be 0 to 65535, got: " + contentType);
    }
    header = header.slice().asReadOnlyBuffer();
  }

  /** Returns the digest that stands for a payload; nothing moves in the buffers. */
  public static Digest digest(ByteBuffer salt, ByteBuffer payload, MerkleHasher hasher) {
    return hasher
        .add(salt, salt.position(), salt.remaining())
        .add(payload, payload.position(), payload.remaining())
        .finish();
  }

  /**
   * Reads what {@link #encode} wrote, from position to limit; nothing moves in the buffer. Empty if
   * the bytes are anything else: each input has one encoding, and each encoding one input.
   */
  public static Optional<LeafInput> decode(ByteBuffer encoded) {
    ByteBuffer bytes = encoded.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.limit() < FIXED_BYTES + Digest.BYTES || bytes.get(0) != LeafFormat.VERSION) {
      return Optional.empty();
    }
    Entry.@Nullable Kind kind = EntryFormat.kindOf(bytes.get(1));
    int headerBytes = bytes.getInt(8);
    if (kind == null || headerBytes != bytes.limit() - FIXED_BYTES - Digest.BYTES) {
      return Optional.empty();
    }
    return Optional.of(
        new LeafInput(
            kind,
            Short.toUnsignedInt(bytes.getShort(2)),
            bytes.getInt(4),
            bytes.slice(FIXED_BYTES, headerBytes),
            Digest.of(bytes.slice(FIXED_BYTES + headerBytes, Digest.BYTES))));
  }

  /** Returns the bytes that the leaf is the hash of, in a new array's buffer. */
  public ByteBuffer encode() {
    int headerBytes = header.limit();
    ByteBuffer bytes =
        ByteBuffer.allocate(FIXED_BYTES + headerBytes + Digest.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) LeafFormat.VERSION).put(kind.code).putShort((short) contentType);
    bytes.putInt(keyGeneration).putInt(headerBytes).put(header.duplicate());
    payload.copyTo(bytes);
    return bytes.flip();
  }

  /** Returns the hash of the leaf, as it stands in the Merkle tree of the journal. */
  public Digest leaf(MerkleHasher hasher) {
    return hasher.leaf(encode());
  }

  /** Returns a view of the header. */
  @Override
  public ByteBuffer header() {
    return header.duplicate();
  }
}
