/**
 * Durable processes: work that is registered in the log, taken by a worker under a lease, observed
 * by anybody, and ended exactly once.
 *
 * <p>A user begins with {@link dev.stele.process.Processes}, which has the rest: the {@link
 * dev.stele.process.Registry} is the truth and never waits; the {@link dev.stele.process.Awaiter}
 * waits above it; a {@link dev.stele.process.Worker} runs {@link dev.stele.process.Engine}s.
 */
package dev.stele.process;
