package dev.stele.journal;

import java.nio.ByteBuffer;

/**
 * An entry to be written.
 *
 * @param contentType what the payload is, 0 to 65,535; the journal only carries it
 * @param keyGeneration the generation of the key that sealed the payload, 0 if none did
 * @param header bytes that stay when the payload is erased; read from position to limit
 * @param payload the payload; read from position to limit
 */
public record NewEntry(int contentType, int keyGeneration, ByteBuffer header, ByteBuffer payload) {

  /** Checks the ranges and takes views of the buffers; their bytes must not change any more. */
  public NewEntry {
    if (contentType < 0 || contentType > 0xFFFF) {
      throw new IllegalArgumentException("content type must be 0 to 65535, got: " + contentType);
    }
    if (keyGeneration < 0) {
      throw new IllegalArgumentException("key generation must be >= 0, got: " + keyGeneration);
    }
    header = header.slice().asReadOnlyBuffer();
    payload = payload.slice().asReadOnlyBuffer();
  }

  /** Makes an entry of a payload alone. */
  public static NewEntry of(ByteBuffer payload) {
    return new NewEntry(0, 0, ByteBuffer.allocate(0), payload);
  }

  int headerBytes() {
    return header.remaining();
  }

  int payloadBytes() {
    return payload.remaining();
  }

  /** Copies the header to a buffer's position. */
  void putHeader(ByteBuffer target) {
    put(header, target);
  }

  /** Copies the payload to a buffer's position. */
  void putPayload(ByteBuffer target) {
    put(payload, target);
  }

  private static void put(ByteBuffer source, ByteBuffer target) {
    int length = source.limit();
    target.put(target.position(), source, 0, length); // Moves nothing in the source: it is shared.
    target.position(target.position() + length);
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
