package dev.stele.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@link JournalVerifier} found.
 *
 * @param findings what is not as it was written, in the order of its discovery
 * @param segmentCount segments that the catalog names
 * @param entryCount entries that were read, whole and in order
 * @param isClosed the journal was closed in order: nothing may be behind what the catalog names,
 *     and all of it was looked at
 * @param tree size and root of the Merkle tree, computed from the entries; empty if some are
 *     damaged
 */
public record VerifyReport(
    List<Finding> findings,
    long segmentCount,
    long entryCount,
    boolean isClosed,
    Optional<TreeHead> tree) {

  /** Copies the findings. */
  public VerifyReport {
    findings = List.copyOf(findings);
  }

  /** What a finding means. */
  public enum Kind {
    /** Entries are damaged or missing: {@link JournalSalvage} saves the others. */
    LOSS,
    /** Something that the next opening or reading computes anew. */
    CACHE,
    /** Bytes where none were written; no entry is concerned. */
    STRAY
  }

  /**
   * One place that is not as it was written.
   *
   * @param positionBytes where in the file
   * @param problem what was expected and what found, for people
   */
  public record Finding(Kind kind, Path file, long positionBytes, String problem) {}
}
