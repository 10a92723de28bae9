package dev.stele.trial;

/**
 * What a hunt did. A test asserts minimum counts on it, so that a hunt that no longer reaches its
 * game fails.
 *
 * @param name the name of the hunt
 * @param crashPoints where the power was cut in {@link Scenario#run}: during operations that can
 *     change the disk, and at the end of each run
 * @param recoveryPoints the same of {@link Scenario#audit}
 * @param faultPoints faults that were injected, once and lasting counted apart
 * @param images what crashes may have left, as enumerated
 * @param distinctImages those of them that were not the same bytes under the same names as one
 *     audited for the same crash point
 * @param audits calls of {@link Scenario#audit}
 * @param corpusPlans plans replayed from the corpus
 * @param randomPlans plans made by dice
 */
public record HuntReport(
    String name,
    long crashPoints,
    long recoveryPoints,
    long faultPoints,
    long images,
    long distinctImages,
    long audits,
    long corpusPlans,
    long randomPlans) {

  /** Returns one line for a log. */
  @Override
  public String toString() {
    return name
        + ": "
        + crashPoints
        + " crash points, "
        + recoveryPoints
        + " in recovery, "
        + faultPoints
        + " faults, "
        + images
        + " images ("
        + distinctImages
        + " distinct), "
        + audits
        + " audits, "
        + corpusPlans
        + " corpus and "
        + randomPlans
        + " random plans";
  }
}
