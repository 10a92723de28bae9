package dev.stele.journal;

/**
 * What opening a journal found.
 *
 * @param isNew there was no journal, and one was made
 * @param entriesExamined entries behind the last checkpoint whose frames were read
 * @param entriesRewritten those of them that were whole but not known to be durable, and were
 *     written anew to make them so
 * @param bytesCut bytes behind the last whole frame that were no frame: a torn tail
 * @param entriesHashed entries whose place in the Merkle tree was computed anew: those examined,
 *     and all of the last segment if its index was missing
 * @param epoch the epoch that began with the opening, 1 or more
 */
public record RecoveryReport(
    boolean isNew,
    long entriesExamined,
    long entriesRewritten,
    long bytesCut,
    long entriesHashed,
    long epoch) {}
