package dev.stele.process;

/**
 * What a worker has done since it began, and does now.
 *
 * @param running engines that have a slot
 * @param parked engines that wait for others
 * @param queued processes that wait for a slot
 * @param attempts that began
 * @param ended processes that its engines have ended
 * @param failed attempts that failed and are to be repeated
 * @param abandoned processes that it found without an owner
 * @param lost leases that were lost
 */
public record WorkerStatistics(
    int running,
    int parked,
    int queued,
    long attempts,
    long ended,
    long failed,
    long abandoned,
    long lost) {}
