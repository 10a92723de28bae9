package dev.stele.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/**
 * A public key of Ed25519 under a name: verifies signatures on notes. Immutable, for any thread,
 * equal by content.
 *
 * <p>Its text is the one that transparency-log tools read and write: name, plus, the hash of {@link
 * KeyId} in eight hex digits, plus, base 64 of a one (the algorithm) and the key.
 */
public final class NoteVerifier {

  static final byte ED25519 = 1;
  static final int KEY_BYTES = 32;
  static final int SIGNATURE_BYTES = 64;

  /** What stands before the 32 bytes of a key in the form that the JDK reads (RFC 8410, 4). */
  private static final byte[] X509_PREFIX = {
    0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00
  };

  private final KeyId id;
  private final byte[] bytes;
  private final PublicKey key;

  private NoteVerifier(KeyId id, byte[] bytes, PublicKey key) {
    this.id = id;
    this.bytes = bytes;
    this.key = key;
  }

  /**
   * Reads the text of a key.
   *
   * @throws ProofException.Malformed if it is none, or of another algorithm
   */
  public static NoteVerifier parse(String text) {
    KeyText parts = KeyText.parse(text, "");
    NoteVerifier verifier;
    try {
      verifier = of(parts.name(), parts.key());
    } catch (InvalidKeyException e) {
      throw new ProofException.Malformed("key must be a point of Ed25519", 1);
    }
    parts.requireId(verifier.id);
    return verifier;
  }

  /** Takes the 32 bytes of a key. */
  static NoteVerifier of(String name, byte[] bytes) throws InvalidKeyException {
    byte[] encoded =
        ByteBuffer.allocate(X509_PREFIX.length + KEY_BYTES).put(X509_PREFIX).put(bytes).array();
    try {
      PublicKey key = ed25519().generatePublic(new X509EncodedKeySpec(encoded));
      Signature.getInstance("Ed25519").initVerify(key); // Refuses what is no point.
      return new NoteVerifier(new KeyId(name, hash(name, bytes)), bytes.clone(), key);
    } catch (InvalidKeyException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new InvalidKeyException(e);
    }
  }

  static KeyFactory ed25519() {
    try {
      return KeyFactory.getInstance("Ed25519");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /** The hash in the id of a key. */
  private static int hash(String name, byte[] key) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(name.getBytes(StandardCharsets.UTF_8));
      sha256.update((byte) '\n');
      sha256.update(ED25519);
      return ByteBuffer.wrap(sha256.digest(key)).getInt();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Returns what a note calls this key. */
  public KeyId id() {
    return id;
  }

  /** Tells whether a signature is one of this key over these bytes. */
  boolean verifies(byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES) {
      return false;
    }
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(key);
      ed25519.update(message);
      return ed25519.verify(signature);
    } catch (SignatureException e) {
      return false; // It is not even the form of one.
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key was tried when it was read", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteVerifier that
        && id.equals(that.id)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  /** Returns the text. */
  @Override
  public String toString() {
    return KeyText.of(id, bytes);
  }
}
