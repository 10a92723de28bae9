package dev.stele.bench;

import java.util.Optional;
import java.util.stream.DoubleStream;

/** One quantity, measured once a round. */
final class Series {

  /** How often the true median may lie outside the range that {@link #likely} gives. */
  private static final double DOUBT = 0.1;

  private final double[] sorted;

  private Series(double[] sorted) {
    this.sorted = sorted;
  }

  static Series of(DoubleStream values) {
    return new Series(values.sorted().toArray());
  }

  double lowest() {
    return sorted[0];
  }

  double highest() {
    return sorted[sorted.length - 1];
  }

  double median() {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Where a median lies. */
  record Range(double low, double high) {}

  /**
   * Returns the range that holds the true median in at least nine of ten runs, whatever the
   * distribution: the third lowest to the third highest of eleven; empty for less than five values.
   */
  Optional<Range> likely() {
    int count = sorted.length;
    int margin = -1;
    double chance = Math.pow(0.5, count); // That i values lie below the true median, for i = 0.
    double outside = 0;
    for (int i = 0; i < count / 2; i++) {
      outside += 2 * chance;
      if (outside > DOUBT) {
        break;
      }
      margin = i;
      chance = chance * (count - i) / (i + 1);
    }
    return margin < 0
        ? Optional.empty()
        : Optional.of(new Range(sorted[margin], sorted[count - 1 - margin]));
  }
}
