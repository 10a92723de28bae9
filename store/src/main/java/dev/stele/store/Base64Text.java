package dev.stele.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Base 64 as RFC 4648, section 4, has it, in its one canonical form: padded, and with zeros in the
 * bits that are left over. So a text that was read is written again byte for byte.
 */
final class Base64Text {

  private Base64Text() {}

  static String of(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Reads a text; null if it is anything else. */
  static byte @Nullable [] parse(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads a text; null if it is anything else. */
  static byte @Nullable [] parse(byte[] text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return Arrays.equals(Base64.getEncoder().encode(bytes), text) ? bytes : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
