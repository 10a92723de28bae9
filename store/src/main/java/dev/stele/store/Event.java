package dev.stele.store;

import dev.stele.journal.Digest;
import dev.stele.journal.Entry;
import dev.stele.journal.LeafInput;
import dev.stele.journal.MerkleHasher;
import dev.stele.journal.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An event as it was read. Immutable; keeps alive the memory it was read into, and decodes what is
 * asked for. Equal to what was read at the same position with the same identity.
 */
public final class Event {

  private final Position position;
  private final EventHeader header;
  private final int content;
  private final ByteBuffer payload;
  private final Supplier<Digest> leaf;

  private Event(
      Position position,
      EventHeader header,
      int content,
      ByteBuffer payload,
      Supplier<Digest> leaf) {
    this.position = position;
    this.header = header;
    this.content = content;
    this.payload = payload;
    this.leaf = leaf;
  }

  Event(Entry entry, EventHeader header) {
    this(
        entry.position(),
        header,
        entry.contentType(),
        entry.payload(),
        () -> entry.leaf(MerkleHasher.create()));
  }

  /** Takes what a proof shows of an entry; the payload is empty if it was withheld. */
  static Event of(ProvenEntry proven, LeafInput input) {
    return new Event(
        proven.position(),
        EventHeader.of(input.header(), proven.position().value()),
        input.contentType(),
        proven.payload().orElseGet(() -> ByteBuffer.allocate(0)),
        proven::leaf);
  }

  /**
   * Takes an entry of the log for an event.
   *
   * @throws StoreException.NewerFormat if a newer version wrote it
   * @throws StoreException.Undecodable if it is none
   */
  static Event of(Entry entry) {
    return new Event(entry, EventHeader.of(entry.header(), entry.position().value()));
  }

  EventHeader header() {
    return header;
  }

  /** Returns its identity. */
  public EventId id() {
    return header.id();
  }

  /** Returns its stream. */
  public Coordinate coordinate() {
    return header.coordinate();
  }

  /** Returns its place in the store's one order. */
  public Position position() {
    return position;
  }

  /** Returns its place in its stream. */
  public Version version() {
    return new Version(header.version());
  }

  /** Returns what happened. */
  public String type() {
    return header.type();
  }

  /** Returns the version of the payload's form, 1 or more. */
  public int schemaVersion() {
    return header.schemaVersion();
  }

  /** Returns what the payload is, as a media type. */
  public String contentType() {
    return header.contentType(content);
  }

  /** Returns a view of the payload. */
  public ByteBuffer payload() {
    return payload.duplicate();
  }

  /** Returns the payload as a text in UTF-8; bytes that are none become replacement characters. */
  public String text() {
    return StandardCharsets.UTF_8.decode(payload()).toString();
  }

  /** Returns its tags, in their natural order. */
  public Set<String> tags() {
    return header.tags();
  }

  /** Returns the events it follows from, in the order they were given. */
  public List<EventId> causes() {
    return List.copyOf(header.causes());
  }

  /** Returns what everything that belongs together with it has, too. */
  public String correlation() {
    return header.correlation();
  }

  /**
   * Returns when it was appended, in microseconds; never before that of an event at a lower
   * position.
   */
  public Instant time() {
    return Instant.EPOCH.plus(header.timeMicros(), ChronoUnit.MICROS);
  }

  /** Returns what the caller wanted kept. */
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /** Returns the idempotency key of its batch, if it is the first event of one with a key. */
  public Optional<String> key() {
    return header.hasKey() ? Optional.of(header.key()) : Optional.empty();
  }

  /** Returns the hash of its leaf in the Merkle tree, at the index that is its position. */
  public Digest leaf() {
    return leaf.get();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Event event
        && event.position.equals(position)
        && event.id().equals(id());
  }

  @Override
  public int hashCode() {
    return 31 * position.hashCode() + id().hashCode();
  }

  /** Returns where it stands and what it is, without the payload, for people. */
  @Override
  public String toString() {
    return position + " " + coordinate() + "@" + version() + " " + type() + " " + id();
  }
}
