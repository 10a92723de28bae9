package dev.stele.index;

/** Names the state of a log: two logs with the same seal at an end are the same up to it. */
@FunctionalInterface
public interface SealSource {

  /** How long a seal is. */
  int SEAL_BYTES = 32;

  /**
   * Returns the seal of everything before a position that is durable, 32 bytes; a Merkle root, for
   * example. Asked on the thread that opens or refreshes the index, and where runs are written.
   */
  byte[] sealAt(long end);
}
