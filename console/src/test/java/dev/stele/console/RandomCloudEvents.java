package dev.stele.console;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** CloudEvents of every kind there is, by chance of a seed. */
final class RandomCloudEvents {

  private static final List<String> PIECES =
      List.of(
          "a", "Z", "7", " ", "ä", "€", "𝄞", "/", ":", ",", "#", "%", "%2C", "\"", "\\", "'", "&",
          "\u2028", "é", "日本", "-", ".", "=", "<", "{", "}", "[", "null");
  private static final List<String> CONTENT_TYPES =
      List.of(
          "application/json",
          "application/json; charset=utf-8",
          "application/vnd.a+json",
          "text/plain",
          "text/xml",
          "application/xml",
          "application/octet-stream",
          "image/png");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "1",
          "-17",
          "1.0",
          "1.10",
          "0.1e-7",
          "1E+400",
          "123456789012345678901234567890",
          "3.141592653589793238462643383279502884197169399375105820974944");

  private final Random random;
  private final List<String> ids = new ArrayList<>();

  RandomCloudEvents(long seed) {
    random = new Random(seed);
  }

  /** An event of one of three sources, whose id is new, and whose causes are earlier ones. */
  CloudEvent next() {
    Map<String, CloudEvent.Value> all = new TreeMap<>();
    String id = "id-" + ids.size() + text();
    put(all, "specversion", "1.0");
    put(all, "id", id);
    String source = "/source#" + random.nextInt(3) + ",x";
    put(all, "source", source);
    put(all, "type", "T" + text());
    maybe(all, "subject", random.nextInt(4) == 0 ? "-" : "s:" + random.nextInt(9) + text());
    maybe(
        all,
        "time",
        "2026-01-0" + (1 + random.nextInt(9)) + "T12:00:00." + random.nextInt(1000) + "+02:00");
    maybe(all, "datacontenttype", CONTENT_TYPES.get(random.nextInt(CONTENT_TYPES.size())));
    maybe(all, "dataschema", "urn:" + text() + "x");
    maybe(all, "correlationid", "c" + random.nextInt(5));
    maybe(all, "tags", tags());
    if (!ids.isEmpty() && random.nextBoolean()) {
      put(all, "causationid", causes());
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      all.put("ext" + random.nextInt(9), extension());
    }
    if (random.nextInt(6) == 0) {
      all.put("schemaversion", random.nextBoolean() ? bare("" + random.nextInt(4)) : extension());
    }
    if (random.nextInt(6) == 0) {
      put(all, "stelemetadata", random.nextBoolean() ? "{\"a\":\"1\",\"b\":\"\"}" : text());
    }
    ids.add(new CauseName(source, id).inAnySource());
    return parsed(CloudEvent.of(all, data()));
  }

  /** As a reader understands it: whether a string is data of JSON is said by the content type. */
  private static CloudEvent parsed(CloudEvent event) {
    try {
      String line = CloudEventText.write(event);
      return CloudEventText.parse(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    } catch (BadLineException e) {
      throw new AssertionError(e.reason() + ": " + event, e);
    }
  }

  private String causes() {
    List<String> some = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      some.add(ids.get(random.nextInt(ids.size())));
    }
    return String.join(random.nextBoolean() ? "," : " , ", some);
  }

  private String tags() {
    List<String> some = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      some.add("t" + random.nextInt(5));
    }
    return String.join(random.nextInt(3) == 0 ? ", " : ",", some);
  }

  private CloudEvent.Value extension() {
    return switch (random.nextInt(4)) {
      case 0 -> bare(Boolean.toString(random.nextBoolean()));
      case 1 -> bare(NUMBERS.get(random.nextInt(NUMBERS.size())));
      default -> new CloudEvent.Text(text());
    };
  }

  private static CloudEvent.Bare bare(String token) {
    return new CloudEvent.Bare(token);
  }

  private Optional<CloudEvent.Content> data() {
    return switch (random.nextInt(5)) {
      case 0 -> Optional.empty();
      case 1 -> {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        yield Optional.of(new CloudEvent.Content(CloudEvent.Form.BASE64, ByteBuffer.wrap(bytes)));
      }
      default ->
          Optional.of(
              new CloudEvent.Content(
                  CloudEvent.Form.JSON,
                  ByteBuffer.wrap(value(4).getBytes(StandardCharsets.UTF_8))));
    };
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> "null";
      case 1 -> "true";
      case 2 -> NUMBERS.get(random.nextInt(NUMBERS.size()));
      case 3 -> JsonText.write(json -> json.writeString(text()));
      case 4 -> depth < 4 && random.nextBoolean() ? "\"\\ud800 \\u0007\\/\"" : "\"\"";
      case 5 -> "[" + value(depth - 1) + "," + value(depth - 1) + "]";
      default -> "{\"a b\":" + value(depth - 1) + ",\"\":" + value(depth - 1) + "}";
    };
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private void maybe(Map<String, CloudEvent.Value> all, String name, String text) {
    if (random.nextBoolean()) {
      put(all, name, text);
    }
  }

  private static void put(Map<String, CloudEvent.Value> all, String name, String text) {
    all.put(name, new CloudEvent.Text(text));
  }
}
