package dev.stele.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an event's entry says beside its payload, read as it is asked for: who goes through many
 * events looks at little of each. Its lengths were checked, so that nothing is read beyond it.
 */
final class EventHeader {

  private static final int LENGTHS = 6;

  private final ByteBuffer bytes;
  private final int metadataAt;

  // Decoded when asked for first; whoever does it comes to the same.
  private @Nullable Coordinate coordinate;
  private @Nullable String type;
  private @Nullable Set<String> tags;

  private EventHeader(ByteBuffer bytes, int metadataAt) {
    this.bytes = bytes;
    this.metadataAt = metadataAt;
  }

  static EventHeader of(byte[] header, long position) {
    return of(ByteBuffer.wrap(header), position);
  }

  /**
   * Takes a header.
   *
   * @throws StoreException.NewerFormat if a newer version wrote it
   * @throws StoreException.Undecodable if it is none
   */
  static EventHeader of(ByteBuffer header, long position) {
    ByteBuffer bytes = header.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.limit() < 1) {
      throw new StoreException.Undecodable(position, "expected an event, found no header");
    }
    int format = Byte.toUnsignedInt(bytes.get(0));
    if (format > EventFormat.FORMAT) {
      throw new StoreException.NewerFormat(
          "format of an event", EventFormat.FORMAT, format, "entry at position " + position);
    }
    int metadataAt = format == EventFormat.FORMAT ? metadataAt(bytes) : -1;
    if (metadataAt < 0 || !isWhole(bytes, metadataAt)) {
      throw new StoreException.Undecodable(
          position, "expected an event, found " + bytes.limit() + " bytes that are none");
    }
    return new EventHeader(bytes, metadataAt);
  }

  /** Where the metadata begins; -1 if that is beyond the end. */
  private static int metadataAt(ByteBuffer bytes) {
    if (bytes.limit() < EventFormat.FIXED_BYTES) {
      return -1;
    }
    long at =
        EventFormat.FIXED_BYTES
            + EventFormat.ID_BYTES * (long) countAt(bytes, EventFormat.CAUSES_AT);
    for (int i = 0; i < LENGTHS - 1; i++) {
      at += lengthAt(bytes, i);
    }
    int tags = countAt(bytes, EventFormat.TAGS_AT);
    for (int i = 0; i < tags && at + Short.BYTES <= bytes.limit(); i++) {
      at += Short.BYTES + Short.toUnsignedInt(bytes.getShort((int) at));
    }
    return at <= bytes.limit() ? (int) at : -1;
  }

  private static boolean isWhole(ByteBuffer bytes, int metadataAt) {
    long length = Integer.toUnsignedLong(bytes.getInt(EventFormat.METADATA_LENGTH_AT));
    int flags = bytes.get(EventFormat.FLAGS_AT);
    int keyBytes = lengthAt(bytes, LENGTHS - 1);
    boolean hasKey = (flags & EventFormat.HAS_KEY) != 0;
    long end = metadataAt + length + (hasKey ? EventFormat.KEY_FIXED_BYTES + keyBytes : 0);
    boolean isUuid = (flags & EventFormat.CORRELATION_IS_UUID) != 0;
    return end == bytes.limit()
        && hasKey == keyBytes > 0
        && (!isUuid || lengthAt(bytes, 4) == EventFormat.ID_BYTES)
        && isMetadata(bytes, metadataAt, (int) length)
        && areTags(bytes, metadataAt)
        && lengthAt(bytes, 0) > 0
        && lengthAt(bytes, 1) > 0
        && lengthAt(bytes, 2) > 0
        && bytes.getInt(EventFormat.SCHEMA_VERSION_AT) >= 1
        && bytes.getLong(EventFormat.VERSION_AT) >= 0
        && (bytes.getLong(EventFormat.ID_AT) != 0
            || bytes.getLong(EventFormat.ID_AT + Long.BYTES) != 0);
  }

  private static boolean areTags(ByteBuffer bytes, int metadataAt) {
    int at = tagsAt(bytes);
    for (int i = 0; i < countAt(bytes, EventFormat.TAGS_AT); i++) {
      if (at + Short.BYTES > metadataAt) {
        return false;
      }
      at += Short.BYTES + Short.toUnsignedInt(bytes.getShort(at));
    }
    return at == metadataAt;
  }

  private static boolean isMetadata(ByteBuffer bytes, int from, int length) {
    long at = from;
    long end = from + (long) length;
    while (at < end) {
      if (at + Short.BYTES > end) {
        return false;
      }
      at += Short.BYTES + Short.toUnsignedInt(bytes.getShort((int) at));
      if (at + Integer.BYTES > end) {
        return false;
      }
      at += Integer.BYTES + Integer.toUnsignedLong(bytes.getInt((int) at));
    }
    return at == end;
  }

  private static int countAt(ByteBuffer bytes, int at) {
    return Byte.toUnsignedInt(bytes.get(at));
  }

  private static int lengthAt(ByteBuffer bytes, int which) {
    return Short.toUnsignedInt(bytes.getShort(EventFormat.LENGTHS_AT + which * Short.BYTES));
  }

  private static int textsAt(ByteBuffer bytes) {
    return EventFormat.FIXED_BYTES + EventFormat.ID_BYTES * countAt(bytes, EventFormat.CAUSES_AT);
  }

  private static int tagsAt(ByteBuffer bytes) {
    int at = textsAt(bytes);
    for (int i = 0; i < LENGTHS - 1; i++) {
      at += lengthAt(bytes, i);
    }
    return at;
  }

  private String textAt(int at, int length) {
    byte[] text = new byte[length];
    bytes.get(at, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /** The text of one of the lengths, in their order. */
  private String text(int which) {
    int at = textsAt(bytes);
    for (int i = 0; i < which; i++) {
      at += lengthAt(bytes, i);
    }
    return textAt(at, lengthAt(bytes, which));
  }

  EventId id() {
    return new EventId(EventFormat.idAt(bytes, EventFormat.ID_AT));
  }

  boolean hasId(EventId id) {
    return bytes.getLong(EventFormat.ID_AT) == id.high()
        && bytes.getLong(EventFormat.ID_AT + Long.BYTES) == id.low();
  }

  long timeMicros() {
    return bytes.getLong(EventFormat.TIME_AT);
  }

  long version() {
    return bytes.getLong(EventFormat.VERSION_AT);
  }

  int schemaVersion() {
    return bytes.getInt(EventFormat.SCHEMA_VERSION_AT);
  }

  Coordinate coordinate() {
    Coordinate known = coordinate;
    if (known == null) {
      known = new Coordinate(text(0), text(1));
      coordinate = known;
    }
    return known;
  }

  String type() {
    String known = type;
    if (known == null) {
      known = text(2);
      type = known;
    }
    return known;
  }

  /** The content type; {@code code} is what the entry says of it. */
  String contentType(int code) {
    return switch (code) {
      case EventFormat.CONTENT_JSON -> NewEvent.JSON;
      case EventFormat.CONTENT_BYTES -> NewEvent.BYTES;
      default -> text(3);
    };
  }

  String correlation() {
    int flags = bytes.get(EventFormat.FLAGS_AT);
    if ((flags & EventFormat.CORRELATION_IS_ID) != 0) {
      return EventFormat.idAt(bytes, EventFormat.ID_AT).toString();
    }
    if ((flags & EventFormat.CORRELATION_IS_UUID) != 0) {
      int at = textsAt(bytes);
      for (int i = 0; i < 4; i++) {
        at += lengthAt(bytes, i);
      }
      UUID related = EventFormat.idAt(bytes, at);
      return related.toString();
    }
    return text(4);
  }

  List<EventId> causes() {
    int count = countAt(bytes, EventFormat.CAUSES_AT);
    List<EventId> causes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      causes.add(
          new EventId(EventFormat.idAt(bytes, EventFormat.FIXED_BYTES + i * EventFormat.ID_BYTES)));
    }
    return causes;
  }

  boolean hasCause(EventId cause) {
    for (int i = 0; i < countAt(bytes, EventFormat.CAUSES_AT); i++) {
      int at = EventFormat.FIXED_BYTES + i * EventFormat.ID_BYTES;
      if (bytes.getLong(at) == cause.high() && bytes.getLong(at + Long.BYTES) == cause.low()) {
        return true;
      }
    }
    return false;
  }

  Set<String> tags() {
    Set<String> known = tags;
    if (known == null) {
      known = decodedTags();
      tags = known;
    }
    return known;
  }

  private Set<String> decodedTags() {
    int count = countAt(bytes, EventFormat.TAGS_AT);
    if (count == 0) {
      return Set.of();
    }
    TreeSet<String> all = new TreeSet<>();
    int at = tagsAt(bytes);
    for (int i = 0; i < count; i++) {
      int length = Short.toUnsignedInt(bytes.getShort(at));
      all.add(textAt(at + Short.BYTES, length));
      at += Short.BYTES + length;
    }
    return Collections.unmodifiableSortedSet(all);
  }

  Map<String, String> metadata() {
    int length = bytes.getInt(EventFormat.METADATA_LENGTH_AT);
    if (length == 0) {
      return Map.of();
    }
    TreeMap<String, String> all = new TreeMap<>();
    int at = metadataAt;
    while (at < metadataAt + length) {
      int nameBytes = Short.toUnsignedInt(bytes.getShort(at));
      String name = textAt(at + Short.BYTES, nameBytes);
      at += Short.BYTES + nameBytes;
      int valueBytes = bytes.getInt(at);
      all.put(name, textAt(at + Integer.BYTES, valueBytes));
      at += Integer.BYTES + valueBytes;
    }
    return Collections.unmodifiableSortedMap(all);
  }

  boolean hasKey() {
    return (bytes.get(EventFormat.FLAGS_AT) & EventFormat.HAS_KEY) != 0;
  }

  private int keyAt() {
    return metadataAt + bytes.getInt(EventFormat.METADATA_LENGTH_AT);
  }

  /** The key of its batch, if it is the first event of one that has a key. */
  String key() {
    return textAt(keyAt() + EventFormat.KEY_FIXED_BYTES, lengthAt(bytes, LENGTHS - 1));
  }

  /** How many events the batch of the key has. */
  int keyedCount() {
    return bytes.getInt(keyAt());
  }

  /** The epoch that the batch of the key was written in. */
  long keyedEpoch() {
    return bytes.getLong(keyAt() + Integer.BYTES);
  }

  ByteBuffer fingerprint() {
    return bytes.slice(keyAt() + Integer.BYTES + Long.BYTES, EventFormat.FINGERPRINT_BYTES);
  }
}
