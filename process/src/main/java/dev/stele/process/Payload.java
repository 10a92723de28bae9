package dev.stele.process;

import dev.stele.store.NewEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Bytes that mean something to the caller, and what they are. Two are equal if both are.
 *
 * @param contentType a media type, 1 to 512 bytes of UTF-8
 * @param bytes read from position to limit; must not change any more
 */
public record Payload(String contentType, ByteBuffer bytes) {

  /** No bytes. */
  public static final Payload EMPTY = new Payload(NewEvent.BYTES, ByteBuffer.allocate(0));

  /** Text in UTF-8, as a media type. */
  public static final String TEXT = "text/plain";

  /** Takes a view of the bytes. */
  public Payload {
    bytes = bytes.slice().asReadOnlyBuffer();
  }

  /** Makes one of a text in JSON, which is not looked at. */
  public static Payload json(String json) {
    return new Payload(NewEvent.JSON, ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
  }

  /** Makes one of a text. */
  public static Payload text(String text) {
    return new Payload(TEXT, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns a view of the bytes. */
  @Override
  public ByteBuffer bytes() {
    return bytes.duplicate();
  }

  /** Returns the bytes read as UTF-8; what is none is replaced by a sign. */
  public String text() {
    return StandardCharsets.UTF_8.decode(bytes()).toString();
  }

  /** Returns how many bytes there are. */
  public int size() {
    return bytes.remaining();
  }

  @Override
  public String toString() {
    boolean isText = contentType.startsWith("text/") || contentType.endsWith("json");
    return isText && size() <= 256 ? text() : contentType + " of " + size() + " bytes";
  }
}
