/**
 * Events that mean something, in streams, on one log.
 *
 * <p>Task: to decide which appends stand (expected versions, conditions, keys), to give events
 * their place, and to find them again: by stream, tag, type, id, correlation and cause.
 *
 * <p>A user needs {@link dev.stele.store.Store}, {@link dev.stele.store.Append} and {@link
 * dev.stele.store.Region}.
 *
 * <p>It never touches a file but through the ground, never looks into a payload, and never trusts
 * an index: an index finds, the log tells.
 */
package dev.stele.store;
