package dev.stele.journal;

import java.util.List;

/**
 * Judges proofs, and needs nothing but them: no journal, no file, no state.
 *
 * <p>Total on any input: whatever the sizes, the index and the hashes are, the answer is a {@link
 * Verification}. The work is at most two hashes for each of 63 levels, and done only after the
 * number of hashes was found right. Safe for any thread.
 *
 * <p>What is proven is about the heads given. Whether those are to be trusted, and whether a root
 * belongs to a size, is for whoever signed them to say.
 */
public final class MerkleVerifier {

  /*
   * A proof climbs from one node to the root. Of the climbing node's place only the bits matter:
   *
   *   place      the index of the leaf below it (for consistency, of the older tree's last leaf)
   *   last       the index of the newer tree's last leaf
   *   fork       the number of low bits up to the highest in which place and last differ
   *
   * Below the fork every node on the way has a sibling in the tree: on its left where the bit of
   * place is one, on its right where it is zero. From the fork on the way runs along the right edge
   * of the tree, where a node has a sibling only on its left, that is where the bit is one; where
   * it is zero, the node is its own parent and nothing is hashed. So
   *
   *   hashes = fork - (level of the first node) + (ones of place above the fork)
   *
   * which is fixed by sizes and index alone and is compared first. All of it works on 63-bit
   * numbers and cannot overflow.
   *
   * The consistency proof climbs from the last whole subtree of the older tree, at the level of the
   * lowest one of its size, and climbs twice: the root of the older tree takes in only what stands
   * on the left. If the older tree is one whole subtree, its root is the first node and is not
   * repeated in the proof.
   */

  private MerkleVerifier() {}

  /**
   * Judges whether a leaf stands where a proof says.
   *
   * @param leaf the hash of the leaf, as {@link MerkleHasher} makes it
   * @param head the tree it is said to stand in
   * @return verified, or refused; verified only if the index lies in the tree and the proof is for
   *     its size
   */
  public static Verification inclusion(InclusionProof proof, Digest leaf, TreeHead head) {
    long index = proof.index();
    long size = proof.treeSize();
    if (size < 0 || size != head.size()) {
      return refuseSize("tree size", head.size(), size);
    }
    if (index < 0 || index >= size) {
      return refuse(
          Verification.Reason.INDEX, "index must be >= 0 and < " + size + ", got: " + index);
    }
    List<Digest> hashes = proof.hashes();
    int fork = fork(index, size - 1);
    int expectedCount = fork + Long.bitCount(above(index, fork));
    if (hashes.size() != expectedCount) {
      return refuseCount(expectedCount, hashes.size());
    }
    MerkleHasher hasher = MerkleHasher.create();
    Digest node = leaf;
    for (int i = 0; i < expectedCount; i++) {
      boolean isOnTheLeft = i >= fork || (index >>> i & 1) == 1;
      node = isOnTheLeft ? hasher.node(hashes.get(i), node) : hasher.node(node, hashes.get(i));
    }
    return compare(Verification.Reason.ROOT, head.root(), node);
  }

  /**
   * Judges whether a tree began as an older one.
   *
   * <p>Two trees of one size are consistent if their roots are equal. The tree without leaves is
   * the beginning of any: then nothing is said about the newer root.
   *
   * @return verified, or refused; verified only if the proof is for the sizes of both heads and the
   *     older one is not the larger
   */
  public static Verification consistency(ConsistencyProof proof, TreeHead older, TreeHead newer) {
    long oldSize = proof.oldSize();
    long newSize = proof.newSize();
    if (oldSize < 0 || oldSize != older.size()) {
      return refuseSize("old size", older.size(), oldSize);
    }
    if (newSize < oldSize || newSize != newer.size()) {
      return refuseSize("new size", newer.size(), newSize);
    }
    if (oldSize > 0 && oldSize < newSize) {
      return climb(proof, older, newer);
    }
    if (!proof.hashes().isEmpty()) {
      return refuseCount(0, proof.hashes().size());
    }
    if (oldSize == 0 && !older.root().equals(MerkleHasher.EMPTY_ROOT)) {
      return compare(Verification.Reason.OLD_ROOT, older.root(), MerkleHasher.EMPTY_ROOT);
    }
    return oldSize == newSize
        ? compare(Verification.Reason.ROOT, newer.root(), older.root())
        : new Verification.Verified();
  }

  /** The case of two trees of different sizes, neither empty. */
  private static Verification climb(ConsistencyProof proof, TreeHead older, TreeHead newer) {
    long place = older.size() - 1;
    int level = Long.numberOfTrailingZeros(older.size());
    int fork = fork(place, newer.size() - 1);
    boolean isWhole = Long.bitCount(older.size()) == 1;
    List<Digest> hashes = proof.hashes();
    int start = isWhole ? 0 : 1;
    int expectedCount = start + fork - level + Long.bitCount(above(place, fork));
    if (hashes.size() != expectedCount) {
      return refuseCount(expectedCount, hashes.size());
    }
    MerkleHasher hasher = MerkleHasher.create();
    Digest oldNode = isWhole ? older.root() : hashes.getFirst();
    Digest newNode = oldNode;
    for (int i = start; i < expectedCount; i++, level++) {
      Digest sibling = hashes.get(i);
      if (level >= fork || (place >>> level & 1) == 1) {
        oldNode = hasher.node(sibling, oldNode);
        newNode = hasher.node(sibling, newNode);
      } else {
        newNode = hasher.node(newNode, sibling);
      }
    }
    return oldNode.equals(older.root())
        ? compare(Verification.Reason.ROOT, newer.root(), newNode)
        : compare(Verification.Reason.OLD_ROOT, older.root(), oldNode);
  }

  private static int fork(long place, long last) {
    return Long.SIZE - Long.numberOfLeadingZeros(place ^ last);
  }

  /** Returns the bits from the fork on; both places are below 2^63, so the fork is below 64. */
  private static long above(long place, int fork) {
    return place >>> fork;
  }

  private static Verification compare(Verification.Reason reason, Digest expected, Digest found) {
    return expected.equals(found)
        ? new Verification.Verified()
        : refuse(reason, "expected root " + expected + ", found " + found);
  }

  private static Verification refuseSize(String name, long headSize, long size) {
    return refuse(
        Verification.Reason.SIZE,
        name + " must be >= 0, in order, and the head's " + headSize + ", got: " + size);
  }

  private static Verification refuseCount(int expectedCount, int foundCount) {
    return refuse(
        Verification.Reason.HASH_COUNT,
        "hash count must be " + expectedCount + ", got: " + foundCount);
  }

  private static Verification refuse(Verification.Reason reason, String explanation) {
    return new Verification.Refused(reason, explanation);
  }
}
