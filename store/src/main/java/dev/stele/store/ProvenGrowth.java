package dev.stele.store;

/**
 * Two checkpoints of one store, the later of which covers all that the earlier one does, unchanged.
 *
 * @param older the earlier one
 * @param newer the later one, or an equal one
 */
public record ProvenGrowth(Checkpoint older, Checkpoint newer) {}
