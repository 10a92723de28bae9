package dev.stele.authzen;

import java.util.List;

/** A request for evaluations: one as it stands, or several. */
public sealed interface EvaluationsRequest {

  /**
   * Reads one from JSON in UTF-8. Without {@code evaluations}, or with none in them, it is a single
   * one. Otherwise what an evaluation does not say of subject, action, resource or context, it
   * takes from the request, each of them as a whole. Fields that are not known are passed over.
   *
   * @throws AuthZenException.Malformed as {@link EvaluationRequest#parse}; and if the semantic is
   *     not known
   */
  static EvaluationsRequest parse(byte[] json) {
    return Shapes.evaluations(Json.read(json));
  }

  /**
   * One evaluation, answered as such.
   *
   * @param evaluation what is asked
   */
  record Single(EvaluationRequest evaluation) implements EvaluationsRequest {}

  /**
   * Several evaluations.
   *
   * @param evaluations what is asked: at least one, in order, complete
   * @param semantic how many of them are answered
   */
  record Several(List<EvaluationRequest> evaluations, EvaluationsSemantic semantic)
      implements EvaluationsRequest {

    /** Keeps a copy of the list. */
    public Several {
      evaluations = List.copyOf(evaluations);
      if (evaluations.isEmpty()) {
        throw new IllegalArgumentException("evaluations must be at least one, got: none");
      }
    }
  }
}
