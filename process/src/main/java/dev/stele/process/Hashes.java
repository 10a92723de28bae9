package dev.stele.process;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;

/** Hashes, SHA-256. */
final class Hashes {

  private Hashes() {}

  static byte[] sha256(byte[] bytes) {
    return digest().digest(bytes);
  }

  /**
   * Hashes how many fields there are, the fields in the order of their names, and a payload; each
   * text with its length before it.
   */
  static byte[] of(Map<String, String> fields, Payload payload) {
    MessageDigest digest = digest();
    add(digest, Integer.toString(fields.size()));
    new TreeMap<>(fields)
        .forEach((name, value) -> {
          add(digest, name);
          add(digest, value);
        });
    add(digest, payload.contentType());
    digest.update(payload.bytes());
    return digest.digest();
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK must have SHA-256", e);
    }
  }
}
