package dev.stele.journal;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An entry on disk, little-endian, padded with zeros to eight bytes.
 *
 * <pre>
 *   0  length of all, 4     a multiple of 8
 *   4  form, 1              1 full; 2 payload dropped, 3 leaf only: reserved for compaction
 *   5  kind, 1              0 data, 1 epoch
 *   6  content type, 2
 *   8  key generation, 4
 *  12  header length, 4
 *  16  payload length, 4
 *  20  CRC32C, 4            of all other bytes, seeded with the lineage
 *  24  payload salt, 16
 *  40  header, payload
 * </pre>
 */
final class EntryFormat {

  static final int FIXED_BYTES = 40;
  static final int SALT_BYTES = 16;
  static final byte FORM_FULL = 1;

  private static final int FORM_AT = 4;
  private static final int KIND_AT = 5;
  private static final int CONTENT_TYPE_AT = 6;
  private static final int KEY_GENERATION_AT = 8;
  private static final int HEADER_LENGTH_AT = 12;
  private static final int PAYLOAD_LENGTH_AT = 16;
  private static final int CHECKSUM_AT = 20;
  private static final int SALT_AT = 24;

  private EntryFormat() {}

  /** How many bytes an entry takes. */
  static long lengthOf(long headerBytes, long payloadBytes) {
    return (FIXED_BYTES + headerBytes + payloadBytes + 7) & ~7L;
  }

  /** Writes an entry at the buffer's position, all but its checksum. */
  static void put(ByteBuffer target, Entry.Kind kind, NewEntry entry, byte[] payloadSalt) {
    int start = target.position();
    ByteBuffer header = entry.header();
    ByteBuffer payload = entry.payload();
    int length = (int) lengthOf(header.remaining(), payload.remaining());
    target
        .putInt(length)
        .put(FORM_FULL)
        .put((byte) (kind == Entry.Kind.EPOCH ? 1 : 0))
        .putShort((short) entry.contentType())
        .putInt(entry.keyGeneration())
        .putInt(header.remaining())
        .putInt(payload.remaining())
        .putInt(0)
        .put(payloadSalt)
        .put(header)
        .put(payload);
    while (target.position() < start + length) {
      target.put((byte) 0);
    }
  }

  /** Puts the checksum into an entry that lies at an offset. */
  static void seal(ByteBuffer bytes, int at, long seed, Checksum checksum) {
    bytes.putInt(at + CHECKSUM_AT, checksum.of(seed, bytes, at, bytes.getInt(at), CHECKSUM_AT));
  }

  static int checksumAt(ByteBuffer bytes, int at) {
    return bytes.getInt(at + CHECKSUM_AT);
  }

  /**
   * Tells what is wrong with the entry at an offset; null if nothing is. Reads nothing beyond the
   * limit, whatever the bytes say.
   */
  static @Nullable String wrong(ByteBuffer bytes, int at, long seed, Checksum checksum) {
    int room = bytes.limit() - at;
    if (room < FIXED_BYTES) {
      return "expected an entry, found " + room + " bytes";
    }
    long length = bytes.getInt(at);
    long headerBytes = bytes.getInt(at + HEADER_LENGTH_AT);
    long payloadBytes = bytes.getInt(at + PAYLOAD_LENGTH_AT);
    if (headerBytes < 0
        || payloadBytes < 0
        || length != lengthOf(headerBytes, payloadBytes)
        || length > room) {
      return "length of an entry must fit its parts and its frame, got: " + length;
    }
    int expected = bytes.getInt(at + CHECKSUM_AT);
    int found = checksum.of(seed, bytes, at, (int) length, CHECKSUM_AT);
    if (expected != found) {
      return "entry checksum expected %08x, found %08x".formatted(expected, found);
    }
    byte form = bytes.get(at + FORM_AT);
    byte kind = bytes.get(at + KIND_AT);
    if (form != FORM_FULL || kind < 0 || kind > 1) {
      return "form and kind of an entry must be known, got: " + form + " and " + kind;
    }
    return null;
  }

  /** Reads a valid entry; its parts are views of the bytes. */
  static Entry get(ByteBuffer bytes, int at, Position position) {
    int headerBytes = bytes.getInt(at + HEADER_LENGTH_AT);
    int payloadBytes = bytes.getInt(at + PAYLOAD_LENGTH_AT);
    return new Entry(
        position,
        bytes.get(at + KIND_AT) == 1 ? Entry.Kind.EPOCH : Entry.Kind.DATA,
        Short.toUnsignedInt(bytes.getShort(at + CONTENT_TYPE_AT)),
        bytes.getInt(at + KEY_GENERATION_AT),
        bytes.slice(at + FIXED_BYTES, headerBytes).asReadOnlyBuffer(),
        bytes.slice(at + FIXED_BYTES + headerBytes, payloadBytes).asReadOnlyBuffer());
  }

  static byte[] payloadSalt(ByteBuffer bytes, int at) {
    byte[] salt = new byte[SALT_BYTES];
    bytes.get(at + SALT_AT, salt);
    return salt;
  }
}
