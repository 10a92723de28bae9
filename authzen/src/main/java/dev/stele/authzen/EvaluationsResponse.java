package dev.stele.authzen;

import java.util.List;

/** The answer to a request for evaluations: as it was asked, one or several. */
public sealed interface EvaluationsResponse {

  /** Returns it as JSON in UTF-8. */
  byte[] toJson();

  /**
   * The answer to a single evaluation.
   *
   * @param evaluation the answer
   */
  record Single(EvaluationResponse evaluation) implements EvaluationsResponse {
    @Override
    public byte[] toJson() {
      return evaluation.toJson();
    }
  }

  /**
   * The answers to several.
   *
   * @param evaluations the answers, in the order of what was asked; fewer, if the semantic lets an
   *     answer be the last
   */
  record Several(List<EvaluationResponse> evaluations) implements EvaluationsResponse {

    /** Keeps a copy of the list. */
    public Several {
      evaluations = List.copyOf(evaluations);
    }

    @Override
    public byte[] toJson() {
      return Json.write(Shapes.json(this));
    }
  }
}
