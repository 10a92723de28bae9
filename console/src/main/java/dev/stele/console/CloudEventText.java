package dev.stele.console;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents in the JSON format, one a line.
 *
 * <p>Strict: what the specification rules out is no event, and neither is what two readers might
 * understand in two ways, such as a member that is there twice. Numbers are never converted: they
 * stay the text that they are.
 */
final class CloudEventText {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+");
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d:)(\\d\\d)(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");
  private static final String DATA = "data";
  private static final String BASE64 = "data_base64";
  private static final int QUOTED_MAX = 80;

  /** The order that people are used to; the others follow by name. */
  private static final List<String> ORDER =
      List.of(
          CloudEvent.SPECVERSION,
          CloudEvent.ID,
          CloudEvent.SOURCE,
          CloudEvent.TYPE,
          CloudEvent.SUBJECT,
          CloudEvent.TIME,
          CloudEvent.CONTENT_TYPE,
          CloudEvent.SCHEMA);

  private final char[] line;
  private final Map<String, CloudEvent.Value> attributes = new TreeMap<>();
  private @Nullable JsonToken dataToken;
  private int dataFrom;
  private int dataTo;
  private String dataText = "";
  private @Nullable String base64;

  private CloudEventText(char[] line) {
    this.line = line;
  }

  // --- Reading -----------------------------------------------------------------------------------

  /**
   * Reads a line.
   *
   * @throws BadLineException if it is no event
   */
  static CloudEvent parse(ByteBuffer line) throws BadLineException {
    CharBuffer text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(line.duplicate());
    } catch (CharacterCodingException _) {
      throw new BadLineException("line must be valid UTF-8");
    }
    char[] chars = new char[text.remaining()];
    text.get(chars);
    return new CloudEventText(chars).parse();
  }

  private CloudEvent parse() throws BadLineException {
    try (JsonParser parser = JsonText.FACTORY.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadLineException("line must be a JSON object");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        takeMember(parser);
      }
      if (parser.nextToken() != null) {
        throw new BadLineException("line must end behind its object");
      }
    } catch (JsonProcessingException e) {
      throw new BadLineException("line must be JSON: " + problem(e));
    } catch (IOException e) {
      throw new BadLineException("line must be JSON: " + printable(String.valueOf(e)));
    }
    requireAttributes();
    return CloudEvent.of(attributes, content());
  }

  private static String problem(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    String where = location == null ? "" : " (column " + location.getColumnNr() + ")";
    return printable(String.valueOf(e.getOriginalMessage())) + where;
  }

  private void takeMember(JsonParser parser) throws IOException, BadLineException {
    String name = parser.currentName();
    JsonToken token = parser.nextToken();
    if (name.equals(DATA)) {
      dataFrom = (int) parser.currentTokenLocation().getCharOffset();
      dataText = token == JsonToken.VALUE_STRING ? parser.getText() : "";
      parser.skipChildren();
      parser.finishToken();
      dataTo = (int) parser.currentLocation().getCharOffset();
      dataToken = token;
      return;
    }
    if (token == JsonToken.VALUE_NULL) {
      return; // As if it were not there, says the specification.
    }
    if (name.equals(BASE64)) {
      if (token != JsonToken.VALUE_STRING) {
        throw new BadLineException("'data_base64' must be a string");
      }
      base64 = parser.getText();
      return;
    }
    if (!NAME.matcher(name).matches()) {
      throw new BadLineException(
          "attribute name must have lower-case letters and digits alone, got: " + quoted(name));
    }
    attributes.put(name, value(name, token, parser));
  }

  private static CloudEvent.Value value(String name, JsonToken token, JsonParser parser)
      throws IOException, BadLineException {
    if (token == JsonToken.VALUE_STRING) {
      String text = parser.getText();
      requireText(name, text);
      return new CloudEvent.Text(text);
    }
    if (!token.isScalarValue()) {
      throw new BadLineException(
          "attribute '" + name + "' must be a string, a number or a boolean");
    }
    return new CloudEvent.Bare(parser.getText());
  }

  private static void requireText(String name, String text) throws BadLineException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        throw new BadLineException(
            "attribute '%s' must have no control characters, got: \\u%04x at %d"
                .formatted(name, (int) c, i));
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new BadLineException(
            "attribute '" + name + "' must be valid Unicode, got: half a character at " + i);
      }
    }
  }

  private void requireAttributes() throws BadLineException {
    for (String name :
        List.of(CloudEvent.SPECVERSION, CloudEvent.ID, CloudEvent.SOURCE, CloudEvent.TYPE)) {
      if (!attributes.containsKey(name)) {
        throw new BadLineException("attribute '" + name + "' must be there");
      }
    }
    List<String> ours = List.of(CloudEvent.CORRELATION, CloudEvent.CAUSATION, CloudEvent.TAGS);
    for (Map.Entry<String, CloudEvent.Value> each : attributes.entrySet()) {
      String name = each.getKey();
      if (ORDER.contains(name) || ours.contains(name)) {
        if (!(each.getValue() instanceof CloudEvent.Text(String text))) {
          throw new BadLineException("attribute '" + name + "' must be a string");
        }
        if (text.isEmpty()) {
          throw new BadLineException("attribute '" + name + "' must not be empty");
        }
      }
    }
    String version = text(CloudEvent.SPECVERSION);
    if (!version.equals(CloudEvent.VERSION)) {
      throw new BadLineException("attribute 'specversion' must be 1.0, got: " + quoted(version));
    }
    requireTime(text(CloudEvent.TIME));
  }

  /** RFC 3339; the second 60 is one that was put in. */
  private static void requireTime(String time) throws BadLineException {
    if (time.isEmpty()) {
      return;
    }
    Matcher parts = TIME.matcher(time.toUpperCase(Locale.ROOT));
    try {
      if (parts.matches()) {
        String second = parts.group(3).equals("60") ? "59" : parts.group(3);
        OffsetDateTime _ =
            OffsetDateTime.parse(parts.group(1) + "T" + parts.group(2) + second + parts.group(5));
        return;
      }
    } catch (DateTimeException _) {
      // No such day or hour.
    }
    throw new BadLineException("attribute 'time' must be of RFC 3339, got: " + quoted(time));
  }

  /** Whether a string is data of JSON or of some other type is known once all members are. */
  private Optional<CloudEvent.Content> content() throws BadLineException {
    if (dataToken != null && base64 != null) {
      throw new BadLineException("'data' and 'data_base64' must not both be there");
    }
    if (base64 != null) {
      return Optional.of(new CloudEvent.Content(CloudEvent.Form.BASE64, bytes(base64)));
    }
    if (dataToken == null) {
      return Optional.empty();
    }
    boolean isText =
        dataToken == JsonToken.VALUE_STRING && !isJson(attributes.get(CloudEvent.CONTENT_TYPE));
    CloudEvent.Form form = isText ? CloudEvent.Form.TEXT : CloudEvent.Form.JSON;
    String data = isText ? dataText : JsonText.compact(CharBuffer.wrap(line), dataFrom, dataTo);
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(data));
      return Optional.of(new CloudEvent.Content(form, bytes.asReadOnlyBuffer()));
    } catch (CharacterCodingException _) {
      throw new BadLineException("'data' must be valid Unicode");
    }
  }

  private static ByteBuffer bytes(String base64) throws BadLineException {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      throw new BadLineException("'data_base64' must be base64");
    }
    if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
      throw new BadLineException("'data_base64' must be base64 with its padding and no spare bits");
    }
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  private String text(String name) {
    return attributes.get(name) instanceof CloudEvent.Text(String text) ? text : "";
  }

  /** What carries no type is JSON. */
  private static boolean isJson(CloudEvent.@Nullable Value contentType) {
    return !(contentType instanceof CloudEvent.Text(String text)) || isJson(text);
  }

  /** Tells whether a media type is one of JSON. */
  static boolean isJson(String contentType) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.endsWith("/json") || type.endsWith("+json");
  }

  // --- Writing -----------------------------------------------------------------------------------

  /** Returns an event as a line, without its end. */
  static String write(CloudEvent event) {
    return JsonText.object(json -> {
      for (String name : ORDER) {
        CloudEvent.Value value = event.attributes().get(name);
        if (value != null) {
          write(json, name, value);
        }
      }
      for (Map.Entry<String, CloudEvent.Value> each : event.attributes().entrySet()) {
        if (!ORDER.contains(each.getKey())) {
          write(json, each.getKey(), each.getValue());
        }
      }
      if (event.data().isPresent()) {
        write(json, event.data().get());
      }
    });
  }

  private static void write(JsonGenerator json, String name, CloudEvent.Value value)
      throws IOException {
    json.writeFieldName(name);
    switch (value) {
      case CloudEvent.Text(String text) -> json.writeString(text);
      case CloudEvent.Bare(String token) -> json.writeRawValue(token);
    }
  }

  private static void write(JsonGenerator json, CloudEvent.Content data) throws IOException {
    switch (data.form()) {
      case JSON -> {
        json.writeFieldName(DATA);
        json.writeRawValue(StandardCharsets.UTF_8.decode(data.bytes()).toString());
      }
      case TEXT ->
          json.writeStringField(DATA, StandardCharsets.UTF_8.decode(data.bytes()).toString());
      case BASE64 -> {
        byte[] bytes = new byte[data.bytes().remaining()];
        data.bytes().get(bytes);
        json.writeStringField(BASE64, Base64.getEncoder().encodeToString(bytes));
      }
    }
  }

  // --- Words for people --------------------------------------------------------------------------

  /** A text of somebody else within quotes: on one line, and not too long. */
  static String quoted(String text) {
    String shown = text.length() <= QUOTED_MAX ? text : text.substring(0, QUOTED_MAX) + "…";
    return "'" + printable(shown) + "'";
  }

  /** Puts a space for everything that would move the cursor, or is half a character. */
  static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? ' ' : c)
        .forEach(printable::appendCodePoint);
    return printable.toString();
  }
}
