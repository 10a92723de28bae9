package dev.stele.bench;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * An event to be appended, as its author knows it.
 *
 * @param version the place in its stream that it is to get
 * @param tags two of them
 * @param payload a JSON of {@value #PAYLOAD_BYTES} bytes, with an array of its own
 */
record Draft(
    String entity,
    long version,
    String type,
    List<String> tags,
    String correlation,
    ByteBuffer payload) {

  /** The scope of all events that are measured. */
  static final String SCOPE = "shop";

  static final int PAYLOAD_BYTES = 200;

  /** Returns the payload's own array, which nobody changes. */
  byte[] bytes() {
    if (payload.arrayOffset() != 0 || payload.array().length != PAYLOAD_BYTES) {
      throw new IllegalStateException("payload must have an array of its own, got: " + payload);
    }
    return payload.array();
  }
}
