package dev.stele.codec;

import dev.stele.journal.Position;
import dev.stele.store.Event;
import java.util.Optional;

/**
 * A payload cannot be read or written. Nothing was changed by it: the event is in the log as it
 * was, and {@link Event#payload} has its bytes.
 */
public abstract sealed class CodecException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What an event has that is not to be written yet. */
  private static final long NOWHERE = -1;

  private final String type;
  private final int schemaVersion;
  private final long position;

  private CodecException(Event event, String message) {
    super(message + ": " + where(event));
    this.type = event.type();
    this.schemaVersion = event.schemaVersion();
    this.position = event.position().value();
  }

  private CodecException(Event event, String message, Throwable cause) {
    super(message + ": " + where(event), cause);
    this.type = event.type();
    this.schemaVersion = event.schemaVersion();
    this.position = event.position().value();
  }

  private CodecException(Schema schema, String message) {
    super(message + ": " + schema);
    this.type = schema.name();
    this.schemaVersion = schema.version();
    this.position = NOWHERE;
  }

  private CodecException(Schema schema, String message, Throwable cause) {
    super(message + ": " + schema, cause);
    this.type = schema.name();
    this.schemaVersion = schema.version();
    this.position = NOWHERE;
  }

  private static String where(Event event) {
    return "'%s' version %d at position %s"
        .formatted(event.type(), event.schemaVersion(), event.position());
  }

  /** Returns the event's type, as it is stored. */
  public String type() {
    return type;
  }

  /** Returns the version of the payload's form, as it is stored. */
  public int schemaVersion() {
    return schemaVersion;
  }

  /** Returns where the event is; empty if it was to be written. */
  public Optional<Position> position() {
    return position == NOWHERE ? Optional.empty() : Optional.of(new Position(position));
  }

  /**
   * A newer program wrote it, in a form that this one does not know. Every reader must have the new
   * class before the first writer has it.
   */
  public static final class NewerVersion extends CodecException {
    private static final long serialVersionUID = 1L;

    private final int known;

    NewerVersion(Event event, int known) {
      super(event, "schema version must be <= " + known + ", got: " + event.schemaVersion());
      this.known = known;
    }

    /** Returns the newest version that is known. */
    public int known() {
      return known;
    }

    /** Returns the version that was found. */
    public int found() {
      return schemaVersion();
    }
  }

  /**
   * The event is none that was asked for: of a type that the codec does not know, or whose class is
   * another one, or whose payload is not JSON. {@link EventCodec#tryDecode} passes over it.
   */
  public static final class Unexpected extends CodecException {
    private static final long serialVersionUID = 1L;

    Unexpected(Event event, Class<?> wanted) {
      super(
          event,
          "event must be a known one of %s in JSON, got: '%s' in '%s'"
              .formatted(wanted.getName(), event.type(), event.contentType()));
    }
  }

  /** The payload is no JSON object, or does not fit the class. */
  public static final class Malformed extends CodecException {
    private static final long serialVersionUID = 1L;

    private final String path;

    Malformed(Event event, Class<?> target, String path, String difference) {
      super(event, message(target, path, difference));
      this.path = path;
    }

    Malformed(Event event, Class<?> target, String path, String difference, Throwable cause) {
      super(event, message(target, path, difference), cause);
      this.path = path;
    }

    private static String message(Class<?> target, String path, String difference) {
      return "payload must fit %s, got: %s: at '%s' of"
              .formatted(target.getName(), difference, path)
          + " the payload";
    }

    /**
     * Returns where in the payload, as a JSON pointer (RFC 6901): empty for the whole. It points
     * into what the upcasters made of it, if there were any.
     */
    public String path() {
      return path;
    }
  }

  /** An upcaster threw, or returned nothing. */
  public static final class UpcastFailed extends CodecException {
    private static final long serialVersionUID = 1L;

    private final int from;

    UpcastFailed(Event event, Schema schema, int from, Throwable cause) {
      super(
          event,
          "upcaster of '%s' from version %d to %d failed".formatted(schema.name(), from, from + 1),
          cause);
      this.from = from;
    }

    /** Returns the version that the upcaster begins at. */
    public int from() {
      return from;
    }
  }

  /** Jackson cannot write the value, or not as a JSON object. */
  public static final class NotEncoded extends CodecException {
    private static final long serialVersionUID = 1L;

    private static final String RULE = "payload must be writable as a JSON object, got: ";

    NotEncoded(Schema schema, String difference) {
      super(schema, RULE + difference);
    }

    NotEncoded(Schema schema, String difference, Throwable cause) {
      super(schema, RULE + difference, cause);
    }
  }
}
