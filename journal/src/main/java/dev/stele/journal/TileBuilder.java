package dev.stele.journal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Turns the leaves of a growing tree into tiles, and gives each away when it is full.
 *
 * <p>Holds the tiles that are not full yet, at most 8 KiB for each of 8 levels, and the frontier.
 * Every node is hashed once. Not safe for several threads.
 */
final class TileBuilder {

  private final MerkleHasher hasher;
  private final TileSink sink;
  private final Frontier frontier;

  /** The tile of each level that is being filled; its width follows from the size. */
  private final byte[][] rows = new byte[Tile.LEVELS][0];

  private boolean isBroken;

  private TileBuilder(Frontier frontier, MerkleHasher hasher, TileSink sink) {
    this.frontier = frontier;
    this.hasher = hasher;
    this.sink = sink;
  }

  /** Makes the builder of a tree from its first leaf on. */
  static TileBuilder empty(MerkleHasher hasher, TileSink sink) {
    return new TileBuilder(Frontier.empty(), hasher, sink);
  }

  /**
   * Makes a builder that goes on where a tree ended. A frontier does not tell the single hashes of
   * tiles that are not full: these are read, and must hash to what the frontier says.
   *
   * @param partials has the {@link Tile#partials} of the frontier's size; nothing else is asked for
   * @throws MerkleException.TileDamaged if a tile has the wrong length, or does not belong to the
   *     frontier
   */
  static TileBuilder resume(
      Frontier frontier, TileSource partials, MerkleHasher hasher, TileSink sink) {
    TileBuilder builder = new TileBuilder(frontier.copy(), hasher, sink);
    for (Tile tile : Tile.partials(frontier.size())) {
      byte[] content = tile.requireSize(partials.read(tile));
      builder.requireInFrontier(tile, content);
      builder.rows[tile.level()] = Arrays.copyOf(content, Tile.FULL * Digest.BYTES);
    }
    return builder;
  }

  /** The subtrees of a partial tile are nodes of the frontier: one for each one in its width. */
  private void requireInFrontier(Tile tile, byte[] content) {
    int first = 0;
    for (int height = Tile.HEIGHT - 1; height >= 0; height--) {
      if ((tile.width() >>> height & 1) == 1) {
        Digest expected = frontier.node(tile.level() * Tile.HEIGHT + height);
        Digest found = Tile.subtree(content, first, height, hasher);
        if (!found.equals(expected)) {
          throw new MerkleException.TileDamaged(
              tile.path(), "node " + expected + " of the frontier", found.toString());
        }
        first += 1 << height;
      }
    }
  }

  /**
   * Appends the hash of a leaf, and writes the tiles that this fills, the lowest first. If the sink
   * throws, it is unknown here which of them it has: the builder then refuses more leaves, and
   * whoever knows resumes with a new one.
   *
   * @throws IllegalStateException if the sink has thrown before
   */
  void append(Digest leaf) {
    if (isBroken) {
      throw new IllegalStateException("tiles must have been written, got: a sink that threw");
    }
    frontier.append(leaf, hasher, this::add);
    isBroken = true;
    long count = frontier.size();
    for (int level = 0; count % Tile.FULL == 0; level++) {
      count /= Tile.FULL;
      byte[] content = rows[level];
      rows[level] = new byte[0];
      sink.write(new Tile(level, count - 1, Tile.FULL), content);
    }
    isBroken = false;
  }

  private void add(int level, Digest node) {
    if (level % Tile.HEIGHT == 0) {
      int row = level / Tile.HEIGHT;
      // The leaf that completes the node is not counted yet, so this is the number of those before.
      int width = (int) ((frontier.size() >>> level) % Tile.FULL);
      if (width == 0) {
        rows[row] = new byte[Tile.FULL * Digest.BYTES];
      }
      node.copyTo(rows[row], width * Digest.BYTES);
    }
  }

  /** Returns how many leaves the tree has. */
  long size() {
    return frontier.size();
  }

  /** Returns a copy of the frontier. */
  Frontier frontier() {
    return frontier.copy();
  }

  /** Returns the tiles that are not full yet, the lowest first. */
  List<Tile> partials() {
    return Tile.partials(frontier.size());
  }

  /**
   * Returns a copy of the content of a tile, if it lies in one that is not full yet.
   *
   * @return empty if it lies in a tile that was written, or not in this tree
   */
  Optional<byte[]> pending(Tile tile) {
    return partials().stream()
        .filter(row -> row.level() == tile.level())
        .filter(row -> row.index() == tile.index() && row.width() >= tile.width())
        .map(row -> Arrays.copyOf(rows[row.level()], tile.sizeBytes()))
        .findFirst();
  }
}
