/**
 * Attaches to something that goes on: what there is already, then each later item, without a gap
 * and without a repeat.
 *
 * <p>A user needs {@link dev.stele.attach.Attach}, whose phases follow each other by type, and
 * {@link dev.stele.attach.Feed} to be attached to; whoever has a source of his own implements
 * {@link dev.stele.attach.Producer}. It keeps nothing on disk, knows nothing of the store, and
 * never queues without a bound.
 */
package dev.stele.attach;
