package dev.stele.process;

/**
 * How many processes are in which state; those that were pruned are in none.
 *
 * @param running of which {@code waiting} wait for something
 */
public record StateCounts(
    long running, long waiting, long completed, long failed, long cancelled, long abandoned) {}
