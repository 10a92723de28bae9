package dev.stele.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Events that are appended whole or not at all.
 *
 * @param key names the append: a second one is refused
 * @param isExpecting if the stream, one for all of them, must be at the version before the first
 */
record Batch(String key, boolean isExpecting, List<Draft> drafts) {

  /** What {@link #expected} returns if there must be no stream. */
  static final long NO_STREAM = -1;

  String entity() {
    return drafts.getFirst().entity();
  }

  /** Returns the version that the stream's last event must have. */
  long expected() {
    return drafts.getFirst().version() - 1;
  }

  /** Tells whether an event of it is the last one of its stream. */
  boolean endsStream(Draft draft) {
    return !isExpecting || draft.version() == drafts.getLast().version();
  }

  /** Returns what tells two contents of one key apart, as a peer must store it. */
  byte[] fingerprint() {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    for (Draft draft : drafts) {
      put(digest, draft.entity());
      put(digest, draft.type());
      draft.tags().forEach(tag -> put(digest, tag));
      put(digest, draft.correlation());
      digest.update(draft.bytes());
    }
    return digest.digest();
  }

  private static void put(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    digest.update(bytes);
  }

  /** Fails unless the stream is where the batch expects it. */
  void requireHead(long head) {
    if (isExpecting && head != expected()) {
      throw new IllegalStateException(
          "expected " + entity() + " at version " + expected() + ", found " + head);
    }
  }
}
