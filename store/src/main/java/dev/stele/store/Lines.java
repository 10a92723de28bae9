package dev.stele.store;

import dev.stele.journal.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The lines of a text that may come from anywhere, read one after the other. Takes no more memory
 * than the text has, whatever it says.
 */
final class Lines {

  private final byte[] bytes;
  private int at;
  private int line;

  /**
   * Begins a text.
   *
   * @param firstLine the number of its first line, in what it stands in
   */
  Lines(byte[] bytes, int firstLine) {
    this.bytes = bytes;
    this.line = firstLine;
  }

  /** Reads strict UTF-8 without control characters other than ends of lines. */
  static String text(byte[] bytes, String what, int line) {
    int atLine = line;
    for (byte each : bytes) {
      if (each == '\n') {
        atLine++;
      } else if (each >= 0 && each < ' ') {
        throw new ProofException.Malformed(
            what + " must have no control characters, got: " + each, atLine);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ProofException.Malformed(what + " must be UTF-8", line);
    }
  }

  /** Reads a number of digits, without zeros in front; up to 2^63 - 1. */
  static long number(String text, String what, int line) {
    boolean isNumber =
        !text.isEmpty()
            && text.chars().allMatch(c -> c >= '0' && c <= '9')
            && (text.length() == 1 || text.charAt(0) != '0');
    try {
      if (isNumber) {
        return Long.parseLong(text);
      }
    } catch (NumberFormatException e) {
      // Too large; said below.
    }
    throw new ProofException.Malformed(
        what + " must be a number up to 2^63 - 1, got: '" + abridged(text) + "'", line);
  }

  /** Reads the base 64 of a digest. */
  static Digest digest(String text, String what, int line) {
    byte[] bytes = Base64Text.parse(text);
    if (bytes == null || bytes.length != Digest.BYTES) {
      throw new ProofException.Malformed(
          what + " must be 32 bytes in base 64, got: '" + abridged(text) + "'", line);
    }
    return Digest.of(bytes);
  }

  /** As much of a text as helps. */
  static String abridged(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }

  /** Returns the number of the line that is read next. */
  int line() {
    return line;
  }

  boolean isAtEnd() {
    return at == bytes.length;
  }

  /** Tells whether the next line begins so. */
  boolean nextBeginsWith(String prefix) {
    byte[] expected = prefix.getBytes(StandardCharsets.UTF_8);
    return bytes.length - at >= expected.length
        && Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length);
  }

  /** Reads a line, which must end. */
  byte[] next(String what) {
    int end = at;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    if (end == bytes.length) {
      throw new ProofException.Malformed(what + " must stand in a line that ends", line);
    }
    byte[] found = Arrays.copyOfRange(bytes, at, end);
    at = end + 1;
    line++;
    return found;
  }

  /** Reads a line of text. */
  String nextText(String what) {
    int here = line;
    return text(next(what), what, here);
  }

  /** Reads the line that must stand here. */
  void expect(String expected) {
    int here = line;
    String found = nextText("'" + expected + "'");
    if (!found.equals(expected)) {
      throw new ProofException.Malformed(
          "expected '" + expected + "', found '" + abridged(found) + "'", here);
    }
  }

  /** Reads a line that begins with a word and a space, and returns what follows. */
  byte[] nextAfter(String word) {
    int here = line;
    if (!nextBeginsWith(word + " ")) {
      throw new ProofException.Malformed("'" + word + "' must begin the line", here);
    }
    byte[] all = next(word);
    return Arrays.copyOfRange(all, word.length() + 1, all.length);
  }

  /** Reads digests, one a line, and the blank line behind them. */
  List<Digest> digestsToBlank(int most) {
    List<Digest> digests = new ArrayList<>();
    for (int here = line; ; here = line) {
      String text = nextText("hash");
      if (text.isEmpty()) {
        return digests;
      }
      if (digests.size() == most) {
        throw new ProofException.Malformed("hashes must be at most " + most, here);
      }
      digests.add(digest(text, "hash", here));
    }
  }

  /** Reads up to and with the next line that is blank, and returns what stands before that. */
  byte[] untilBlank(String what) {
    int start = at;
    while (next(what).length > 0) {
      // Each step takes a line.
    }
    return Arrays.copyOfRange(bytes, start, at - 1);
  }

  /** Returns all that is left. */
  byte[] rest() {
    byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
    at = bytes.length;
    return rest;
  }
}
