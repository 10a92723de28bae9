/**
 * Trials of the whole house and of the house itself: its layering, its tidiness, and the mutants of
 * every room. Here lie the tools; the trials are tests. Never shipped.
 */
@org.jspecify.annotations.NullMarked
package dev.stele.proving;
