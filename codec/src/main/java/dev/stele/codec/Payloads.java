package dev.stele.codec;

import dev.stele.store.Event;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Values to bytes and back, by a mapper; each failure of it becomes one of ours. */
final class Payloads {

  /**
   * Writes trees. A mapper makes the tree and this one the bytes, so that the names of each object
   * stand in order whatever annotations, comparators and the mapper say.
   */
  private static final JsonMapper WRITER =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

  private final JsonMapper mapper;
  private final ObjectReader trees;

  Payloads(JsonMapper mapper) {
    this.mapper = mapper;
    this.trees =
        mapper.readerFor(ObjectNode.class).with(JsonNodeFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  }

  ByteBuffer write(Schema schema, Object payload) {
    JsonNode tree;
    try {
      tree = mapper.valueToTree(payload);
      if (tree.isObject()) {
        return ByteBuffer.wrap(WRITER.writeValueAsBytes(tree));
      }
    } catch (JacksonException e) {
      throw new CodecException.NotEncoded(schema, reason(e), e);
    } catch (RuntimeException e) { // A serializer of the user.
      throw new CodecException.NotEncoded(schema, String.valueOf(e), e);
    }
    throw new CodecException.NotEncoded(schema, "a JSON " + tree.getNodeType());
  }

  /** Reads a payload of today's version. */
  Object read(Event event, Schema schema) {
    return read(event, schema, mapper.readerFor(schema.payloadClass()));
  }

  /** Reads a payload of an older version. */
  ObjectNode readTree(Event event, Schema schema) {
    return (ObjectNode) read(event, schema, trees);
  }

  /** Makes a value of what the upcasters returned. */
  Object fit(Event event, Schema schema, ObjectNode tree) {
    return object(
        event, schema, mapper.readerFor(schema.payloadClass()), () -> mapper.treeAsTokens(tree));
  }

  private Object read(Event event, Schema schema, ObjectReader reader) {
    ByteBuffer payload = event.payload();
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return object(event, schema, reader, () -> mapper.createParser(bytes));
  }

  private static Object object(
      Event event, Schema schema, ObjectReader reader, Supplier<JsonParser> source) {
    try (JsonParser parser = source.get()) {
      return object(event, schema, reader, parser);
    } catch (JacksonException e) { // It is not even a text.
      throw new CodecException.Malformed(event, schema.payloadClass(), "", reason(e), e);
    }
  }

  private static Object object(Event event, Schema schema, ObjectReader reader, JsonParser parser) {
    Class<?> target = schema.payloadClass();
    JsonToken first;
    try {
      first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        return reader.readValue(parser);
      }
    } catch (JacksonException e) {
      String path = e.getPath().isEmpty() ? here(parser) : pointer(e);
      throw new CodecException.Malformed(event, target, path, reason(e), e);
    } catch (RuntimeException e) { // Numbers beyond all limits, and classes of the user.
      throw new CodecException.Malformed(event, target, here(parser), String.valueOf(e), e);
    }
    throw new CodecException.Malformed(
        event, target, "", "no JSON object but " + (first == null ? "nothing" : first));
  }

  /** Returns why Jackson cannot keep values of a class, if it cannot. */
  Optional<String> fault(Schema schema) {
    Class<?> type = schema.payloadClass();
    for (Class<?> part : Reachable.from(type)) {
      Optional<String> fault = unreadable(part);
      if (fault.isPresent()) {
        return Optional.of(
            "Jackson must be able to make %s, got: %s: %s"
                .formatted(part.getName(), fault.get(), schema));
      }
    }
    if (!type.isRecord() && !Visible.isAnythingOf(type, mapper)) {
      return Optional.of(
          "payload class must have properties that Jackson can see, got none: " + schema);
    }
    return Optional.empty();
  }

  /** Tries to read an empty object, which need not fit: there must be a way to read. */
  private Optional<String> unreadable(Class<?> type) {
    try {
      Object _ = mapper.readerFor(type).readValue("{}");
      return Optional.empty();
    } catch (InvalidDefinitionException e) {
      return Optional.of(reason(e));
    } catch (JacksonException _) {
      return Optional.empty();
    } catch (IllegalArgumentException | InaccessibleObjectException e) {
      return Optional.of(
          "%s (its package must be open to tools.jackson.databind)".formatted(e.getMessage()));
    }
  }

  private static String reason(JacksonException e) {
    return String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("no reason");
  }

  private static String here(JsonParser parser) {
    return parser.streamReadContext().pathAsPointer().toString();
  }

  /** Returns the place in the document, as a JSON pointer (RFC 6901). */
  private static String pointer(JacksonException e) {
    StringBuilder pointer = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      String name = step.getPropertyName();
      pointer
          .append('/')
          .append(
              name == null
                  ? Integer.toString(step.getIndex())
                  : name.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }
}
