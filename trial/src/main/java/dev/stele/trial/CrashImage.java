package dev.stele.trial;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a crash leaves of the changes that were not synced: which of them landed, and which of those
 * only in part. All others are lost; what was synced is there in any case.
 *
 * <p>As text: {@code none}, or the numbers of the kept operations, a torn one with its range and
 * fill: {@code 12 14:0-512+zeros}.
 *
 * @param kept the numbers of the operations whose change landed, rising
 * @param torn for kept writes that landed in part: how
 */
public record CrashImage(SortedSet<Long> kept, SortedMap<Long, Tear> torn) {

  private static final CrashImage NOTHING = new CrashImage(new TreeSet<>(), new TreeMap<>());

  /** Copies the collections and checks that only kept operations are torn. */
  public CrashImage {
    kept = Collections.unmodifiableSortedSet(new TreeSet<>(kept));
    torn = Collections.unmodifiableSortedMap(new TreeMap<>(torn));
    if (!kept.containsAll(torn.keySet())) {
      throw new IllegalArgumentException(
          "torn operations must be kept, got: " + torn.keySet() + " of " + kept);
    }
  }

  /** Returns the image in which everything unsynced is lost. */
  public static CrashImage nothing() {
    return NOTHING;
  }

  /** Returns the image in which the changes of some operations landed whole. */
  public static CrashImage of(SortedSet<Long> kept) {
    return new CrashImage(kept, new TreeMap<>());
  }

  /** Returns this image with one more kept write torn, or torn differently. */
  public CrashImage with(long operation, Tear tear) {
    SortedMap<Long, Tear> all = new TreeMap<>(torn);
    all.put(operation, tear);
    return new CrashImage(kept, all);
  }

  /** Returns the text that {@link FaultPlan#parse} reads back as part of a plan. */
  @Override
  public String toString() {
    return PlanText.of(this);
  }
}
