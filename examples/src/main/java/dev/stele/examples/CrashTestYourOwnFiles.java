package dev.stele.examples;

import dev.stele.ground.Disk;
import dev.stele.trial.CrashHunt;
import dev.stele.trial.HuntFailure;
import dev.stele.trial.HuntReport;
import dev.stele.trial.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * You have a class that writes files: does it keep its word when the power goes?
 *
 * <p>Say what it does ({@link Scores#run}) and what it promises ({@link Scores#audit}); the hunt
 * does the rest.
 */
public final class CrashTestYourOwnFiles {

  private CrashTestYourOwnFiles() {}

  /** Adds scores, and expects those whose {@code add} returned to be there afterwards. */
  static final class Scores implements Scenario {
    private final List<Integer> offered = new ArrayList<>();
    private int promised;

    @Override
    public void run(Disk disk) {
      try (HighScores scores = HighScores.open(disk, Path.of("/"))) {
        for (int score : new int[] {300, 700, 500}) {
          offered.add(score);
          scores.add(score);
          promised++;
        }
      }
    }

    @Override
    public void audit(Disk disk) {
      try (HighScores scores = HighScores.open(disk, Path.of("/"))) {
        List<Integer> found = scores.scores();
        if (found.size() < promised || !offered.subList(0, found.size()).equals(found)) {
          throw new AssertionError(promised + " of " + offered + " were promised, found " + found);
        }
      }
    }
  }

  /** Hunts, and prints what was found. */
  public static void main(String[] arguments) {
    try {
      HuntReport report = CrashHunt.of("scores", Scores::new).run();
      System.out.println("survived: " + report);
    } catch (HuntFailure broken) {
      System.out.println(broken.getMessage());
    }
  }
}
