package dev.stele.authzen;

import java.util.Map;

/**
 * The answer to one question.
 *
 * @param decision true if it may be done
 * @param context what is said of it besides, as plain values; empty if nothing is
 */
public record EvaluationResponse(boolean decision, Map<String, Object> context) {

  /** Keeps a copy of the context. */
  public EvaluationResponse {
    context = Json.copy(context);
  }

  /** Returns it as JSON in UTF-8; an empty context is left out. */
  public byte[] toJson() {
    return Json.write(Shapes.json(this));
  }
}
