package dev.stele.examples;

import dev.stele.ground.Disk;
import dev.stele.trial.CrashHunt;
import dev.stele.trial.HuntFailure;
import dev.stele.trial.Scenario;
import dev.stele.trial.SimFileSystem;
import java.io.IOException;
import java.util.Optional;

/**
 * Your class takes a {@code Path} and knows nothing of a simulated disk: crash-test it unchanged.
 *
 * <p>The class under test syncs the file before it renames it, which many forget, and forgets the
 * directory, which most do.
 */
public final class CrashTestPlainJavaFiles {

  private CrashTestPlainJavaFiles() {}

  /** Saves twice, and expects what the last save that returned has saved, or something later. */
  static final class Saving implements Scenario {
    private int offered;
    private int promised;

    @Override
    public void run(Disk disk) throws IOException {
      Settings settings = new Settings(SimFileSystem.over(disk).getPath("/"));
      for (int i = 0; i < 2; i++) {
        offered++;
        settings.save("version " + offered);
        promised = offered;
      }
    }

    @Override
    public void audit(Disk disk) throws IOException {
      Optional<String> found = new Settings(SimFileSystem.over(disk).getPath("/")).load();
      boolean isKept = found.isEmpty() && promised == 0;
      for (int version = Math.max(1, promised); version <= offered; version++) {
        isKept |= found.equals(Optional.of("version " + version));
      }
      if (!isKept) {
        throw new AssertionError("version " + promised + " was promised, found " + found);
      }
    }
  }

  /** Hunts, and prints what was found. */
  public static void main(String[] arguments) {
    try {
      System.out.println("survived: " + CrashHunt.of("settings", Saving::new).run());
    } catch (HuntFailure broken) {
      System.out.println(broken.getMessage());
    }
  }
}
