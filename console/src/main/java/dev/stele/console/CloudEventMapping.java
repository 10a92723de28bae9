package dev.stele.console;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.EventId;
import dev.stele.store.NewEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a CloudEvent is in a store, and back. An imported event comes back as it was; {@code
 * docs/cloudevents.md} has the table.
 *
 * <p>What a store has a place of its own for goes there; the rest is metadata, named {@code ce.}
 * and the attribute's name. A place that must always be filled, and that the CloudEvent left empty,
 * is filled with a default and noted by an empty {@code ce.} name. An event has been imported if it
 * has {@code ce.specversion}.
 */
final class CloudEventMapping {

  /** Where an event goes whose CloudEvent has no subject. */
  static final String NO_SUBJECT = "-";

  /** The extension with the metadata of an event that was not imported: a text of JSON. */
  static final String METADATA = "stelemetadata";

  /** The extension with the schema version of an event, where that is not 1. */
  static final String SCHEMA_VERSION = "schemaversion";

  private static final String OURS = "ce.";
  private static final String BARE = ".json";
  private static final String IMPORTED = OURS + CloudEvent.SPECVERSION;
  private static final String FORM = OURS + "data";
  private static final String ABSENT = "absent";

  private static final Set<String> PLACED =
      Set.of(
          CloudEvent.ID,
          CloudEvent.SOURCE,
          CloudEvent.TYPE,
          CloudEvent.SUBJECT,
          CloudEvent.CONTENT_TYPE,
          CloudEvent.CORRELATION,
          CloudEvent.TAGS);

  private CloudEventMapping() {}

  // --- Into a store ------------------------------------------------------------------------------

  /** Returns the stream that an event goes to. */
  static Coordinate stream(CloudEvent event) {
    return Coordinate.of(
        event.required(CloudEvent.SOURCE), event.text(CloudEvent.SUBJECT).orElse(NO_SUBJECT));
  }

  /**
   * Returns the event that is to be appended.
   *
   * @throws IllegalArgumentException if a store cannot take it
   */
  static NewEvent toNew(CloudEvent event, List<EventId> causes) {
    Map<String, String> metadata = new TreeMap<>();
    event.attributes().forEach((name, value) -> keep(name, value, metadata));
    if (event.text(CloudEvent.SUBJECT).equals(Optional.of(NO_SUBJECT))) {
      metadata.put(OURS + CloudEvent.SUBJECT, NO_SUBJECT);
    }
    for (String name : List.of(CloudEvent.CONTENT_TYPE, CloudEvent.CORRELATION)) {
      if (event.text(name).isEmpty()) {
        metadata.put(OURS + name, "");
      }
    }
    Optional<String> tags = event.text(CloudEvent.TAGS);
    Set<String> tagSet = new TreeSet<>(tags.map(CloudEventMapping::list).orElse(List.of()));
    tags.filter(text -> !text.equals(String.join(",", tagSet)))
        .ifPresent(text -> metadata.put(OURS + CloudEvent.TAGS, text));
    String contentType = contentType(event);
    ByteBuffer payload = event.data().map(CloudEvent.Content::bytes).orElse(ByteBuffer.allocate(0));
    Optional<CloudEvent.Form> form = event.data().map(CloudEvent.Content::form);
    boolean isPlain = form.equals(Optional.of(CloudEvent.Form.JSON)) && isJson(contentType);
    if (!isPlain && !form.equals(usualForm(contentType, payload))) {
      metadata.put(FORM, form.map(CloudEventMapping::word).orElse(ABSENT));
    }
    return new NewEvent(
        event.required(CloudEvent.TYPE),
        schemaVersion(event.attributes().get(SCHEMA_VERSION)).orElse(1),
        contentType,
        payload,
        tagSet,
        causes,
        event.text(CloudEvent.CORRELATION),
        metadata,
        Optional.empty());
  }

