package dev.stele.authzen;

import java.util.Map;

/**
 * One question: may this subject do this action to this resource, in this context?
 *
 * <p>Properties and context are JSON objects as plain values, immutable all through: a text is a
 * {@code String}, a truth value a {@code Boolean}, a whole number that fits a {@code Long}, any
 * other number a {@code BigDecimal}, an array a {@code List}, an object a {@code Map}. A JSON null
 * stands for something that is not there, and is left out.
 *
 * @param subject who wants to do it
 * @param action what he wants to do
 * @param resource what he wants to do it to
 * @param context under which circumstances; empty if nothing was said
 */
public record EvaluationRequest(
    Subject subject, Action action, Resource resource, Map<String, Object> context) {

  /** Keeps a copy of the context. */
  public EvaluationRequest {
    context = Json.copy(context);
  }

  /**
   * Reads one from JSON in UTF-8. Fields that are not known are passed over.
   *
   * @throws AuthZenException.Malformed if it is no JSON object, a field that must be there is not,
   *     one is of a wrong type, or an object has one twice
   */
  public static EvaluationRequest parse(byte[] json) {
    return Shapes.evaluation(Json.read(json));
  }
}
