package dev.stele.authzen;

import java.nio.charset.StandardCharsets;

/** Requests as they come in, written with single quotes. */
final class Requests {

  private Requests() {}

  static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  static EvaluationRequest one(String json) {
    return EvaluationRequest.parse(bytes(json));
  }

  static EvaluationsRequest several(String json) {
    return EvaluationsRequest.parse(bytes(json));
  }

  static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8).replace('"', '\'');
  }
}
