package dev.stele.store;

import dev.stele.ground.Entropy;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;

/**
 * A private key of Ed25519 under a name: signs notes. Immutable, for any thread.
 *
 * <p>Its text, {@link #secret}, is the one that Go's tools for notes read and write: {@code
 * PRIVATE+KEY+}, name, plus, the hash of {@link KeyId}, plus, base 64 of a one (the algorithm) and
 * the seed. Nothing else of it, no message and no {@link #toString}, tells the seed. Where the text
 * is kept is for the caller to decide; nothing is wiped from memory.
 *
 * <p>Each key signs once before it is handed out, and the signature is verified.
 */
public final class NoteSigner {

  private static final String PREFIX = "PRIVATE+KEY+";

  /** What a new key signs; no note looks like it, since no note has a zero byte. */
  private static final byte[] TRIAL = "\0stele: a key on trial".getBytes(StandardCharsets.UTF_8);

  private final NoteVerifier verifier;
  private final byte[] seed;
  private final PrivateKey key;

  private NoteSigner(NoteVerifier verifier, byte[] seed, PrivateKey key) {
    this.verifier = verifier;
    this.seed = seed;
    this.key = key;
  }

  /**
   * Makes a new key.
   *
   * @param name its name in notes; for the checkpoints of a store that is the text of its {@link
   *     LogOrigin}
   * @throws IllegalArgumentException if that is no name of a key, as {@link KeyId} says
   */
  public static NoteSigner generate(String name, Entropy entropy) {
    byte[] seed = new byte[NoteVerifier.KEY_BYTES];
    entropy.fill(seed);
    return of(name, seed);
  }

  /**
   * Reads the text of a private key.
   *
   * @throws ProofException.Malformed if it is none, or of another algorithm; the message tells
   *     nothing of the text
   */
  public static NoteSigner parse(String secret) {
    KeyText parts = KeyText.parse(secret, PREFIX);
    NoteSigner signer = of(parts.name(), parts.key());
    parts.requireId(signer.verifier.id());
    return signer;
  }

  /** Makes the key of a seed of 32 bytes. */
  static NoteSigner of(String name, byte[] seed) {
    try {
      NoteVerifier verifier = NoteVerifier.of(name, Edwards25519.publicKey(seed));
      PrivateKey key =
          NoteVerifier.ed25519()
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
      NoteSigner signer = new NoteSigner(verifier, seed.clone(), key);
      if (!verifier.verifies(TRIAL, signer.sign(TRIAL))) {
        throw new InvalidKeyException("a key must verify what it signs");
      }
      return signer;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every seed must have a public key", e);
    }
  }

  /** Returns the same key under another name, which makes it another key to whoever verifies. */
  public NoteSigner named(String name) {
    return of(name, seed);
  }

  /** Returns what a note calls this key. */
  public KeyId id() {
    return verifier.id();
  }

  /** Returns the public key, to be handed out. */
  public NoteVerifier verifier() {
    return verifier;
  }

  /** Returns the text that {@link #parse} reads. Whoever has it can sign. */
  public String secret() {
    return PREFIX + KeyText.of(id(), seed);
  }

  /** Signs bytes; the same bytes always get the same signature. */
  byte[] sign(byte[] message) {
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initSign(key);
      ed25519.update(message);
      return ed25519.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key was tried when it was made", e);
    }
  }

  /** Returns the id alone. */
  @Override
  public String toString() {
    return id().toString();
  }
}
