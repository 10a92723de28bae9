package dev.stele.journal;

/** Takes tiles as they are completed. */
@FunctionalInterface
interface TileSink {

  /**
   * Takes a full tile.
   *
   * @param content its 8192 bytes, in an array that is the sink's from now on
   */
  void write(Tile tile, byte[] content);
}
