package dev.stele.authzen;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON, read strictly where it is ambiguous, and plain values of it. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          // Who reads the first of two and who reads the last must not be told different things.
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  static JsonNode read(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new AuthZenException.Malformed(
          "request must be JSON, got: " + e.getOriginalMessage(), e);
    }
  }

  static byte[] write(Map<String, ?> object) {
    return MAPPER.writeValueAsBytes(object);
  }

  /** Keeps the order, so that what is written of it is the same each time. */
  static Map<String, Object> copy(Map<String, Object> values) {
    Map<String, Object> copy = new LinkedHashMap<>();
    values.forEach((name, value) -> copy.put(name, Objects.requireNonNull(value, name)));
    return Collections.unmodifiableMap(copy);
  }

  /** Returns an object's fields as plain values. */
  static Map<String, Object> values(JsonNode object) {
    Map<String, Object> values = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            field -> value(field.getValue()).ifPresent(plain -> values.put(field.getKey(), plain)));
    return Collections.unmodifiableMap(values);
  }

  private static Optional<Object> value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> Optional.of(values(node));
      case ARRAY -> Optional.of(list(node));
      case STRING -> Optional.of(node.stringValue());
      case BOOLEAN -> Optional.of(node.booleanValue());
      case NUMBER -> Optional.of(number(node));
      default -> Optional.empty();
    };
  }

  private static List<Object> list(JsonNode array) {
    List<Object> values = new ArrayList<>(array.size());
    for (JsonNode element : array) {
      value(element).ifPresent(values::add);
    }
    return Collections.unmodifiableList(values);
  }

  private static Object number(JsonNode node) {
    if (node.isIntegralNumber()) {
      return node.canConvertToLong() ? node.longValue() : new BigDecimal(node.bigIntegerValue());
    }
    return node.decimalValue();
  }
}
