package dev.stele.journal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Merkle tree of one size, over stored nodes: its root and its proofs.
 *
 * <p>A tree that has grown still holds every tree it has been; {@link #at} gives them. Each answer
 * reads at most two nodes for each doubling of the size and keeps none. Not safe for several
 * threads: each makes its own, with its own hasher.
 *
 * <p>What the source returns is not checked. A proof from damaged nodes is refused by whoever
 * judges it against a head that was made before the damage.
 */
final class MerkleTree {

  private final HashSource hashes;
  private final long size;
  private final MerkleHasher hasher;

  private MerkleTree(HashSource hashes, long size, MerkleHasher hasher) {
    this.hashes = hashes;
    this.size = size;
    this.hasher = hasher;
  }

  /**
   * Makes the tree of the first leaves of a source.
   *
   * @param size how many; the source must have their nodes
   */
  static MerkleTree of(HashSource hashes, long size, MerkleHasher hasher) {
    if (size < 0) {
      throw new IllegalArgumentException("size must be >= 0, got: " + size);
    }
    return new MerkleTree(hashes, size, hasher);
  }

  /** Returns this tree as it was with fewer leaves, or as many. */
  MerkleTree at(long earlier) {
    requireEarlier(earlier);
    return new MerkleTree(hashes, earlier, hasher);
  }

  /** Returns size and root. */
  TreeHead head() {
    return new TreeHead(size, root());
  }

  /** Returns the root. */
  Digest root() {
    return size == 0 ? MerkleHasher.EMPTY_ROOT : root(0, size);
  }

  /** Returns what is needed to let this tree grow. */
  Frontier frontier() {
    List<Digest> nodes = new ArrayList<>();
    for (long rest = size, first = 0; rest > 0; ) {
      long width = Long.highestOneBit(rest);
      nodes.add(whole(first, width));
      first += width;
      rest -= width;
    }
    return Frontier.of(size, nodes);
  }

  /**
   * Proves that a leaf stands at an index.
   *
   * @throws IllegalArgumentException if the tree has no such leaf
   */
  InclusionProof inclusion(long index) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("index must be >= 0 and < " + size + ", got: " + index);
    }
    List<Digest> siblings = new ArrayList<>();
    descend(index, index + 1, siblings);
    Collections.reverse(siblings);
    return new InclusionProof(index, size, siblings);
  }

  /**
   * Proves that this tree began as the one with so many leaves.
   *
   * @throws IllegalArgumentException if this tree has fewer
   */
  ConsistencyProof consistency(long oldSize) {
    requireEarlier(oldSize);
    List<Digest> nodes = new ArrayList<>();
    if (oldSize > 0 && oldSize < size) {
      long first = descend(0, oldSize, nodes);
      if (first > 0) { // Else the older tree is one whole subtree, and its root is known.
        nodes.add(root(first, oldSize));
      }
      Collections.reverse(nodes);
    }
    return new ConsistencyProof(oldSize, size, nodes);
  }

  /**
   * Walks down from the root to the highest subtree that ends with the leaf before {@code end} and
   * begins with {@code least} or a later one, and adds the siblings passed on the way.
   *
   * @return the first leaf of the subtree arrived at
   */
  private long descend(long least, long end, List<Digest> siblings) {
    long first = 0;
    long limit = size;
    while (limit != end || first < least) {
      long middle = first + split(limit - first);
      if (end <= middle) {
        siblings.add(root(middle, limit));
        limit = middle;
      } else {
        siblings.add(root(first, middle));
        first = middle;
      }
    }
    return first;
  }

  /** Returns the largest power of two below a count of at least 2. */
  private static long split(long count) {
    return Long.highestOneBit(count - 1);
  }

  /** Returns the root over leaves that a subtree of this tree has, or of an earlier one. */
  private Digest root(long first, long limit) {
    @Nullable Digest root = null;
    for (long end = limit; end > first; ) {
      long width = Long.lowestOneBit(end - first);
      end -= width;
      Digest node = whole(end, width);
      root = root == null ? node : hasher.node(node, root);
    }
    if (root == null) {
      throw new IllegalArgumentException("subtree must have leaves, got: none from " + first);
    }
    return root;
  }

  private Digest whole(long first, long width) {
    int level = Long.numberOfTrailingZeros(width);
    return hashes.hash(level, first >>> level);
  }

  private void requireEarlier(long earlier) {
    if (earlier < 0 || earlier > size) {
      throw new IllegalArgumentException("size must be >= 0 and <= " + size + ", got: " + earlier);
    }
  }
}
