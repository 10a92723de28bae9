package dev.stele.store;

import java.util.List;

/**
 * What was found on a way through the graph of causes, the nearest first; each event once, at its
 * least distance.
 *
 * @param steps without the event that the way began at
 * @param ending why it ended
 */
public record Walk(List<Step> steps, Ending ending) {

  /** How far a walk goes. */
  public record Limits(int depthMax, int countMax) {

    /** Checks the ranges. */
    public Limits {
      if (depthMax < 1 || countMax < 1) {
        throw new IllegalArgumentException(
            "depth and count of a walk must be >= 1, got: " + depthMax + " and " + countMax);
      }
    }

    /** Returns 64 steps away and 10,000 events at most. */
    public static Limits standard() {
      return new Limits(64, 10_000);
    }
  }

  /**
   * An event on the way.
   *
   * @param depth how many steps away it is, 1 or more
   */
  public record Step(Event event, int depth) {}

  /** Why a walk ended. */
  public enum Ending {
    /** Everything was found. */
    COMPLETE,
    /** There is more, further away. */
    DEPTH_REACHED,
    /** There is more than was asked for. */
    COUNT_REACHED
  }

  /** Copies the list. */
  public Walk {
    steps = List.copyOf(steps);
  }
}
