package dev.stele.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree whose nodes are all held in memory: two hashes for each leaf. Not safe for several
 * threads.
 */
final class MemoryHashes implements HashSource {

  private final MerkleHasher hasher;
  private final Frontier frontier = Frontier.empty();
  private final List<List<Digest>> levels = new ArrayList<>();

  MemoryHashes(MerkleHasher hasher) {
    this.hasher = hasher;
  }

  /** Appends the hash of a leaf. */
  void append(Digest leaf) {
    frontier.append(leaf, hasher, this::add);
  }

  /** Returns the tree of all leaves there are now. */
  MerkleTree tree() {
    return MerkleTree.of(this, frontier.size(), hasher);
  }

  @Override
  public Digest hash(int level, long index) {
    if (level < 0 || level >= levels.size() || index < 0 || index >= levels.get(level).size()) {
      throw new IllegalArgumentException(
          "tree of size "
              + frontier.size()
              + " must have the node, got: level "
              + level
              + ", index "
              + index);
    }
    return levels.get(level).get((int) index);
  }

  private void add(int level, Digest node) {
    if (level == levels.size()) {
      levels.add(new ArrayList<>());
    }
    levels.get(level).add(node);
  }
}
