package dev.stele.trial;

import dev.stele.ground.DiskOperation;
import java.nio.file.Path;

/**
 * One operation that a simulated disk was asked for.
 *
 * @param number its number in this life of the disk, from 1
 * @param operation which one
 * @param path what it was about
 * @param detail its range or second path, or empty
 */
public record SimStep(long number, DiskOperation operation, Path path, String detail) {

  /** Returns one line, such as {@code #17 WRITE /data/log 4096+236}. */
  @Override
  public String toString() {
    String line = "#" + number + " " + operation + " " + path;
    return detail.isEmpty() ? line : line + " " + detail;
  }
}
