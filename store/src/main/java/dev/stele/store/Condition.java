package dev.stele.store;

import dev.stele.journal.Position;

/**
 * Refuses an append if there is an event in its scope that matches a query, at a position or behind
 * it.
 *
 * @param query which events stand against it
 * @param since where to look from: {@link Position#FIRST} for ever, or the head up to which the
 *     caller has read before it decided
 */
public record Condition(Query query, Position since) {}
