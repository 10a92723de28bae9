package dev.stele.trial;

/**
 * How far the images of one crash are enumerated.
 *
 * <p>Always among them: everything lost, everything kept, and each beginning of the history, its
 * last write torn in every way. Beyond that, every choice of up to {@code keptMax} changes that
 * alone landed, and of as many that alone are missing; and in each of the former, every choice of
 * up to {@code tornMax} writes, torn in every way. What a kept change {@linkplain SimDisk needs} is
 * kept with it.
 *
 * @param keptMax how many changes are chosen at most, 0 or more
 * @param tornMax how many writes are torn at once at most, 0 or more
 * @param cuts where a write is torn; at each cut in four ways: the bytes before it landed and the
 *     rest is old, zeros or garbage, or the bytes behind it landed and the rest is old
 */
public record Reach(int keptMax, int tornMax, CutPoints cuts) {

  /** Checks the counts. */
  public Reach {
    if (keptMax < 0 || tornMax < 0) {
      throw new IllegalArgumentException(
          "counts of a reach must be >= 0, got: " + keptMax + " and " + tornMax);
    }
  }

  /** Returns the reach that hunts have unless told otherwise: up to 2 kept, 1 torn, at sectors. */
  public static Reach standard() {
    return new Reach(2, 1, CutPoints.sectors());
  }

  /** Returns this reach with other cuts. */
  public Reach cutting(CutPoints other) {
    return new Reach(keptMax, tornMax, other);
  }
}