  private static void keep(String name, CloudEvent.Value value, Map<String, String> metadata) {
    if (PLACED.contains(name)
        || (name.equals(SCHEMA_VERSION) && schemaVersion(value).isPresent())) {
      return;
    }
    Map<String, String> own = name.equals(METADATA) ? ownMetadata(value) : Map.of();
    if (!own.isEmpty()) {
      metadata.putAll(own);
      return;
    }
    switch (value) {
      case CloudEvent.Text(String text) -> metadata.put(OURS + name, text);
      case CloudEvent.Bare(String token) -> metadata.put(OURS + name + BARE, token);
    }
  }

  /** Returns what stands between commas, without spaces around it, and those alone. */
  static List<String> list(String text) {
    return List.of(text.split(",", -1)).stream().map(String::trim).toList();
  }

  private static String contentType(CloudEvent event) {
    boolean isBinary =
        event.data().map(CloudEvent.Content::form).equals(Optional.of(CloudEvent.Form.BASE64));
    return event.text(CloudEvent.CONTENT_TYPE).orElse(isBinary ? NewEvent.BYTES : NewEvent.JSON);
  }

  /** How data would stand in JSON if nothing else were said. */
  private static Optional<CloudEvent.Form> usualForm(String contentType, ByteBuffer payload) {
    if (!payload.hasRemaining()) {
      return Optional.empty();
    }
    if (isJson(contentType)) {
      boolean isOne = JsonText.compactValue(payload).isPresent();
      return Optional.of(isOne ? CloudEvent.Form.JSON : CloudEvent.Form.BASE64);
    }
    boolean isText = contentType.startsWith("text/") && JsonText.decode(payload).isPresent();
    return Optional.of(isText ? CloudEvent.Form.TEXT : CloudEvent.Form.BASE64);
  }

  private static boolean isJson(String contentType) {
    return CloudEventText.isJson(contentType);
  }

  private static String word(CloudEvent.Form form) {
    return form.name().toLowerCase(Locale.ROOT);
  }

  /** The version, if it is one that would be written like this; 1 is never written. */
  private static Optional<Integer> schemaVersion(CloudEvent.@Nullable Value value) {
    if (value instanceof CloudEvent.Bare(String token) && token.matches("[1-9]\\d{0,8}")) {
      return Optional.of(Integer.parseInt(token)).filter(version -> version > 1);
    }
    return Optional.empty();
  }

