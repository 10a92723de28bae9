package dev.stele.proving.planted.one;

import dev.stele.proving.planted.two.TrespassManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Breaks every rule of the house, so that each rule has something to find. */
public final class Trespasser {

  private Trespasser() {}

  static byte[] readsAFile(Path path) throws IOException {
    return Files.readAllBytes(path);
  }

  static long readsTheClock() {
    return System.nanoTime();
  }

  static UUID throwsDice() {
    return UUID.randomUUID();
  }

  static void throwsAnything() {
    throw new RuntimeException("anything");
  }

  static void prints() {
    System.out.println(TrespassManager.GREETING);
  }

  /** Closes the circle between the two packages. */
  public static void turns() {}
}
