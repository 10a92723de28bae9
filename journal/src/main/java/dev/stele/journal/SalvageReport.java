package dev.stele.journal;

import java.util.List;
import java.util.UUID;

/**
 * What {@link JournalSalvage} saved.
 *
 * @param lineage of the new journal
 * @param lost the ranges that are not, in order
 * @param tree of the new journal; that of the old one, if of every lost entry the leaf was known
 */
public record SalvageReport(UUID lineage, List<Lost> lost, TreeHead tree) {

  /** Copies the ranges. */
  public SalvageReport {
    lost = List.copyOf(lost);
  }

  /**
   * Entries that were lost. An entry of the kind {@link Entry.Kind#LOST} stands in the place of
   * each one.
   *
   * @param first the first of them
   * @param end the position behind the last of them
   * @param areLeavesKnown the hashes of their leaves were still there: proofs made before hold
   */
  public record Lost(Position first, Position end, boolean areLeavesKnown) {}

  /** Returns how many entries were kept. */
  public long entriesKept() {
    return tree.size() - entriesLost();
  }

  /** Returns how many entries were lost. */
  public long entriesLost() {
    return lost.stream().mapToLong(range -> range.end().value() - range.first().value()).sum();
  }
}
