package dev.stele.process;

/**
 * What a worker has done since it began, and does now.
 *
 * @param running engines that have a slot
 * @param parked engines that wait for others
 * @param queued processes that wait for a slot
 * @param attempts that began
 * @param ended processes that it has ended, by an engine or without
 * @param failed attempts that failed and are to be repeated
 * @param abandoned those of them that it gave up
 * @param lost leases that were lost
 * @param errors how often the registry threw something at it that nobody else was told of; what it
 *     was about is looked at again by the next sweep
 */
public record WorkerStatistics(
    int running,
    int parked,
    int queued,
    long attempts,
    long ended,
    long failed,
    long abandoned,
    long lost,
    long errors) {}
