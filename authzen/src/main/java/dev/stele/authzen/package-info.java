/**
 * Answers questions in the shapes of OpenID AuthZEN's Authorization API 1.0 (January 2026): one
 * evaluation, or several at once.
 *
 * <p>A request is read with {@link dev.stele.authzen.EvaluationRequest#parse} or {@link
 * dev.stele.authzen.EvaluationsRequest#parse}, and given to {@link dev.stele.authzen.AuthZen},
 * which asks a checker. It is no server: it knows of no HTTP, and authenticates nobody. Searches
 * are not there yet.
 */
package dev.stele.authzen;
