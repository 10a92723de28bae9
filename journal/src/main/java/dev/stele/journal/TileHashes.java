package dev.stele.journal;

import org.jspecify.annotations.Nullable;

/**
 * A tree whose nodes are read from tiles. Nodes between two levels of tiles are hashed anew, from
 * at most 128 hashes of one tile.
 *
 * <p>Keeps the last tile of each level, 8 KiB each: a proof goes through each level once on its own
 * way and once along the right edge of the tree. Not safe for several threads.
 */
final class TileHashes implements HashSource {

  private final TileSource tiles;
  private final long treeSize;
  private final MerkleHasher hasher;
  private final @Nullable Tile[] lastTiles = new @Nullable Tile[Tile.LEVELS];
  private final byte[][] lastContents = new byte[Tile.LEVELS][0];

  /**
   * Makes the source of a tree.
   *
   * @param treeSize how many leaves it has; decides how wide the tiles at its right edge are
   */
  TileHashes(TileSource tiles, long treeSize, MerkleHasher hasher) {
    if (treeSize < 0) {
      throw new IllegalArgumentException("tree size must be >= 0, got: " + treeSize);
    }
    this.tiles = tiles;
    this.treeSize = treeSize;
    this.hasher = hasher;
  }

  /**
   * Returns a node of the tree.
   *
   * @throws IllegalArgumentException if the tree has not all of its leaves
   */
  @Override
  public Digest hash(int level, long index) {
    if (level < 0 || level >= Long.SIZE - 1 || index < 0 || index >= treeSize >>> level) {
      throw new IllegalArgumentException(
          "tree of size "
              + treeSize
              + " must have the node, got: level "
              + level
              + ", index "
              + index);
    }
    int tileLevel = level / Tile.HEIGHT;
    int height = level % Tile.HEIGHT;
    long first = index << height; // Among the nodes of the tile's level: at most the tree size.
    byte[] content = content(tileLevel, first / Tile.FULL);
    return Tile.subtree(content, (int) (first % Tile.FULL), height, hasher);
  }

  private byte[] content(int level, long index) {
    long count = treeSize >>> (level * Tile.HEIGHT);
    int width = (int) Math.min(Tile.FULL, count - index * Tile.FULL);
    Tile tile = new Tile(level, index, width);
    if (!tile.equals(lastTiles[level])) {
      lastContents[level] = tile.requireSize(tiles.read(tile));
      lastTiles[level] = tile;
    }
    return lastContents[level];
  }
}
