package dev.stele.explore;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong with an execution.
 *
 * @param headline one line
 * @param details further lines
 * @param marks what the table is to show besides the steps
 * @param cause what was thrown in the model, if something was
 */
record Finding(
    ExploreError.Kind kind,
    String headline,
    List<String> details,
    List<Mark> marks,
    Optional<Throwable> cause) {

  private static final int FRAMES_MAX = 2;

  /**
   * Something that was no step: it is shown where it came, without a number.
   *
   * @param step the number of the last step before it
   * @param task the number of who did it, or would
   */
  record Mark(int step, int task, String text, Site site) {}

  static Finding of(ExploreError.Kind kind, String headline, String... details) {
    return new Finding(kind, headline, List.of(details), List.of(), Optional.empty());
  }

  static Finding of(ExploreError.Kind kind, String headline, Throwable cause) {
    return new Finding(kind, headline, thrownAt(cause), List.of(), Optional.of(cause));
  }

  /** Says where in the model something was thrown. */
  private static List<String> thrownAt(Throwable cause) {
    return Arrays.stream(cause.getStackTrace())
        .filter(frame -> WovenLoader.NAME.equals(frame.getClassLoaderName()))
        .limit(FRAMES_MAX)
        .map(frame ->
            "at "
                + new Site(
                    frame.getClassName(),
                    frame.getMethodName(),
                    Math.max(0, frame.getLineNumber())))
        .toList();
  }

  /** Tells whether another execution fails for the same reason. */
  boolean isLike(Finding other) {
    return kind == other.kind
        && cause.map(Throwable::getClass).equals(other.cause.map(Throwable::getClass));
  }
}
