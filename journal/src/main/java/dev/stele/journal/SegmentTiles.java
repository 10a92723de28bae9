package dev.stele.journal;

import java.nio.ByteBuffer;

/** The tiles of the tree, put together from the indexes of the segments that complete them. */
final class SegmentTiles implements TileSource {

  private final SegmentFiles files;
  private final View view;

  SegmentTiles(SegmentFiles files, View view) {
    this.files = files;
    this.view = view;
  }

  @Override
  public byte[] read(Tile tile) {
    byte[] content = new byte[tile.sizeBytes()];
    int shift = tile.level() * Tile.HEIGHT;
    long node = tile.index() * Tile.FULL;
    long end = node + tile.width();
    while (node < end) {
      // A node is complete with its last leaf: the segment of that leaf has it, and all others up
      // to
      // its own end.
      Catalog.Segment segment = view.segmentOf(((node + 1) << shift) - 1);
      long inSegment = Math.min(end, segment.endPosition() >>> shift);
      int at = (int) (node - tile.index() * Tile.FULL) * Digest.BYTES;
      int length = (int) (inSegment - node) * Digest.BYTES;
      read(segment, tile.level(), node, ByteBuffer.wrap(content, at, length));
      node = inSegment;
    }
    return content;
  }

  private void read(Catalog.Segment segment, int level, long node, ByteBuffer target) {
    if (!view.isSealed(segment)) {
      view.activeIndex().nodes(level, node, target);
      return;
    }
    try (SegmentFiles.Open open = files.acquire(view, segment)) {
      open.index(segment).nodes(level, node, target);
    }
  }
}
