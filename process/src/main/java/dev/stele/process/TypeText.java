package dev.stele.process;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Types of events as text: words with spaces between them, each in percent encoding. The same type
 * has one text, since registrations are hashed.
 *
 * <pre>
 * type      = name bytesMax contentType|- required semantics
 * required  = count (pointer kind)*
 * semantics = plain | terminal state selector|- | wake selector|- selector selector|-
 * selector  = whole | at pointer | present pointer | constant contentType base64
 *           | template text count (name pointer)*
 * </pre>
 */
final class TypeText {

  private static final String NOTHING = "-";

  private TypeText() {}

  static String of(EventType type) {
    StringBuilder text = new StringBuilder();
    add(text, type.name());
    add(text, Integer.toString(type.rule().bytesMax()));
    text.append(type.rule().contentType().map(TypeText::encoded).orElse(NOTHING)).append(' ');
    Map<String, Documents.Kind> required = new TreeMap<>(type.rule().required());
    add(text, Integer.toString(required.size()));
    required.forEach((pointer, kind) -> {
      add(text, pointer);
      add(text, kind.name().toLowerCase(Locale.ROOT));
    });
    switch (type.semantics()) {
      case Semantics.Plain _ -> add(text, "plain");
      case Semantics.Terminal terminal -> {
        add(text, "terminal");
        add(text, terminal.state().name().toLowerCase(Locale.ROOT));
        add(text, terminal.output());
      }
      case Semantics.Wake wake -> {
        add(text, "wake");
        add(text, wake.when());
        add(text, Optional.of(wake.input()));
        add(text, wake.key());
      }
    }
    return text.substring(0, text.length() - 1); // The last word may be empty.
  }

  private static void add(StringBuilder text, String word) {
    text.append(encoded(word)).append(' ');
  }

  private static void add(StringBuilder text, Optional<Selector> selector) {
    if (selector.isEmpty()) {
      text.append(NOTHING).append(' ');
      return;
    }
    switch (selector.get()) {
      case Selector.Whole _ -> add(text, "whole");
      case Selector.Pointer(String path) -> {
        add(text, "at");
        add(text, path);
      }
      case Selector.Present(String path) -> {
        add(text, "present");
        add(text, path);
      }
      case Selector.Constant(Payload value) -> {
        byte[] bytes = new byte[value.size()];
        value.bytes().get(bytes);
        add(text, "constant");
        add(text, value.contentType());
        add(text, Base64.getEncoder().encodeToString(bytes));
      }
      case Selector.Template template -> {
        add(text, "template");
        add(text, template.text());
        add(text, Integer.toString(template.pointers().size()));
        new TreeMap<>(template.pointers())
            .forEach((name, pointer) -> {
              add(text, name);
              add(text, pointer);
            });
      }
    }
  }

  /** A hyphen alone says that there is nothing, so that one that is meant is written otherwise. */
  private static String encoded(String word) {
    return word.equals(NOTHING) ? "%2D" : URLEncoder.encode(word, StandardCharsets.UTF_8);
  }

  static EventType parse(String text) {
    Words words = new Words(text);
    String name = words.next();
    int bytesMax = words.number();
    Optional<String> contentType = words.optional();
    Map<String, Documents.Kind> required = new TreeMap<>();
    int count = words.number();
    for (int i = 0; i < count; i++) {
      String pointer = words.next();
      required.put(pointer, Documents.Kind.valueOf(words.next().toUpperCase(Locale.ROOT)));
    }
    Semantics semantics =
        switch (words.next()) {
          case "plain" -> new Semantics.Plain();
          case "terminal" -> {
            String state = words.next().toUpperCase(Locale.ROOT);
            yield new Semantics.Terminal(Semantics.Terminal.State.valueOf(state), words.selector());
          }
          case "wake" ->
              new Semantics.Wake(
                  words.selector(), words.selector().orElseThrow(), words.selector());
          case String other ->
              throw new IllegalArgumentException("semantics must be known, got: '" + other + "'");
        };
    return new EventType(name, new PayloadRule(contentType, bytesMax, required), semantics);
  }

  /** Reads words one after another. */
  private static final class Words {
    private final String[] words;
    private int at;

    private Words(String text) {
      this.words = text.split(" ", -1);
    }

    private String raw() {
      if (at == words.length) {
        throw new IllegalArgumentException("type must have more than " + at + " words");
      }
      return words[at++];
    }

    private String next() {
      return URLDecoder.decode(raw(), StandardCharsets.UTF_8);
    }

    private int number() {
      return Integer.parseInt(next());
    }

    private Optional<String> optional() {
      String word = raw();
      return word.equals(NOTHING)
          ? Optional.empty()
          : Optional.of(URLDecoder.decode(word, StandardCharsets.UTF_8));
    }

    private Optional<Selector> selector() {
      return optional()
          .map(kind ->
              switch (kind) {
                case "whole" -> new Selector.Whole();
                case "at" -> new Selector.Pointer(next());
                case "present" -> new Selector.Present(next());
                case "constant" -> {
                  String contentType = next();
                  byte[] bytes = Base64.getDecoder().decode(next());
                  yield new Selector.Constant(new Payload(contentType, ByteBuffer.wrap(bytes)));
                }
                case "template" -> {
                  String text = next();
                  Map<String, String> pointers = new TreeMap<>();
                  int count = number();
                  for (int i = 0; i < count; i++) {
                    String name = next();
                    pointers.put(name, next());
                  }
                  yield new Selector.Template(text, pointers);
                }
                default ->
                    throw new IllegalArgumentException(
                        "selector must be known, got: '" + kind + "'");
              });
    }
  }
}
