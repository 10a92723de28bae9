package dev.stele.journal;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

/**
 * Hashes leaves and nodes of a Merkle tree as RFC 6962 (2.1) and RFC 9162 (2.1.1) say, with
 * SHA-256: a leaf is the digest of a zero byte and its input, a node that of a one byte and its two
 * children.
 *
 * <p>Not safe for several threads: it works in one buffer of its own, so that a hash costs no
 * object but its result. Each thread makes its own and passes it on.
 */
public final class MerkleHasher {

  /** The root of the tree without leaves: SHA-256 of nothing. */
  public static final Digest EMPTY_ROOT =
      Digest.parse("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private static final int NODE_BYTES = 1 + 2 * Digest.BYTES;

  /** Never used itself: looking an algorithm up costs more than hashing an entry. */
  private static final MessageDigest PROTOTYPE = sha256();

  private final MessageDigest sha256;

  /** The input of a node, whose first byte never changes, and behind it the result of any hash. */
  private final byte[] scratch = new byte[NODE_BYTES + Digest.BYTES];

  private MerkleHasher(MessageDigest sha256) {
    this.sha256 = sha256;
    scratch[0] = NODE;
  }

  /** Makes a hasher. */
  public static MerkleHasher create() {
    try {
      return new MerkleHasher((MessageDigest) PROTOTYPE.clone());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 of every JDK can be cloned", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Hashes the input of a leaf, which may be empty. */
  public Digest leaf(byte[] input) {
    Objects.requireNonNull(input, "input");
    sha256.update(LEAF);
    sha256.update(input);
    return finish();
  }

  /** Hashes the remaining bytes of a buffer as a leaf; its position is then its limit. */
  public Digest leaf(ByteBuffer input) {
    Objects.requireNonNull(input, "input");
    sha256.update(LEAF);
    boolean wasRead = false;
    try {
      sha256.update(input);
      wasRead = true;
    } finally {
      if (!wasRead) { // The memory under a buffer can be gone; the next hash begins afresh.
        sha256.reset();
      }
    }
    return finish();
  }

  /** Adds bytes to the digest under way; nothing moves in the buffer. */
  MerkleHasher add(ByteBuffer bytes, int at, int length) {
    if (bytes.hasArray()) {
      sha256.update(bytes.array(), bytes.arrayOffset() + at, length);
    } else {
      sha256.update(bytes.slice(at, length));
    }
    return this;
  }

  /** Adds a byte to the digest under way. */
  MerkleHasher add(int value) {
    sha256.update((byte) value);
    return this;
  }

  /** Adds a digest to the digest under way. */
  MerkleHasher add(Digest digest) {
    digest.copyTo(scratch, NODE_BYTES);
    sha256.update(scratch, NODE_BYTES, Digest.BYTES);
    return this;
  }

  /** Begins the digest of a leaf. */
  MerkleHasher beginLeaf() {
    return add(LEAF);
  }

  /** Hashes two children into their node. */
  public Digest node(Digest left, Digest right) {
    left.copyTo(scratch, 1);
    right.copyTo(scratch, 1 + Digest.BYTES);
    sha256.update(scratch, 0, NODE_BYTES);
    return finish();
  }

  /** Ends the digest under way. */
  Digest finish() {
    try {
      sha256.digest(scratch, NODE_BYTES, Digest.BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-256 must fit 32 bytes", e);
    }
    return Digest.of(scratch, NODE_BYTES);
  }
}
