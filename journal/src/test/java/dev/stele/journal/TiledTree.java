package dev.stele.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A tree in tiles, held in memory: the full ones as they were written, the others by the builder.
 */
final class TiledTree implements TileSource {

  private final Map<Tile, byte[]> full = new HashMap<>();
  private final TileBuilder builder;

  /** What was written, in order. */
  final List<Tile> written = new ArrayList<>();

  /** What was read, in order. */
  final List<Tile> reads = new ArrayList<>();

  private TiledTree() {
    this.builder = TileBuilder.empty(MerkleHasher.create(), this::write);
  }

  private TiledTree(TiledTree before) {
    this.full.putAll(before.full);
    this.builder =
        TileBuilder.resume(before.builder.frontier(), before, MerkleHasher.create(), this::write);
  }

  /** Makes the tree of the first leaves. */
  static TiledTree of(int count) {
    TiledTree tree = new TiledTree();
    tree.grow(count);
    return tree;
  }

  /** Returns a tree that goes on, with a new builder, where this one ended. */
  TiledTree resumed() {
    return new TiledTree(this);
  }

  /** Appends leaves until there are so many. */
  void grow(int count) {
    MerkleHasher hasher = MerkleHasher.create();
    for (long i = builder.size(); i < count; i++) {
      builder.append(hasher.leaf(Leaves.input(i)));
    }
  }

  MerkleTree tree() {
    return at(builder.size());
  }

  /** Makes the tree as it was, reading the tiles of that size. */
  MerkleTree at(long size) {
    MerkleHasher hasher = MerkleHasher.create();
    return MerkleTree.of(new TileHashes(this, size, hasher), size, hasher);
  }

  Map<Tile, byte[]> full() {
    return full;
  }

  TileBuilder builder() {
    return builder;
  }

  @Override
  public byte[] read(Tile tile) {
    reads.add(tile);
    byte[] wider = full.get(new Tile(tile.level(), tile.index(), Tile.FULL));
    return wider == null
        ? builder.pending(tile).orElseThrow()
        : Arrays.copyOf(wider, tile.sizeBytes());
  }

  private void write(Tile tile, byte[] content) {
    written.add(tile);
    full.put(tile, content);
  }
}
