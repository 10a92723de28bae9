package dev.stele.console;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An event as CloudEvents 1.0 has it, apart from where its JSON had blanks and in which order its
 * members came.
 *
 * @param attributes all of them, {@code specversion} and extensions included
 * @param data what it carries; empty if there is none
 */
record CloudEvent(SortedMap<String, Value> attributes, Optional<Content> data) {

  static final String SPECVERSION = "specversion";
  static final String ID = "id";
  static final String SOURCE = "source";
  static final String TYPE = "type";
  static final String SUBJECT = "subject";
  static final String TIME = "time";
  static final String CONTENT_TYPE = "datacontenttype";
  static final String SCHEMA = "dataschema";

  static final String CORRELATION = "correlationid";
  static final String CAUSATION = "causationid";
  static final String TAGS = "tags";

  /** The one version of CloudEvents that there is. */
  static final String VERSION = "1.0";

  /** The value of an attribute. */
  sealed interface Value {}

  /** A string. */
  record Text(String text) implements Value {}

  /** A number or a boolean, as it was written. */
  record Bare(String token) implements Value {}

  /** How data stands in the JSON of an event. */
  enum Form {
    /** As a value of JSON; the bytes are its text without blanks. */
    JSON,
    /** As a string that is no JSON itself; the bytes are its characters in UTF-8. */
    TEXT,
    /** As bytes in base64. */
    BASE64
  }

  /** What an event carries. The bytes are never changed. */
  record Content(Form form, ByteBuffer bytes) {

    /** Returns a view of the bytes. */
    @Override
    public ByteBuffer bytes() {
      return bytes.duplicate();
    }
  }

  /** Copies the attributes. */
  CloudEvent {
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  static CloudEvent of(Map<String, Value> attributes, Optional<Content> data) {
    return new CloudEvent(new TreeMap<>(attributes), data);
  }

  /** Returns an attribute that is a string, if the event has it. */
  Optional<String> text(String name) {
    return attributes.get(name) instanceof Text(String text) ? Optional.of(text) : Optional.empty();
  }

  /** Returns an attribute that every event has. */
  String required(String name) {
    return text(name).orElseThrow();
  }
}
