package dev.stele.journal;

/** Where the complete nodes of a tree are read from. */
@FunctionalInterface
interface HashSource {

  /**
   * Returns the hash over the leaves from {@code index << level} to below {@code (index + 1) <<
   * level}.
   *
   * @param level the height of the node above the leaves, which have 0
   * @param index its place among the nodes of the level, from 0
   * @throws IllegalArgumentException if the tree has not all of these leaves
   */
  Digest hash(int level, long index);
}
