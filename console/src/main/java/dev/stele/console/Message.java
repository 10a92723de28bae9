package dev.stele.console;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An object of JSON on one line, whose members are texts or lists of texts: what a host and those
 * who ask it say to each other, and what a shell command is kept as.
 */
record Message(Map<String, List<String>> members) {

  static final String COMMAND = "command";
  static final String ENVIRONMENT = "environment";

  private static final Set<String> LISTS = Set.of(COMMAND, ENVIRONMENT);

  Message {
    members = new LinkedHashMap<>(members);
  }

  static Message empty() {
    return new Message(Map.of());
  }

  Message with(String name, String text) {
    return with(name, List.of(text));
  }

  Message with(String name, List<String> texts) {
    Message more = new Message(members);
    more.members.put(name, List.copyOf(texts));
    return more;
  }

  Message with(String name, Optional<String> text) {
    return text.map(it -> with(name, it)).orElse(this);
  }

  /** Returns a text; empty if it is not there. */
  Optional<String> find(String name) {
    return all(name).stream().findFirst();
  }

  /** Returns a text that must be there. */
  String get(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("member '" + name + "' must be there"));
  }

  /** Returns the texts of a list; none if it is not there. */
  List<String> all(String name) {
    return members.getOrDefault(name, List.of());
  }

  String json() {
    return JsonText.object(json -> {
      for (Map.Entry<String, List<String>> member : members.entrySet()) {
        json.writeFieldName(member.getKey());
        if (LISTS.contains(member.getKey())) {
          json.writeStartArray();
          for (String text : member.getValue()) {
            json.writeString(text);
          }
          json.writeEndArray();
        } else {
          json.writeString(member.getValue().getFirst());
        }
      }
    });
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if the text is none
   */
  static Message parse(String json) {
    Map<String, List<String>> members = new LinkedHashMap<>();
    try (JsonParser parser = JsonText.FACTORY.createParser(json)) {
      require(parser.nextToken() == JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        members.put(name, texts(parser));
      }
      require(parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
    } catch (IOException e) {
      throw new IllegalArgumentException("message must be an object of texts", e);
    }
    return new Message(members);
  }

  private static List<String> texts(JsonParser parser) throws IOException {
    List<String> texts = new ArrayList<>();
    if (parser.nextToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() == JsonToken.VALUE_STRING) {
        texts.add(parser.getText());
      }
      require(parser.currentToken() == JsonToken.END_ARRAY);
    } else {
      require(parser.currentToken() == JsonToken.VALUE_STRING);
      texts.add(parser.getText());
    }
    return texts;
  }

  private static void require(boolean isRight) {
    if (!isRight) {
      throw new IllegalArgumentException("message must be an object of texts");
    }
  }
}
