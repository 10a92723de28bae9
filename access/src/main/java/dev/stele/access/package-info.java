/**
 * Answers whether a subject may do an action to a resource, one or ten thousand at a time, and
 * fails closed.
 *
 * <p>A user names his types once in a {@link dev.stele.access.Domain}, makes policies and a {@link
 * dev.stele.access.Checker} from it, and gives it {@link dev.stele.access.Facts} to ask. Nothing is
 * kept beyond a request's {@link dev.stele.access.Session}; there is no policy language, no server
 * and no cache that outlives a request.
 */
package dev.stele.access;
