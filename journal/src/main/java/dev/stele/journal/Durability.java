package dev.stele.journal;

/** When an append returns. */
public enum Durability {
  /** When the batch will survive any crash: its bytes are synced. */
  SYNCED,
  /**
   * When the batch is written: it survives the end of the process, not of the machine. Readers see
   * it once a later sync has covered it; closing syncs.
   */
  WRITTEN
}
