package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.ground.Disk;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Callers interrupted on the disk of this machine, where an interrupt closes a channel under
 * everybody if it reaches one: at each disk operation of a journal's life, and without a pause.
 * Appends, reads, opening and closing finish and keep the flag; waits end, and change nothing.
 */
class JournalInterruptTrial {

  private static final int OPERATIONS_MIN = 120;

  @TempDir private Path root;

  @Test
  void aPlatformThreadMayBeInterruptedAtAnyOperation() throws Exception {
    everyOperation(Thread.ofPlatform(), InterruptScenario.Flag.CLEARED);
  }

  @Test
  void aVirtualThreadMayStayInterruptedFromAnyOperationOn() throws Exception {
    everyOperation(Thread.ofVirtual(), InterruptScenario.Flag.LEFT);
  }

  @Test
  @Tag("soak")
  void aVirtualThreadMayBeInterruptedAtAnyOperation() throws Exception {
    everyOperation(Thread.ofVirtual(), InterruptScenario.Flag.CLEARED);
  }

  @Test
  @Tag("soak")
  void aPlatformThreadMayStayInterruptedFromAnyOperationOn() throws Exception {
    everyOperation(Thread.ofPlatform(), InterruptScenario.Flag.LEFT);
  }

  private void everyOperation(Thread.Builder kind, InterruptScenario.Flag flag) throws Exception {
    int reached = 0;
    int refusedWaits = 0;
    boolean isReached = true;
    for (int at = 1; isReached; at++) {
      Path own = Files.createDirectory(root.resolve("at-" + at));
      InterruptScenario scenario = new InterruptScenario(own, kind, flag, at);
      scenario.run();
      isReached = scenario.isReached();
      reached += isReached ? 1 : 0;
      refusedWaits += scenario.isWaitRefused() ? 1 : 0;
    }
    System.out.printf(
        "journal-interrupt: operations %d, waits refused %d, flag %s%n",
        reached, refusedWaits, flag);
    assertThat(reached).isGreaterThanOrEqualTo(OPERATIONS_MIN);
    assertThat(refusedWaits).isGreaterThanOrEqualTo(1);
  }

  @Test
  void callersInterruptedWithoutAPauseLoseNothing() throws Exception {
    hammer(201, 60);
  }

  @Test
  @Tag("soak")
  void callersInterruptedForLongLoseNothing() throws Exception {
    hammer(2_001, 200);
  }

  private void hammer(int appendsEach, int readsEach) throws Exception {
    InterruptHammer hammer = new InterruptHammer(appendsEach, readsEach);
    hammer.run(root.resolve("hammered"), KillChild.options(Disk.system()));
    System.out.println(hammer);
    int appends = InterruptHammer.APPENDERS * appendsEach;
    assertThat(hammer.appends()).as(hammer.toString()).isEqualTo(appends);
    assertThat(hammer.reads()).as(hammer.toString()).isEqualTo(InterruptHammer.READERS * readsEach);
    assertThat(hammer.interrupts()).as(hammer.toString()).isGreaterThanOrEqualTo(10L * appends);
    assertThat(hammer.refusedWaits()).as(hammer.toString()).isGreaterThanOrEqualTo(10);
  }
}
