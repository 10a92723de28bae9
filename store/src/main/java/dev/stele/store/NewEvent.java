package dev.stele.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An event that is to be appended. Immutable; the methods return changed copies.
 *
 * @param type what happened: 1 to 512 bytes of UTF-8; types that begin with {@value
 *     #RESERVED_TYPES} are the store's own
 * @param schemaVersion of the payload's form, 1 or more
 * @param contentType what the payload is, as a media type
 * @param payload read from position to limit; its bytes must not change any more
 * @param tags at most 64, each 1 to 512 bytes of UTF-8
 * @param causes events that this one follows from, at most 64: earlier ones of the store, or
 *     earlier ones of the same batch by the id that they were given
 * @param correlation what belongs together has the same, 1 to 512 bytes of UTF-8; unless it is
 *     given, that of the first cause, or else the event's own id
 * @param metadata what the caller wants kept, at most 64 KiB with names and values
 * @param id the event's identity; unless it is given, the store makes one
 */
public record NewEvent(
    String type,
    int schemaVersion,
    String contentType,
    ByteBuffer payload,
    Set<String> tags,
    List<EventId> causes,
    Optional<String> correlation,
    Map<String, String> metadata,
    Optional<EventId> id) {

  /** What the types of the store itself begin with; nobody else may append them. */
  public static final String RESERVED_TYPES = "stele.";

  /** The content type of {@link #json}. */
  public static final String JSON = "application/json";

  /** The content type of {@link #of}. */
  public static final String BYTES = "application/octet-stream";

  static final int COUNT_MAX = 64;

  /** Checks the ranges, and copies all but the payload's bytes. */
  public NewEvent {
    Texts.require("event type", type, Texts.NAME_BYTES_MAX);
    Texts.require("content type", contentType, Texts.NAME_BYTES_MAX);
    if (schemaVersion < 1) {
      throw new IllegalArgumentException("schema version must be >= 1, got: " + schemaVersion);
    }
    payload = payload.slice().asReadOnlyBuffer();
    tags = checkedTags(tags);
    causes = List.copyOf(causes);
    if (causes.size() > COUNT_MAX || Set.copyOf(causes).size() != causes.size()) {
      throw new IllegalArgumentException(
          "causes must be <= " + COUNT_MAX + " different ones, got: " + causes);
    }
    correlation.ifPresent(text -> Texts.require("correlation", text, Texts.NAME_BYTES_MAX));
    metadata = checkedMetadata(metadata);
  }

  /** Makes an event of bytes that mean something to the caller alone. */
  public static NewEvent of(String type, ByteBuffer payload) {
    return of(type, BYTES, payload);
  }

  /** Makes an event of bytes of some content type. */
  public static NewEvent of(String type, String contentType, ByteBuffer payload) {
    return new NewEvent(
        type,
        1,
        contentType,
        payload,
        Set.of(),
        List.of(),
        Optional.empty(),
        Map.of(),
        Optional.empty());
  }

  /** Makes an event of a text in JSON, which is not looked at. */
  public static NewEvent json(String type, String json) {
    return of(type, JSON, ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns the event with a version of its payload's form. */
  public NewEvent schemaVersion(int version) {
    return new NewEvent(
        type, version, contentType, payload, tags, causes, correlation, metadata, id);
  }

  /** Returns the event with more tags. */
  public NewEvent tagged(String... more) {
    Set<String> all = new TreeSet<>(tags);
    all.addAll(List.of(more));
    return new NewEvent(
        type, schemaVersion, contentType, payload, all, causes, correlation, metadata, id);
  }

  /** Returns the event with more causes. */
  public NewEvent causedBy(EventId... more) {
    List<EventId> all = new ArrayList<>(causes);
    all.addAll(List.of(more));
    return new NewEvent(
        type, schemaVersion, contentType, payload, tags, all, correlation, metadata, id);
  }

  /** Returns the event with a correlation of its own. */
  public NewEvent correlated(String with) {
    return new NewEvent(
        type, schemaVersion, contentType, payload, tags, causes, Optional.of(with), metadata, id);
  }

  /** Returns the event with one more name and value in its metadata. */
  public NewEvent with(String name, String value) {
    Map<String, String> all = new TreeMap<>(metadata);
    all.put(name, value);
    return new NewEvent(
        type, schemaVersion, contentType, payload, tags, causes, correlation, all, id);
  }

  /** Returns the event with an identity that the caller has made. */
  public NewEvent id(EventId own) {
    return new NewEvent(
        type,
        schemaVersion,
        contentType,
        payload,
        tags,
        causes,
        correlation,
        metadata,
        Optional.of(own));
  }

  /** Returns a view of the payload. */
  @Override
  public ByteBuffer payload() {
    return payload.duplicate();
  }

  boolean isReserved() {
    return type.startsWith(RESERVED_TYPES);
  }

  static Set<String> checkedTags(Set<String> tags) {
    return checked("tag", tags);
  }

  static Set<String> checkedTypes(Set<String> types) {
    return checked("event type", types);
  }

  private static Set<String> checked(String what, Collection<String> texts) {
    if (texts.isEmpty()) {
      return Set.of();
    }
    if (texts.size() > COUNT_MAX) {
      throw new IllegalArgumentException(
          what + "s must be <= " + COUNT_MAX + ", got: " + texts.size());
    }
    TreeSet<String> sorted = new TreeSet<>(texts);
    sorted.forEach(text -> Texts.require(what, text, Texts.NAME_BYTES_MAX));
    return Collections.unmodifiableSortedSet(sorted);
  }

  private static Map<String, String> checkedMetadata(Map<String, String> metadata) {
    if (metadata.isEmpty()) {
      return Map.of();
    }
    TreeMap<String, String> sorted = new TreeMap<>(metadata);
    int bytes = 0;
    for (Map.Entry<String, String> entry : sorted.entrySet()) {
      Texts.require("metadata name", entry.getKey(), Texts.NAME_BYTES_MAX);
      bytes += Texts.requireUnicode("metadata name", entry.getKey());
      bytes += Texts.requireUnicode("metadata value", entry.getValue());
    }
    if (bytes > Texts.METADATA_BYTES_MAX) {
      throw new IllegalArgumentException(
          "metadata must have <= " + Texts.METADATA_BYTES_MAX + " bytes, got: " + bytes);
    }
    return Collections.unmodifiableSortedMap(sorted);
  }
}
