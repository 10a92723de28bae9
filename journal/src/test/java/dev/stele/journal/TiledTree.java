package dev.stele.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A tree whose nodes lie in the indexes of segments, as a journal has them, with segments that end
 * where a test wants.
 */
final class TiledTree implements TileSource {

  private record Part(long first, SegmentIndex index) {}

  private final List<Part> parts = new ArrayList<>();
  private GrowingIndex growing;

  /** What was read, in order. */
  final List<Tile> reads = new ArrayList<>();

  private TiledTree() {
    this.growing = part(Frontier.empty());
  }

  private GrowingIndex part(Frontier frontier) {
    GrowingIndex index = new GrowingIndex(new SegmentFormat.Header(new UUID(0, 0), 1, 7, frontier));
    parts.add(new Part(frontier.size(), index));
    return index;
  }

  /** Makes the tree of the first leaves, in one segment. */
  static TiledTree of(int count) {
    TiledTree tree = new TiledTree();
    tree.grow(count);
    return tree;
  }

  /** Appends leaves until there are so many. */
  void grow(int count) {
    MerkleHasher hasher = MerkleHasher.create();
    for (long i = size(); i < count; i++) {
      growing.add(
          new FrameScanner.Place(i, 4096 + 104 * i, 0), List.of(hasher.leaf(Leaves.input(i))));
    }
  }

  /** Ends the segment; the next leaf goes to another one. */
  void rotate() {
    growing = part(growing.frontier());
  }

  long size() {
    return growing.frontier().size();
  }

  MerkleTree tree() {
    return at(size());
  }

  /** Makes the tree as it was, reading the tiles of that size. */
  MerkleTree at(long size) {
    MerkleHasher hasher = MerkleHasher.create();
    return MerkleTree.of(new TileHashes(this, size, hasher), size, hasher);
  }

  @Override
  public byte[] read(Tile tile) {
    reads.add(tile);
    byte[] content = new byte[tile.sizeBytes()];
    for (int i = 0; i < tile.width(); i++) {
      long node = tile.index() * Tile.FULL + i;
      long lastLeaf = ((node + 1) << (8 * tile.level())) - 1;
      Part holder =
          parts.stream()
              .filter(part -> part.first <= lastLeaf)
              .reduce((_, last) -> last)
              .orElseThrow();
      holder.index.nodes(tile.level(), node, ByteBuffer.wrap(content, 32 * i, 32));
    }
    return content;
  }
}
