package dev.stele.ground;

/** What a file is opened for. */
public enum Access {
  /** Reading only. */
  READ,
  /** Reading and writing. */
  READ_WRITE
}
