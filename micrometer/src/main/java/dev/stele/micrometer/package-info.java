/**
 * Tells a Micrometer registry what {@code access} does: how much is decided and how, how long facts
 * take and how many are not to be had; and what processes do: how many are in which state, and what
 * a worker is at.
 *
 * <p>A checker is given a {@link dev.stele.micrometer.MeteredDecisions} as a watch, a registry of
 * facts a {@link dev.stele.micrometer.MeteredSource} in a source's place; a worker and the reader
 * of a registry are given to {@link dev.stele.micrometer.ProcessMeters}. No tag has a subject, a
 * resource, a key or a process in it, so that the number of meters stays bounded.
 */
package dev.stele.micrometer;
