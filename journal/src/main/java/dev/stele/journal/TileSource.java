package dev.stele.journal;

/** Where tiles are read from: files, or what is still in memory. */
@FunctionalInterface
interface TileSource {

  /**
   * Returns the content of a tile, in an array that the caller may keep.
   *
   * <p>A partial tile is the beginning of every wider one with its level and index: an
   * implementation that has a wider one returns that, cut to the width.
   *
   * @param tile one that the tree has; who asks knows how large the tree is
   */
  byte[] read(Tile tile);
}
