package dev.stele.store;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Which key made a signature, as a note names it: a name, and the first four bytes of a hash over
 * name, algorithm and public key.
 *
 * <p>Short, and so no proof of anything: it only tells which key to verify with.
 *
 * @param name of one or more characters, none of them a space of any kind, a control character or a
 *     plus
 * @param hash the four bytes, big-endian
 */
public record KeyId(String name, int hash) {

  /** Checks the name. */
  public KeyId {
    Objects.requireNonNull(name, "name");
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "name of a key must have no spaces, plus or control characters, got: '" + name + "'");
    }
  }

  /** Tells whether a text may be the name of a key. */
  static boolean isName(String text) {
    return !text.isEmpty()
        && StandardCharsets.UTF_8.newEncoder().canEncode(text)
        && text.codePoints().noneMatch(KeyId::isForbidden);
  }

  private static boolean isForbidden(int character) {
    return character == '+'
        || character == 0x85 // The one space of Unicode that the JDK takes for none.
        || character < ' '
        || Character.isSpaceChar(character);
  }

  /** Returns name and hash as they stand in the text of a key. */
  @Override
  public String toString() {
    return name + "+" + HexFormat.of().toHexDigits(hash);
  }
}
