package dev.stele.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * How an event store lies in a store of keys and values. Keys begin with a letter, the table:
 *
 * <pre>
 *   e position                      the event
 *   s scope 0 entity 0 version      its position
 *   h scope 0 entity                the version of the stream's last event
 *   i id                            its position
 *   k scope 0 key                   fingerprint and position of the first event
 *   t scope 0 tag 0 position        nothing
 * </pre>
 */
final class KeyLayout {

  /** What there is to be found, and by what. */
  enum Table {
    EVENTS('e'),
    STREAMS('s'),
    HEADS('h'),
    IDS('i'),
    KEYS('k'),
    TAGS('t');

    private final byte letter;

    Table(char letter) {
      this.letter = (byte) letter;
    }

    byte letter() {
      return letter;
    }
  }

  private static final byte[] SCOPE = Draft.SCOPE.getBytes(StandardCharsets.UTF_8);

  private KeyLayout() {}

  static byte[] event(long position) {
    return ByteBuffer.allocate(1 + Long.BYTES).put(Table.EVENTS.letter).putLong(position).array();
  }

  /** Returns what the keys of a stream's places begin with, and end before its versions. */
  static byte[] stream(String entity) {
    return named(Table.STREAMS, entity, 1).array();
  }

  static byte[] place(String entity, long version) {
    return named(Table.STREAMS, entity, 1 + Long.BYTES).put((byte) 0).putLong(version).array();
  }

  static byte[] head(String entity) {
    return named(Table.HEADS, entity, 0).array();
  }

  static byte[] id(UUID id) {
    return ByteBuffer.allocate(17).put(Table.IDS.letter).put(Identities.bytes(id)).array();
  }

  static byte[] key(String key) {
    return named(Table.KEYS, key, 0).array();
  }

  static byte[] tag(String tag, long position) {
    return named(Table.TAGS, tag, 1 + Long.BYTES).put((byte) 0).putLong(position).array();
  }

  private static ByteBuffer named(Table table, String name, int more) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 + SCOPE.length + bytes.length + more)
        .put(table.letter)
        .put(SCOPE)
        .put((byte) 0)
        .put(bytes);
  }

  static byte[] number(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(0, value).array();
  }

  static byte[] keyValue(byte[] fingerprint, long position) {
    return ByteBuffer.allocate(fingerprint.length + Long.BYTES)
        .put(fingerprint)
        .putLong(position)
        .array();
  }

  static byte[] encode(UUID id, Draft draft, long timeMicros) {
    byte[] entity = draft.entity().getBytes(StandardCharsets.UTF_8);
    byte[] type = draft.type().getBytes(StandardCharsets.UTF_8);
    byte[] correlation = draft.correlation().getBytes(StandardCharsets.UTF_8);
    byte[] tags = String.join("\n", draft.tags()).getBytes(StandardCharsets.UTF_8);
    byte[] payload = draft.bytes();
    int texts = SCOPE.length + entity.length + type.length + correlation.length + tags.length;
    ByteBuffer target = ByteBuffer.allocate(32 + 5 * Short.BYTES + texts + payload.length);
    target.put(Identities.bytes(id)).putLong(draft.version()).putLong(timeMicros);
    put(target, SCOPE);
    put(target, entity);
    put(target, type);
    put(target, correlation);
    put(target, tags);
    return target.put(payload).array();
  }

  private static void put(ByteBuffer target, byte[] text) {
    target.putShort((short) text.length).put(text);
  }

  /** Makes the event of what was encoded. */
  static Found decode(long position, ByteBuffer source) {
    UUID id = new UUID(source.getLong(), source.getLong());
    long version = source.getLong();
    long timeMicros = source.getLong();
    String scope = text(source);
    String entity = text(source);
    String type = text(source);
    String correlation = text(source);
    int tagBytes = source.getShort();
    source.position(source.position() + tagBytes);
    byte[] payload = new byte[source.remaining()];
    source.get(payload);
    return new Found(
        position,
        id,
        scope,
        entity,
        version,
        type,
        correlation,
        timeMicros,
        ByteBuffer.wrap(payload));
  }

  private static String text(ByteBuffer source) {
    byte[] bytes = new byte[source.getShort()];
    source.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
