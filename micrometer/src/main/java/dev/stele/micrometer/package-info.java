/**
 * Tells a Micrometer registry what {@code access} does: how much is decided and how, how long facts
 * take and how many are not to be had.
 *
 * <p>A checker is given a {@link dev.stele.micrometer.MeteredDecisions} as a watch, a registry of
 * facts a {@link dev.stele.micrometer.MeteredSource} in a source's place. No tag has a subject, a
 * resource or a key in it, so that the number of meters stays bounded.
 */
package dev.stele.micrometer;
