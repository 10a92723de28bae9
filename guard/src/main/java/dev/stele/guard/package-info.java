/**
 * Asks {@code access} where the other rooms meet the world: before an append, for each event that
 * is read, and as long as a consumer is attached; and writes down what was decided.
 *
 * <p>A user takes what he needs: {@link dev.stele.guard.AppendGate}, {@link
 * dev.stele.guard.Visible}, {@link dev.stele.guard.GuardedLive} or {@link
 * dev.stele.guard.DecisionTrail}. It decides nothing itself, and keeps no facts.
 */
package dev.stele.guard;
