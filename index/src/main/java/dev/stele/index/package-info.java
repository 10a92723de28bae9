/**
 * Finds the positions of terms in a log: the newest part in memory, the rest in immutable sorted
 * runs on disk.
 *
 * <p>A user needs {@link dev.stele.index.PositionIndex} and {@link dev.stele.index.IndexOptions}.
 * It knows nothing of what a term means or where a log lies, compares no values (a term is a hash,
 * and may collide), and never says more than the log: all of it is a cache, and deleting it costs
 * time, never truth.
 */
package dev.stele.index;
