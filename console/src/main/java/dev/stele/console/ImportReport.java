package dev.stele.console;

/**
 * What became of the lines of an import.
 *
 * @param lines that were read, blank ones included
 * @param imported became events
 * @param present were there before
 * @param bad are no events that this store can take
 * @param isStopped it ended before the end of the input
 */
record ImportReport(long lines, long imported, long present, long bad, boolean isStopped) {

  /** Tells whether each line that was there has its event in the store. */
  boolean isWhole() {
    return bad == 0 && !isStopped;
  }
}
