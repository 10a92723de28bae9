package dev.stele.store;

/**
 * What the store has done since it was opened, and what it holds now.
 *
 * @param appends calls that appended
 * @param events that they appended
 * @param repeated calls that were answered with an earlier receipt
 * @param conflicts calls that were refused because the store was not as expected
 * @param denied calls that a gate refused
 * @param waiting appends that are under way now
 * @param restarts of the writer
 * @param indexRuns index files that are in use
 * @param indexDiskBytes what they take on disk
 * @param indexMemoryBytes what the newest part of the index takes in memory
 * @param indexGaps ranges without an index, which reads go through entry by entry; opening the
 *     store anew indexes them
 * @param attached who is attached now
 * @param attachEvents that were read for those who are attached: each once, however many they are
 */
public record StoreStatistics(
    long appends,
    long events,
    long repeated,
    long conflicts,
    long denied,
    int waiting,
    int restarts,
    int indexRuns,
    long indexDiskBytes,
    long indexMemoryBytes,
    int indexGaps,
    int attached,
    long attachEvents) {}
