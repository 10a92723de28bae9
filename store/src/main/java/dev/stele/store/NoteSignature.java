package dev.stele.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * A signature line of a note, not verified. Of any algorithm: what the bytes mean, only the key
 * tells. Immutable, equal by content.
 */
public final class NoteSignature {

  static final String DASH = "\u2014 ";

  private static final int HASH_BYTES = 4;

  private final KeyId key;
  private final byte[] bytes;

  /** Takes the bytes over. */
  NoteSignature(KeyId key, byte[] bytes) {
    this.key = Objects.requireNonNull(key, "key");
    this.bytes = bytes;
  }

  /** Reads a line without its end. */
  static NoteSignature parse(String line, int number) {
    int space = line.lastIndexOf(' ');
    boolean isLine = line.startsWith(DASH) && space > DASH.length();
    String name = isLine ? line.substring(DASH.length(), space) : "";
    if (!KeyId.isName(name)) {
      throw new ProofException.Malformed(
          "signature must be a dash, a name and base 64, got: '" + Lines.abridged(line) + "'",
          number);
    }
    byte[] all = Base64Text.parse(line.substring(space + 1));
    if (all == null || all.length <= HASH_BYTES) {
      throw new ProofException.Malformed(
          "signature must be 5 bytes or more in base 64, got: '" + Lines.abridged(line) + "'",
          number);
    }
    KeyId key = new KeyId(name, ByteBuffer.wrap(all).getInt());
    return new NoteSignature(key, Arrays.copyOfRange(all, HASH_BYTES, all.length));
  }

  /** Returns which key is said to have made it. */
  public KeyId key() {
    return key;
  }

  /** Returns a copy of the signature itself. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteSignature that
        && key.equals(that.key)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  /** Returns the line without its end. */
  @Override
  public String toString() {
    byte[] all =
        ByteBuffer.allocate(HASH_BYTES + bytes.length).putInt(key.hash()).put(bytes).array();
    return DASH + key.name() + " " + Base64Text.of(all);
  }
}
