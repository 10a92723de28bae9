package dev.stele.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was looked up on the proposer's thread, so that the decider need not read from files: it
 * holds for everything before a position, all of which is durable and does not change any more. The
 * decider looks at the rest, which is in memory.
 *
 * @param asOf the position
 * @param heads of streams that the decider did not know
 * @param key the batch that has the key
 * @param ids of events whose identity is taken
 * @param conditions for each condition, the last event that stands against it
 */
record Findings(
    long asOf,
    Map<Coordinate, Optional<Lookup.Found>> heads,
    Optional<Lookup.Found> key,
    Map<EventId, Long> ids,
    List<Optional<Lookup.Found>> conditions) {}
