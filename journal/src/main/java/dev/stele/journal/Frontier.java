package dev.stele.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * What must be known of a Merkle tree to make it grow: the roots of its largest whole subtrees, one
 * for each one in the binary form of its size, the largest first.
 *
 * <p>Holds at most 63 hashes, whatever the size. Appending hashes one node on average. Not safe for
 * several threads.
 *
 * <p>Its stored form is the size (8 bytes, little-endian) and the hashes in their order; each
 * frontier has exactly one, and its length follows from the size.
 */
final class Frontier {

  private static final int SIZE_BYTES = Long.BYTES;

  private long size;
  private Digest[] nodes;

  private Frontier(long size, Digest[] nodes) {
    this.size = size;
    this.nodes = nodes;
  }

  /** Makes the frontier of the tree without leaves. */
  static Frontier empty() {
    return new Frontier(0, new Digest[0]);
  }

  /**
   * Makes the frontier of a tree from its subtrees, the largest first.
   *
   * @throws IllegalArgumentException if the size does not ask for so many
   */
  static Frontier of(long size, List<Digest> nodes) {
    if (size < 0) {
      throw new IllegalArgumentException("size must be >= 0, got: " + size);
    }
    if (nodes.size() != Long.bitCount(size)) {
      throw new IllegalArgumentException(
          "node count must be " + Long.bitCount(size) + ", got: " + nodes.size());
    }
    return new Frontier(size, nodes.toArray(Digest[]::new));
  }

  /**
   * Reads the stored form.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  static Frontier decode(byte[] bytes) {
    if (bytes.length < SIZE_BYTES) {
      throw new IllegalArgumentException(
          "frontier must be >= " + SIZE_BYTES + " bytes, got: " + bytes.length);
    }
    ByteBuffer source = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long size = source.getLong();
    if (size < 0) {
      throw new IllegalArgumentException("tree size of a frontier must be >= 0, got: " + size);
    }
    Digest[] nodes = new Digest[Long.bitCount(size)];
    if (bytes.length != encodedBytes(size)) {
      throw new IllegalArgumentException(
          "frontier of tree size "
              + size
              + " must be "
              + encodedBytes(size)
              + " bytes, got: "
              + bytes.length);
    }
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = Digest.of(source);
    }
    return new Frontier(size, nodes);
  }

  /** How long the stored form for a size is. */
  static int encodedBytes(long size) {
    return SIZE_BYTES + Long.bitCount(size) * Digest.BYTES;
  }

  /** Returns the stored form. */
  byte[] encode() {
    int count = Long.bitCount(size);
    ByteBuffer target =
        ByteBuffer.allocate(SIZE_BYTES + count * Digest.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    target.putLong(size);
    for (int i = 0; i < count; i++) {
      nodes[i].copyTo(target);
    }
    return target.array();
  }

  /** Returns a frontier that grows apart from this one. */
  Frontier copy() {
    return new Frontier(size, Arrays.copyOf(nodes, Long.bitCount(size)));
  }

  /** Returns how many leaves the tree has. */
  long size() {
    return size;
  }

  /**
   * Returns the root of the whole subtree of a height.
   *
   * @throws IllegalArgumentException if the size has no one at this bit
   */
  Digest node(int level) {
    if (level < 0 || level >= Long.SIZE - 1 || (size >>> level & 1) == 0) {
      throw new IllegalArgumentException(
          "tree size " + size + " must have a subtree of the level, got: " + level);
    }
    return nodes[Long.bitCount(size >>> level) - 1];
  }

  /** Appends the hash of a leaf. */
  void append(Digest leaf, MerkleHasher hasher) {
    append(leaf, hasher, (_, _) -> {});
  }

  /**
   * Appends the hash of a leaf and reports every node that this completes: the leaf, then its
   * ancestors upwards. The sink must not throw.
   *
   * @throws IllegalStateException if the tree has 2^63 - 1 leaves; nothing has changed
   */
  void append(Digest leaf, MerkleHasher hasher, NodeSink sink) {
    if (size == Long.MAX_VALUE) {
      throw new IllegalStateException("tree size must be < " + Long.MAX_VALUE + ", got: " + size);
    }
    Digest node = leaf;
    int count = Long.bitCount(size);
    int level = 0;
    sink.completed(level, node);
    // As in a sum with one: each low one of the size carries, and takes a subtree with it.
    for (; (size >>> level & 1) == 1; level++) {
      node = hasher.node(nodes[--count], node);
      sink.completed(level + 1, node);
    }
    if (count == nodes.length) {
      nodes = Arrays.copyOf(nodes, Math.max(8, 2 * count));
    }
    nodes[count] = node;
    size++;
  }

  /** Returns the root of the tree. */
  Digest root(MerkleHasher hasher) {
    if (size == 0) {
      return MerkleHasher.EMPTY_ROOT;
    }
    int i = Long.bitCount(size) - 1;
    Digest root = nodes[i];
    while (i > 0) {
      root = hasher.node(nodes[--i], root);
    }
    return root;
  }
}
