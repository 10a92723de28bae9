package dev.stele.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** JSON as text: read strictly, written on one line. */
final class JsonText {

  /** Numbers of any length, since they stay text; strings as long as a line may be. */
  static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonText() {}

  /** What writes something into a generator. */
  @FunctionalInterface
  interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** Returns what is written, as a text of one line. */
  static String write(Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      content.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A text in memory has no such failures.
    }
    return text.toString();
  }

  /** Returns an object on one line. */
  static String object(Content members) {
    return write(json -> {
      json.writeStartObject();
      members.writeTo(json);
      json.writeEndObject();
    });
  }

  /** Decodes UTF-8; empty if it is none. */
  static Optional<String> decode(ByteBuffer bytes) {
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  /** Returns a value of JSON without blanks; empty if the bytes are not exactly one. */
  static Optional<String> compactValue(ByteBuffer bytes) {
    return decode(bytes).filter(JsonText::isValue).map(text -> compact(text, 0, text.length()));
  }

  private static boolean isValue(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      parser.finishToken();
      return parser.nextToken() == null;
    } catch (IOException _) {
      return false;
    }
  }

  /** Copies a part of a valid text of JSON, without the blanks between its tokens. */
  static String compact(CharSequence text, int from, int to) {
    StringBuilder compact = new StringBuilder(to - from);
    boolean isInString = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (isInString && c == '\\') {
        compact.append(c).append(text.charAt(++i));
        continue;
      }
      if (c == '"') {
        isInString = !isInString;
      }
      if (isInString || !isBlank(c)) {
        compact.append(c);
      }
    }
    return compact.toString();
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }
}