  /** The metadata of an event that was not imported; empty if it is not exactly as we write it. */
  private static Map<String, String> ownMetadata(CloudEvent.Value value) {
    if (!(value instanceof CloudEvent.Text(String text))) {
      return Map.of();
    }
    Map<String, String> found = new TreeMap<>();
    try (JsonParser parser = JsonText.FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Map.of();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() != JsonToken.VALUE_STRING || name.startsWith(OURS)) {
          return Map.of();
        }
        found.put(name, parser.getText());
      }
    } catch (IOException _) {
      return Map.of();
    }
    return ownMetadata(found).equals(text) ? found : Map.of();
  }

  private static String ownMetadata(Map<String, String> metadata) {
    return JsonText.object(json -> {
      for (Map.Entry<String, String> each : new TreeMap<>(metadata).entrySet()) {
        json.writeStringField(each.getKey(), each.getValue());
      }
    });
  }

  // --- Out of a store ----------------------------------------------------------------------------

  /** The id of an event as a CloudEvent: that of its line, or else its own. */
  static String id(Event event) {
    return isImported(event) ? event.key().orElseThrow() : event.id().toString();
  }

  private static boolean isImported(Event event) {
    return event.metadata().containsKey(IMPORTED) && event.key().isPresent();
  }

  /**
   * Returns an event as a CloudEvent.
   *
   * @param find finds the causes of an event that was not imported
   */
  static CloudEvent toCloudEvent(Event event, Function<EventId, Optional<Event>> find) {
    Map<String, CloudEvent.Value> all = new TreeMap<>();
    Map<String, String> metadata = event.metadata();
    put(all, CloudEvent.SPECVERSION, CloudEvent.VERSION);
    put(all, CloudEvent.ID, id(event));
    put(all, CloudEvent.SOURCE, event.coordinate().scope());
    put(all, CloudEvent.TYPE, event.type());
    put(all, CloudEvent.CONTENT_TYPE, event.contentType());
    put(all, CloudEvent.CORRELATION, event.correlation());
    String entity = event.coordinate().entity();
    if (!entity.equals(NO_SUBJECT)) {
      put(all, CloudEvent.SUBJECT, entity);
    }
    if (!event.tags().isEmpty()) {
      put(all, CloudEvent.TAGS, String.join(",", new TreeSet<>(event.tags())));
    }
    if (event.schemaVersion() > 1) {
      all.put(SCHEMA_VERSION, new CloudEvent.Bare(Integer.toString(event.schemaVersion())));
    }
    Optional<CloudEvent.Form> form = usualForm(event.contentType(), event.payload());
    if (isImported(event)) {
      restore(all, metadata);
      Map<String, String> own = new TreeMap<>(metadata);
      own.keySet().removeIf(name -> name.startsWith(OURS));
      putMetadata(all, own);
      form = form(metadata.get(FORM), event, form);
    } else {
      put(all, CloudEvent.TIME, event.time().toString());
      putMetadata(all, metadata);
      putCauses(all, event, find);
    }
    return CloudEvent.of(all, form.map(which -> content(which, event.payload())));
  }

  private static void put(Map<String, CloudEvent.Value> all, String name, String text) {
    all.put(name, new CloudEvent.Text(text));
  }

  private static void putMetadata(Map<String, CloudEvent.Value> all, Map<String, String> own) {
    if (!own.isEmpty()) {
      put(all, METADATA, ownMetadata(own));
    }
  }

  private static void restore(Map<String, CloudEvent.Value> all, Map<String, String> metadata) {
    for (Map.Entry<String, String> each : metadata.entrySet()) {
      String name = each.getKey();
      if (!name.startsWith(OURS) || name.equals(FORM)) {
        continue;
      }
      String attribute = name.substring(OURS.length());
      if (attribute.endsWith(BARE)) {
        String bare = attribute.substring(0, attribute.length() - BARE.length());
        all.put(bare, new CloudEvent.Bare(each.getValue()));
      } else if (each.getValue().isEmpty() && PLACED.contains(attribute)) {
        all.remove(attribute);
      } else {
        put(all, attribute, each.getValue());
      }
    }
  }

  private static Optional<CloudEvent.Form> form(
      @Nullable String word, Event event, Optional<CloudEvent.Form> usual) {
    if (word == null) {
      return usual;
    }
    return switch (word) {
      case ABSENT -> Optional.empty();
      case "json" ->
          Optional.of(
              JsonText.compactValue(event.payload()).isPresent()
                  ? CloudEvent.Form.JSON
                  : CloudEvent.Form.BASE64);
      case "text" ->
          Optional.of(
              JsonText.decode(event.payload()).isPresent()
                  ? CloudEvent.Form.TEXT
                  : CloudEvent.Form.BASE64);
      default -> Optional.of(CloudEvent.Form.BASE64);
    };
  }

  private static CloudEvent.Content content(CloudEvent.Form form, ByteBuffer payload) {
    if (form != CloudEvent.Form.JSON) {
      return new CloudEvent.Content(form, payload);
    }
    String compact = JsonText.compactValue(payload).orElseThrow();
    return new CloudEvent.Content(
        form, ByteBuffer.wrap(compact.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer());
  }

  private static void putCauses(
      Map<String, CloudEvent.Value> all, Event event, Function<EventId, Optional<Event>> find) {
    if (event.causes().isEmpty()) {
      return;
    }
    Collection<String> names =
        event.causes().stream()
            .map(cause ->
                find.apply(cause)
                    .map(found -> CauseName.of(found, event.coordinate().scope()))
                    .orElse(cause.toString()))
            .toList();
    put(all, CloudEvent.CAUSATION, String.join(",", names));
  }
}
