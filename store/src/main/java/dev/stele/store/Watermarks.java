package dev.stele.store;

import dev.stele.journal.Position;

/**
 * How far the store has come, each mark as the position behind the last entry: accepted is at least
 * written, that at least durable, and durable at least visible. Each only rises, but for a restart
 * of the writer, which takes back what was not durable.
 *
 * @param accepted decided, and given a place
 * @param written handed to the system: survives the end of the process
 * @param durable survives any crash
 * @param visible seen by reads and tails
 */
public record Watermarks(Position accepted, Position written, Position durable, Position visible) {}
