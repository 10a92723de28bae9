/**
 * Runs real classes under every schedule, and says with a certificate that it did, or shows a
 * schedule under which they fail, and replays it.
 */
package dev.stele.explore;
