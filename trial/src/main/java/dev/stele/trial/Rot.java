package dev.stele.trial;

/**
 * A byte of a file that changes at rest, between two lives of a disk.
 *
 * @param file the file, as an absolute path of the simulated disk
 * @param positionBytes which byte; behind the end of the file nothing happens
 * @param flipped the bits that flip, 1 to 255
 */
public record Rot(String file, long positionBytes, int flipped) {

  /** Checks the ranges. */
  public Rot {
    if (positionBytes < 0) {
      throw new IllegalArgumentException("position must be >= 0, got: " + positionBytes);
    }
    if (flipped < 1 || flipped > 255) {
      throw new IllegalArgumentException("flipped bits must be 1 to 255, got: " + flipped);
    }
  }
}
