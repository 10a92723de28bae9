package dev.stele.process;

/** How many processes were forgotten, and how many events with them. */
public record PruneReport(long processes, long events) {}
