/**
 * Benchmarks, one class a question, contestants side by side. {@code ./stele bench} lists them;
 * kept results lie in {@code bench/results}. Never shipped.
 */
package dev.stele.bench;
