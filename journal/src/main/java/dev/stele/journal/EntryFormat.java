package dev.stele.journal;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry on disk, little-endian, padded with zeros to eight bytes.
 *
 * <pre>
 *   0  CRC32C, 4            of all other bytes, seeded with the lineage
 *   4  length of all, 4     a multiple of 8
 *   8  form, 1              1 full, 2 payload dropped, 3 leaf only
 *   9  kind, 1              0 data, 1 epoch, 2 lost
 *  10  content type, 2
 *  12  key generation, 4
 *  16  header length, 4     0 if leaf only
 *  20  stored length, 4     of what follows the header; 32 in the forms 2 and 3
 *  24  header
 *      1: salt of the payload, 16; payload. 2: SHA-256 of salt and payload. 3: hash of the leaf
 * </pre>
 */
final class EntryFormat {

  static final int FIXED_BYTES = 24;
  static final int SALT_BYTES = 16;
  static final int KIND_AT = 9;
  static final int STORED_LENGTH_AT = 20;

  private static final int LENGTH_AT = 4;
  private static final int FORM_AT = 8;
  private static final int CONTENT_TYPE_AT = 10;
  private static final int KEY_GENERATION_AT = 12;
  private static final int HEADER_LENGTH_AT = 16;

  private EntryFormat() {}

  /** What the checksums of entries are seeded with. */
  static long seed(UUID lineage) {
    return lineage.getMostSignificantBits();
  }

  /** How many bytes an entry takes that stores so many behind its header. */
  static long lengthOf(long headerBytes, long storedBytes) {
    return (FIXED_BYTES + headerBytes + storedBytes + 7) & ~7L;
  }

  /** How many bytes an entry at an offset takes. */
  static int lengthAt(ByteBuffer bytes, int at) {
    return bytes.getInt(at + LENGTH_AT);
  }

  /**
   * Writes a full entry at the buffer's position, all but its checksum.
   *
   * @param salts where the salt is taken from
   */
  static void put(ByteBuffer target, Entry.Kind kind, NewEntry entry, ByteBuffer salts) {
    int start = target.position();
    int storedBytes = SALT_BYTES + entry.payloadBytes();
    int length = (int) lengthOf(entry.headerBytes(), storedBytes);
    target
        .putInt(0)
        .putInt(length)
        .put(Entry.Form.FULL.code)
        .put(kind.code)
        .putShort((short) entry.contentType())
        .putInt(entry.keyGeneration())
        .putInt(entry.headerBytes())
        .putInt(storedBytes);
    entry.putHeader(target);
    target.put(target.position(), salts, salts.position(), SALT_BYTES);
    salts.position(salts.position() + SALT_BYTES);
    target.position(target.position() + SALT_BYTES);
    entry.putPayload(target);
    pad(target, start + length);
  }

  /** Writes an entry of which only the hash of its leaf is known, all but its checksum. */
  static void putLeaf(ByteBuffer target, Entry.Kind kind, Digest leaf) {
    int start = target.position();
    int length = (int) lengthOf(0, Digest.BYTES);
    target.putInt(0).putInt(length).put(Entry.Form.LEAF_ONLY.code).put(kind.code);
    target.putShort((short) 0).putInt(0).putInt(0).putInt(Digest.BYTES);
    leaf.copyTo(target);
    pad(target, start + length);
  }

  private static void pad(ByteBuffer target, int end) {
    while (target.position() < end) {
      target.put((byte) 0);
    }
  }

  /** Puts the checksum into an entry that lies at an offset. */
  static void seal(ByteBuffer bytes, int at, long seed, Checksum checksum) {
    bytes.putInt(at, checksum.of(seed, bytes, at, lengthAt(bytes, at), 0));
  }

  static int checksumAt(ByteBuffer bytes, int at) {
    return bytes.getInt(at);
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
    long length = lengthAt(bytes, at);
    long headerBytes = headerBytes(bytes, at);
    long storedBytes = storedBytes(bytes, at);
    if (headerBytes < 0
        || storedBytes < 0
        || length != lengthOf(headerBytes, storedBytes)
        || length > room) {
      return "length of an entry must fit its parts and its frame, got: " + length;
    }
    int expected = checksumAt(bytes, at);
    int found = checksum.of(seed, bytes, at, (int) length, 0);
    if (expected != found) {
      return "entry checksum expected %08x, found %08x".formatted(expected, found);
    }
    Entry.Form form = formOf(bytes.get(at + FORM_AT));
    Entry.Kind kind = kindOf(bytes.get(at + KIND_AT));
    if (form == null || kind == null) {
      return "form and kind of an entry must be known, got: "
          + bytes.get(at + FORM_AT)
          + " and "
          + bytes.get(at + KIND_AT);
    }
    boolean fits =
        form == Entry.Form.FULL ? storedBytes >= SALT_BYTES : storedBytes == Digest.BYTES;
    if (!fits || (form == Entry.Form.LEAF_ONLY && headerBytes != 0)) {
      return "lengths of an entry must fit its form, got: " + headerBytes + " and " + storedBytes;
    }
    return null;
  }

  static int headerBytes(ByteBuffer bytes, int at) {
    return bytes.getInt(at + HEADER_LENGTH_AT);
  }

  /** How many bytes follow the header: salt and payload, or a digest in their stead. */
  static int storedBytes(ByteBuffer bytes, int at) {
    return bytes.getInt(at + STORED_LENGTH_AT);
  }

  /** The form of a valid entry. */
  static Entry.Form form(ByteBuffer bytes, int at) {
    return Objects.requireNonNull(formOf(bytes.get(at + FORM_AT)), "form");
  }

  /** The kind of a valid entry. */
  static Entry.Kind kind(ByteBuffer bytes, int at) {
    return Objects.requireNonNull(kindOf(bytes.get(at + KIND_AT)), "kind");
  }

  private static Entry.@Nullable Form formOf(byte code) {
    return switch (code) {
      case 1 -> Entry.Form.FULL;
      case 2 -> Entry.Form.PAYLOAD_DROPPED;
      case 3 -> Entry.Form.LEAF_ONLY;
      default -> null;
    };
  }

  /** The kind that is stored so; null if there is none. */
  static Entry.@Nullable Kind kindOf(byte code) {
    return switch (code) {
      case 0 -> Entry.Kind.DATA;
      case 1 -> Entry.Kind.EPOCH;
      case 2 -> Entry.Kind.LOST;
      default -> null;
    };
  }

  static int contentType(ByteBuffer bytes, int at) {
    return Short.toUnsignedInt(bytes.getShort(at + CONTENT_TYPE_AT));
  }

  static int keyGeneration(ByteBuffer bytes, int at) {
    return bytes.getInt(at + KEY_GENERATION_AT);
  }

  static Digest digest(ByteBuffer bytes, int at) {
    return Digest.of(bytes.slice(at, Digest.BYTES));
  }
}
