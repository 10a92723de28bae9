/**
 * Makes the world lie, on purpose and repeatably, to find out whether code keeps its promises.
 *
 * <p>Three ways in. {@link dev.stele.trial.SimDisk} stands in for a {@code Disk} and loses, tears,
 * reorders and refuses as real ones do; {@link dev.stele.trial.CrashHunt} takes a {@link
 * dev.stele.trial.Scenario} through every crash and fault within reach and answers with counts, or
 * with the smallest plan that breaks it; {@link dev.stele.trial.DurableExtension} makes each JUnit
 * test a crash test. {@link dev.stele.trial.SimClock} and {@link dev.stele.trial.SimEntropy} stand
 * in for time and chance. Whoever writes another disk inherits {@link
 * dev.stele.trial.DiskFileContract}.
 *
 * <p>Nothing here throws dice before it has enumerated, and nothing fails without a line of text
 * that replays it. It does not simulate threads; the {@code explore} room does.
 */
package dev.stele.trial;
