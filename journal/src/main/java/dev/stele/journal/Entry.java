package dev.stele.journal;

import java.nio.ByteBuffer;

/**
 * An entry as it was read, its checksum verified.
 *
 * @param position its place
 * @param kind who wrote it
 * @param contentType what the payload is, 0 to 65,535
 * @param keyGeneration the generation of the key that sealed the payload, 0 if none did
 * @param header the bytes that stay when the payload is erased
 * @param payload the payload
 */
public record Entry(
    Position position,
    Kind kind,
    int contentType,
    int keyGeneration,
    ByteBuffer header,
    ByteBuffer payload) {

  /** Who wrote an entry. */
  public enum Kind {
    /** A caller of {@link Journal#append}. */
    DATA,
    /** The journal itself, at each writable opening; header and payload are empty. */
    EPOCH
  }

  /** Returns a view of the header. */
  @Override
  public ByteBuffer header() {
    return header.duplicate();
  }

  /** Returns a view of the payload. */
  @Override
  public ByteBuffer payload() {
    return payload.duplicate();
  }
}
