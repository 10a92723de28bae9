/**
 * Payloads that are Java types.
 *
 * <p>Task: to turn a value into an event that can be appended, and an event of any version that was
 * ever written into a value of today's class.
 *
 * <p>A user needs {@link dev.stele.codec.EventCodec} and {@link dev.stele.codec.EventType}; for
 * processes whose events end them or wake somebody, {@link dev.stele.codec.JsonDocuments}.
 *
 * <p>It never looks for classes by itself, never lets stored bytes name a class, and never writes
 * an event back: upcasting happens to what was read, and the log stays as it is. The store does not
 * know it; events of raw bytes and of any content type go beside it.
 */
package dev.stele.codec;
