/**
 * The ground under every other room: the only code of Stele that touches files, time and chance.
 *
 * <p>Three seams, each with one real implementation: {@link dev.stele.ground.Disk} with {@link
 * dev.stele.ground.DiskFile} and {@link dev.stele.ground.Mapping}, {@link dev.stele.ground.Clock},
 * and {@link dev.stele.ground.Entropy}. A user needs their {@code system()} factories; an author of
 * a test needs the simulated heirs in the {@code trial} room.
 *
 * <p>Nothing here knows what is stored. No method retries, caches, logs or repairs: a fault of the
 * device reaches the caller as a {@link dev.stele.ground.DiskException} that names the operation,
 * the path and the state left behind.
 */
package dev.stele.ground;
