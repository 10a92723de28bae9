package dev.stele.journal;

import java.nio.ByteBuffer;

/** A tree whose leaves are all the same, so that one of any size can be had. */
final class UniformTree implements HashSource, TileSource {

  /** The input of every leaf. */
  static final byte[] INPUT = {42};

  private final Digest[] levels = new Digest[Long.SIZE];

  UniformTree() {
    MerkleHasher hasher = MerkleHasher.create();
    levels[0] = hasher.leaf(INPUT);
    for (int level = 1; level < levels.length; level++) {
      levels[level] = hasher.node(levels[level - 1], levels[level - 1]);
    }
  }

  @Override
  public Digest hash(int level, long index) {
    return levels[level];
  }

  @Override
  public byte[] read(Tile tile) {
    ByteBuffer content = ByteBuffer.allocate(tile.sizeBytes());
    while (content.hasRemaining()) {
      levels[tile.level() * Tile.HEIGHT].copyTo(content);
    }
    return content.array();
  }

  /** The root of a size, by the definition, remembered by size alone. */
  static String root(long size, java.util.Map<Long, String> known) {
    String before = known.get(size);
    if (before != null) {
      return before;
    }
    long k = 1;
    while (k < size - k) {
      k += k;
    }
    String hash =
        size == 1
            ? NaiveTree.sha256("002a")
            : NaiveTree.sha256("01" + root(k, known) + root(size - k, known));
    known.put(size, hash);
    return hash;
  }
}
