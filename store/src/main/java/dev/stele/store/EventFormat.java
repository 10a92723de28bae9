package dev.stele.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The header of an event's entry, little-endian. The payload of the entry is that of the event.
 *
 * <pre>
 *   0  format, 1              1
 *   1  flags, 1               1: has a key; 2: the correlation is the own id; 4: it is a UUID
 *   2  number of causes, 1
 *   3  number of tags, 1
 *   4  schema version, 4
 *   8  id, 16
 *  24  time, 8                microseconds since 1970
 *  32  version in its stream, 8
 *  40  lengths, 2 each:       scope, entity, type, content type, correlation, key
 *  52  length of metadata, 4
 *  56  ids of the causes, 16 each
 *      scope, entity, type, content type (empty if the entry's number says it), correlation
 *      tags: length, 2; text
 *      metadata: length, 2; name; length, 4; value
 *      key: number of events in its batch, 4; epoch, 8; fingerprint, 32; text
 * </pre>
 *
 * <p>Time, version and epoch are known only when the batch has its turn; everything else is written
 * before.
 */
final class EventFormat {

  static final int FORMAT = 1;

  /** What the number of a journal's content type says. */
  static final int CONTENT_NAMED = 0;

  static final int CONTENT_JSON = 1;
  static final int CONTENT_BYTES = 2;

  static final int HAS_KEY = 1;
  static final int CORRELATION_IS_ID = 2;
  static final int CORRELATION_IS_UUID = 4;

  static final int FINGERPRINT_BYTES = 32;
  static final int FIXED_BYTES = 56;
  static final int ID_BYTES = 16;

  static final int FLAGS_AT = 1;
  static final int CAUSES_AT = 2;
  static final int TAGS_AT = 3;
  static final int SCHEMA_VERSION_AT = 4;
  static final int ID_AT = 8;
  static final int TIME_AT = 24;
  static final int VERSION_AT = 32;
  static final int LENGTHS_AT = 40;
  static final int METADATA_LENGTH_AT = 52;

  /** Number of events, epoch and fingerprint before the key. */
  static final int KEY_FIXED_BYTES = Integer.BYTES + Long.BYTES + FINGERPRINT_BYTES;

  private static final byte[] NOTHING = {};

  private EventFormat() {}

  /**
   * The key of a batch, as its first event carries it.
   *
   * @param eventCount how many events the batch has
   * @param fingerprint 32 bytes
   */
  record Key(String text, int eventCount, ByteBuffer fingerprint) {}

  static int contentCode(String contentType) {
    return switch (contentType) {
      case NewEvent.JSON -> CONTENT_JSON;
      case NewEvent.BYTES -> CONTENT_BYTES;
      default -> CONTENT_NAMED;
    };
  }

  /** Encodes a header; time, version and epoch are still zero. */
  static byte[] encode(
      Coordinate stream, NewEvent event, EventId id, String correlation, @Nullable Key key) {
    UUID uuid = canonicalUuid(correlation);
    boolean isOwn = uuid != null && uuid.equals(id.value());
    byte[] keyText = key == null ? NOTHING : Texts.bytes(key.text);
    byte[][] texts = {
      Texts.bytes(stream.scope()),
      Texts.bytes(stream.entity()),
      Texts.bytes(event.type()),
      contentCode(event.contentType()) == CONTENT_NAMED
          ? Texts.bytes(event.contentType())
          : NOTHING,
      isOwn ? NOTHING : uuid == null ? Texts.bytes(correlation) : bytes(uuid)
    };
    byte[][] tags = encoded(event.tags());
    byte[] metadata = encoded(event.metadata());
    int length = FIXED_BYTES + ID_BYTES * event.causes().size() + metadata.length;
    length += total(texts) + total(tags) + tags.length * Short.BYTES;
    length += key == null ? 0 : KEY_FIXED_BYTES + keyText.length;
    ByteBuffer target = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    target
        .put((byte) FORMAT)
        .put((byte) flags(key != null, isOwn, uuid != null))
        .put((byte) event.causes().size())
        .put((byte) tags.length)
        .putInt(event.schemaVersion());
    putId(target, id.value());
    target.putLong(0).putLong(0);
    for (byte[] text : texts) {
      target.putShort((short) text.length);
    }
    target.putShort((short) keyText.length).putInt(metadata.length);
    for (EventId cause : event.causes()) {
      putId(target, cause.value());
    }
    for (byte[] text : texts) {
      target.put(text);
    }
    for (byte[] tag : tags) {
      target.putShort((short) tag.length).put(tag);
    }
    target.put(metadata);
    if (key != null) {
      target.putInt(key.eventCount).putLong(0).put(key.fingerprint.duplicate()).put(keyText);
    }
    return target.array();
  }

  private static int flags(boolean hasKey, boolean isOwn, boolean isUuid) {
    int related = isOwn ? CORRELATION_IS_ID : isUuid ? CORRELATION_IS_UUID : 0;
    return related | (hasKey ? HAS_KEY : 0);
  }

  private static int total(byte[][] parts) {
    int total = 0;
    for (byte[] part : parts) {
      total += part.length;
    }
    return total;
  }

  private static byte[] bytes(UUID id) {
    byte[] bytes = new byte[ID_BYTES];
    putId(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), id);
    return bytes;
  }

  private static byte[][] encoded(Set<String> tags) {
    byte[][] bytes = new byte[tags.size()][];
    int next = 0;
    for (String tag : tags) {
      bytes[next++] = Texts.bytes(tag);
    }
    return bytes;
  }

  private static byte[] encoded(Map<String, String> metadata) {
    if (metadata.isEmpty()) {
      return NOTHING;
    }
    List<byte[]> parts =
        metadata.entrySet().stream()
            .flatMap(entry -> Stream.of(Texts.bytes(entry.getKey()), Texts.bytes(entry.getValue())))
            .toList();
    int length = metadata.size() * (Short.BYTES + Integer.BYTES);
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer target = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < parts.size(); i += 2) {
      target.putShort((short) parts.get(i).length).put(parts.get(i));
      target.putInt(parts.get(i + 1).length).put(parts.get(i + 1));
    }
    return target.array();
  }

  /** Completes a header when its batch has its turn. */
  static void complete(byte[] header, long timeMicros, long version, long epoch) {
    ByteBuffer target = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    target.putLong(TIME_AT, timeMicros).putLong(VERSION_AT, version);
    if ((header[FLAGS_AT] & HAS_KEY) != 0) {
      int keyBytes = Short.toUnsignedInt(target.getShort(LENGTHS_AT + 10));
      target.putLong(header.length - keyBytes - FINGERPRINT_BYTES - Long.BYTES, epoch);
    }
  }

  private static void putId(ByteBuffer target, UUID id) {
    target.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
  }

  static UUID idAt(ByteBuffer bytes, int at) {
    return new UUID(bytes.getLong(at), bytes.getLong(at + Long.BYTES));
  }

  /** Returns the UUID that a text is the canonical form of; null if it is none. */
  static @Nullable UUID canonicalUuid(String text) {
    if (text.length() != 36 || text.charAt(8) != '-') {
      return null;
    }
    try {
      UUID uuid = UUID.fromString(text);
      return uuid.toString().equals(text) ? uuid : null;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /** Reads a text; null if it is no UTF-8. */
  static @Nullable String text(ByteBuffer bytes, int at, int length) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.slice(at, length)).toString();
    } catch (CharacterCodingException _) {
      return null;
    }
  }
}
