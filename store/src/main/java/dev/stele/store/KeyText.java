package dev.stele.store;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The text of a key, in its parts. Nothing of a text goes into a message: it may be a secret.
 *
 * @param name its name
 * @param hash the hash in its id, in hex digits
 * @param encoded algorithm and key, in base 64
 */
record KeyText(String name, String hash, String encoded) {

  static String of(KeyId id, byte[] key) {
    byte[] all = new byte[1 + key.length];
    all[0] = NoteVerifier.ED25519;
    System.arraycopy(key, 0, all, 1, key.length);
    return id + "+" + Base64Text.of(all);
  }

  /** Takes a text apart behind a prefix. */
  static KeyText parse(String text, String prefix) {
    String rest = text.startsWith(prefix) ? text.substring(prefix.length()) : "";
    String[] parts = rest.split("\\+", 3); // The last one may hold a plus of its own.
    if (parts.length != 3 || !KeyId.isName(parts[0])) {
      throw malformed("key must be '" + prefix + "', name, hash and base 64, joined by plus");
    }
    return new KeyText(parts[0], parts[1], parts[2]);
  }

  /** Returns the 32 bytes of the key. */
  byte[] key() {
    byte[] all = Base64Text.parse(encoded);
    if (all == null || all.length != 1 + NoteVerifier.KEY_BYTES) {
      throw malformed("key must be 33 bytes in base 64");
    }
    if (all[0] != NoteVerifier.ED25519) {
      throw malformed("algorithm of a key must be 1, got: " + Byte.toUnsignedInt(all[0]));
    }
    return Arrays.copyOfRange(all, 1, all.length);
  }

  /** Compares the hash with that of the key itself. */
  void requireId(KeyId id) {
    String expected = HexFormat.of().toHexDigits(id.hash());
    if (!expected.equals(hash)) {
      throw malformed("hash of the key must be " + expected);
    }
  }

  /** Keeps the key out of any message. */
  @Override
  public String toString() {
    return name + "+" + hash;
  }

  private static ProofException.Malformed malformed(String what) {
    return new ProofException.Malformed(what, 1);
  }
}
