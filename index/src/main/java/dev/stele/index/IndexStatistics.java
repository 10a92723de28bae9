package dev.stele.index;

/**
 * What an index holds.
 *
 * @param runs how many runs there are
 * @param postings how many postings they hold
 * @param diskBytes how long their files are
 * @param memoryBytes about how much heap the memory tables take
 * @param memoryPositions how many positions are answered from memory
 * @param verifiedBytes heap that remembers which pages of runs were verified
 * @param droppedTables memory tables given up, since no run could be made of them
 * @param gaps how many ranges are not indexed
 */
public record IndexStatistics(
    int runs,
    long postings,
    long diskBytes,
    long memoryBytes,
    long memoryPositions,
    long verifiedBytes,
    long droppedTables,
    int gaps) {}
