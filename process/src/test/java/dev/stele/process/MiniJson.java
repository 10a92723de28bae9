package dev.stele.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** As much of JSON as tests need: reads a text into values, and finds by pointers. */
final class MiniJson implements Documents {

  /** A value: what it is, the text it was, and what is in it. */
  private record Value(
      Kind kind, String source, String plain, Map<String, Value> fields, List<Value> items) {}

  @Override
  public boolean canLook() {
    return true;
  }

  @Override
  public Optional<Payload> at(Payload whole, String pointer) {
    if (!pointer.isEmpty() && pointer.charAt(0) != '/') {
      throw new IllegalArgumentException("pointer must begin with '/', got: '" + pointer + "'");
    }
    Value value = read(whole);
    String[] parts = pointer.split("/", -1);
    for (int i = 1; i < parts.length; i++) {
      Value next = child(value, parts[i].replace("~1", "/").replace("~0", "~"));
      if (next == null) {
        return Optional.empty();
      }
      value = next;
    }
    return Optional.of(Payload.json(value.source()));
  }

  private static @org.jspecify.annotations.Nullable Value child(Value value, String name) {
    if (value.kind() == Kind.OBJECT) {
      return value.fields().get(name);
    }
    boolean isIndex =
        value.kind() == Kind.LIST
            && name.matches("0|[1-9][0-9]{0,8}")
            && Integer.parseInt(name) < value.items().size();
    return isIndex ? value.items().get(Integer.parseInt(name)) : null;
  }

  @Override
  public Kind kind(Payload value) {
    return read(value).kind();
  }

  @Override
  public String text(Payload value) {
    if (value.contentType().startsWith("text/")) {
      return value.text();
    }
    return read(value).plain();
  }

  @Override
  public boolean isTrue(Payload value) {
    Value read = read(value);
    return switch (read.kind()) {
      case NULL -> false;
      case BOOLEAN -> read.source().equals("true");
      case TEXT -> !read.plain().isEmpty();
      case NUMBER -> true;
      case OBJECT -> !read.fields().isEmpty();
      case LIST -> !read.items().isEmpty();
    };
  }

  private static Value read(Payload payload) {
    if (!payload.contentType().endsWith("json")) {
      throw new IllegalArgumentException("payload must be JSON, got: " + payload.contentType());
    }
    Reader reader = new Reader(payload.text());
    Value value = reader.value();
    reader.end();
    return value;
  }

  /** Reads one text. */
  private static final class Reader {
    private final String text;
    private int at;

    private Reader(String text) {
      this.text = text;
    }

    private void space() {
      while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private char peek() {
      space();
      return at < text.length() ? text.charAt(at) : '\0';
    }

    private void take(char wanted) {
      if (peek() != wanted) {
        throw new IllegalArgumentException(
            "JSON must have '" + wanted + "' at " + at + ", got: " + text);
      }
      at++;
    }

    private void end() {
      if (peek() != '\0') {
        throw new IllegalArgumentException("JSON must end at " + at + ", got: " + text);
      }
    }

    private Value value() {
      char first = peek();
      int from = at;
      return switch (first) {
        case '{' -> object(from);
        case '[' -> list(from);
        case '"' -> {
          String plain = string();
          yield new Value(Kind.TEXT, text.substring(from, at), plain, Map.of(), List.of());
        }
        default -> word(from);
      };
    }

    private Value object(int from) {
      Map<String, Value> fields = new LinkedHashMap<>();
      take('{');
      while (peek() != '}') {
        if (!fields.isEmpty()) {
          take(',');
        }
        space();
        String name = string();
        take(':');
        fields.put(name, value());
      }
      take('}');
      String source = text.substring(from, at);
      return new Value(Kind.OBJECT, source, source, fields, List.of());
    }

    private Value list(int from) {
      List<Value> items = new ArrayList<>();
      take('[');
      while (peek() != ']') {
        if (!items.isEmpty()) {
          take(',');
        }
        items.add(value());
      }
      take(']');
      String source = text.substring(from, at);
      return new Value(Kind.LIST, source, source, Map.of(), items);
    }

    private String string() {
      take('"');
      StringBuilder plain = new StringBuilder();
      while (at < text.length() && text.charAt(at) != '"') {
        if (text.charAt(at) == '\\') {
          at++;
        }
        plain.append(text.charAt(at++));
      }
      take('"');
      return plain.toString();
    }

    private Value word(int from) {
      while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      String word = text.substring(from, at);
      Kind kind =
          switch (word) {
            case "true", "false" -> Kind.BOOLEAN;
            case "null" -> Kind.NULL;
            default -> Kind.NUMBER;
          };
      if (kind == Kind.NUMBER && !word.matches("-?[0-9]+(\\.[0-9]+)?")) {
        throw new IllegalArgumentException("JSON must have a value at " + from + ", got: " + text);
      }
      return new Value(kind, word, word, Map.of(), List.of());
    }
  }
}
