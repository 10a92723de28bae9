/**
 * Lets Spring Security ask {@code access}: wherever it takes an {@code AuthorizationManager}, it
 * takes an {@link dev.stele.spring.AccessAuthorization}.
 *
 * <p>What it answers is an {@link dev.stele.spring.AccessResult}, which carries the decision. It
 * knows nothing of the web, keeps no facts, and registers nothing by itself.
 */
package dev.stele.spring;
