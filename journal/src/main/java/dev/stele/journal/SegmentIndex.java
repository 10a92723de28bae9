package dev.stele.journal;

import java.nio.ByteBuffer;

/**
 * What is known of a segment besides its bytes: where its frames stand, and the nodes of the Merkle
 * tree that its entries complete. All of it can be computed anew from the segment.
 *
 * <p>Nodes are kept for the heights 0, 8, 16 … as C2SP tiles have them. A node belongs to the
 * segment whose entries complete it, so that each one is stored once.
 */
sealed interface SegmentIndex permits GrowingIndex, StoredIndex, FollowedIndex {

  /** Returns the place of a frame at or before an entry, at most 64 KiB and a frame away. */
  FrameScanner.Place placeBefore(long position);

  /**
   * Copies nodes that the segment completes into the rest of a buffer.
   *
   * @param level the height of the nodes, divided by 8
   * @param first the first of them, counted over the whole tree
   */
  void nodes(int level, long first, ByteBuffer target);
}
