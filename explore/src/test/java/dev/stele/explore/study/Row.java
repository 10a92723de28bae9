package dev.stele.explore.study;

import dev.stele.explore.ExploreError;
import dev.stele.explore.Explorer;
import java.util.List;

/**
 * A model of the study, and what must come of it.
 *
 * @param name of the model, in this package
 * @param lincheck what Lincheck 3.7 made of its like in the study
 */
record Row(String name, Explorer.Model model, Expected expected, String lincheck) {

  /** What must come of a model. */
  sealed interface Expected {}

  /** It passes, completely. */
  record Complete(long executions) implements Expected {}

  /**
   * It fails.
   *
   * @param texts what the report must say
   */
  record Fails(ExploreError.Kind kind, List<String> texts) implements Expected {}

  /**
   * It passes, although the memory model allows an outcome that breaks it.
   *
   * @param why it is not shown
   */
  record NotFound(long executions, String why) implements Expected {}

  static Row complete(String name, Explorer.Model model, long executions, String lincheck) {
    return new Row(name, model, new Complete(executions), lincheck);
  }

  static Row fails(
      String name, Explorer.Model model, ExploreError.Kind kind, String lincheck, String... texts) {
    return new Row(name, model, new Fails(kind, List.of(texts)), lincheck);
  }

  static Row notFound(
      String name, Explorer.Model model, long executions, String lincheck, String why) {
    return new Row(name, model, new NotFound(executions, why), lincheck);
  }

  @Override
  public String toString() {
    return name;
  }
}
