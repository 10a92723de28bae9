package dev.stele.journal;

/** Takes the nodes of a growing tree as they are completed. */
@FunctionalInterface
interface NodeSink {

  /**
   * A node is complete: all leaves below it are there, and it will never change.
   *
   * @param level its height above the leaves, which have 0
   */
  void completed(int level, Digest node);
}
