package dev.stele.codec;

import dev.stele.process.Documents;
import dev.stele.process.Payload;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Looks into payloads of JSON, for the events of processes that end them or wake somebody.
 *
 * <p>Strict: the bytes must be UTF-8 and exactly one value, no object may have a member twice, and
 * what comes behind the value that is looked for is read as well. A value that is found is the part
 * of the text that it was: numbers keep each digit, texts their escapes. A payload of another media
 * type is a text as a whole, and nothing can be found in it.
 *
 * <p>Safe for any thread.
 */
public final class JsonDocuments implements Documents {

  /** Numbers stay text, and texts may be as long as a payload is. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final JsonDocuments STRICT = new JsonDocuments();

  private JsonDocuments() {}

  /** Returns the one there is. */
  public static JsonDocuments strict() {
    return STRICT;
  }

  @Override
  public boolean canLook() {
    return true;
  }

  @Override
  public Optional<Payload> at(Payload whole, String pointer) {
    Pointer parsed = Pointer.parse(pointer);
    String text = json(whole);
    if (parsed.isWhole()) {
      JsonToken _ = first(text);
      return Optional.of(whole);
    }
    return found(text, parsed).map(Payload::json);
  }

  @Override
  public Kind kind(Payload value) {
    return kind(first(json(value)));
  }

  @Override
  public String text(Payload value) {
    if (!isJson(value)) {
      return decoded(value);
    }
    String text = json(value);
    return first(text) == JsonToken.VALUE_STRING ? unquoted(text) : text.strip();
  }

  @Override
  public boolean isTrue(Payload value) {
    if (!isJson(value)) {
      return value.size() > 0;
    }
    String text = json(value);
    return switch (kind(first(text))) {
      case NULL -> false;
      case NUMBER -> true;
      case BOOLEAN -> text.strip().equals("true");
      case TEXT -> !unquoted(text).isEmpty();
      case OBJECT, LIST -> !isEmpty(text);
    };
  }

  // --- Bytes to text -----------------------------------------------------------------------------

  private static boolean isJson(Payload payload) {
    String type = payload.contentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.endsWith("/json") || type.endsWith("+json");
  }

  private static String json(Payload payload) {
    if (!isJson(payload)) {
      throw new IllegalArgumentException("payload must be JSON, got: " + payload.contentType());
    }
    return decoded(payload);
  }

  private static String decoded(Payload payload) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(payload.bytes()).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("payload must be valid UTF-8", e);
    }
  }

  // --- Text to values ----------------------------------------------------------------------------

  private static JsonParser parser(String text) {
    return FACTORY.createParser(ObjectReadContext.empty(), text.toCharArray());
  }

  private static IllegalArgumentException bad(JacksonException e) {
    return new IllegalArgumentException(
        "payload must be JSON: %s (column %d)"
            .formatted(
                e.getOriginalMessage(),
                e.getLocation() == null ? 0 : e.getLocation().getColumnNr()),
        e);
  }

  /** Reads all of it; returns what it begins with. */
  private static JsonToken first(String text) {
    try (JsonParser parser = parser(text)) {
      JsonToken first = value(parser);
      parser.skipChildren();
      requireEnd(parser);
      return first;
    } catch (JacksonException e) {
      throw bad(e);
    }
  }

  private static JsonToken value(JsonParser parser) {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new IllegalArgumentException("payload must be JSON, got: no value");
    }
    return token;
  }

  private static void requireEnd(JsonParser parser) {
    parser.finishToken();
    if (parser.nextToken() != null) {
      throw new IllegalArgumentException("payload must be one value of JSON, got: more");
    }
  }

  private static Kind kind(JsonToken token) {
    return switch (token) {
      case VALUE_STRING -> Kind.TEXT;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
      case VALUE_TRUE, VALUE_FALSE -> Kind.BOOLEAN;
      case START_OBJECT -> Kind.OBJECT;
      case START_ARRAY -> Kind.LIST;
      default -> Kind.NULL;
    };
  }

  private static String unquoted(String text) {
    try (JsonParser parser = parser(text)) {
      JsonToken _ = value(parser);
      return parser.getString();
    } catch (JacksonException e) {
      throw bad(e);
    }
  }

  private static boolean isEmpty(String text) {
    try (JsonParser parser = parser(text)) {
      JsonToken _ = value(parser);
      JsonToken second = value(parser);
      return second == JsonToken.END_OBJECT || second == JsonToken.END_ARRAY;
    } catch (JacksonException e) {
      throw bad(e);
    }
  }

  /** Returns the part of a text that a pointer leads to, having read all of it. */
  private static Optional<String> found(String text, Pointer pointer) {
    String found = null;
    try (JsonParser parser = parser(text)) {
      JsonToken token = value(parser);
      int depth = 0; // How many steps of the pointer lead to where the parser is.
      while (depth < pointer.size() && stepsInto(parser, token, pointer, depth)) {
        depth++;
        token = parser.currentToken();
      }
      if (depth == pointer.size()) {
        int from = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        found = text.substring(from, (int) parser.currentLocation().getCharOffset());
      }
      readOut(parser);
    } catch (JacksonException e) {
      throw bad(e);
    }
    return Optional.ofNullable(found);
  }

  /** The rest must be JSON as well, and end with the value. */
  private static void readOut(JsonParser parser) {
    while (!parser.streamReadContext().inRoot()) {
      JsonToken _ = value(parser);
    }
    requireEnd(parser);
  }

  /** Goes to the value of a step within the current one; false, at its end, if there is none. */
  private static boolean stepsInto(JsonParser parser, JsonToken token, Pointer pointer, int step) {
    return switch (token) {
      case START_OBJECT -> isMember(parser, pointer.name(step));
      case START_ARRAY -> isElement(parser, pointer.index(step));
      default -> false;
    };
  }

  private static boolean isMember(JsonParser parser, String name) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean isIt = name.equals(parser.currentName());
      JsonToken _ = parser.nextToken();
      if (isIt) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  private static boolean isElement(JsonParser parser, long index) {
    for (long at = 0; parser.nextToken() != JsonToken.END_ARRAY; at++) {
      if (at == index) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }
}
