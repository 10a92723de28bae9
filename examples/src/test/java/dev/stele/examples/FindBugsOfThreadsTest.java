package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.explore.Certificate;
import dev.stele.explore.ExploreError;
import dev.stele.explore.Explorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is wrong with a stranger's class is found, and found again by its schedule. */
class FindBugsOfThreadsTest {

  private static List<String> found(Explorer.Model model, ExploreError.Kind kind) {
    ExploreError error = failure(Explorer.standard(), model);
    assertThat(error.kind()).isEqualTo(kind);
    assertThat(failure(Explorer.standard().replay(error.replay()), model).kind()).isEqualTo(kind);
    return error.report().lines().toList();
  }

  private static ExploreError failure(Explorer explorer, Explorer.Model model) {
    try {
      throw new IllegalStateException("expected a failure, found " + explorer.explore(model));
    } catch (ExploreError e) {
      return e;
    }
  }

  @Test
  void aLostUpdateIsFound() {
    assertThat(found(FindALostUpdate::sellTwo, ExploreError.Kind.ASSERTION))
        .first()
        .isEqualTo("main threw java.lang.AssertionError: a third seat was sold");
  }

  @Test
  void aLostWakeUpIsFound() {
    assertThat(found(FindALostWakeUp::openAndPass, ExploreError.Kind.LOST_WAKE_UP))
        .first()
        .isEqualTo("lost wake-up: main waits for a signal that came before it waited");
  }

  @Test
  void aDeadlockIsFound() {
    assertThat(found(FindADeadlock::payEachOther, ExploreError.Kind.DEADLOCK))
        .first()
        .isEqualTo("deadlock: main waits for bob waits for main");
  }

  @Test
  void theMendedClassPassesWithACertificate() {
    Certificate certificate = Explorer.check(FindALostUpdate::sellOne);
    assertThat(certificate.isComplete()).isTrue();
    assertThat(certificate.woven())
        .containsKeys(FindALostUpdate.class.getName(), FindALostUpdate.MendedSeats.class.getName());
    assertThat(certificate.conflicts()).contains("AtomicInteger");
  }

  /** What the room's own page shows was printed, not made up. */
  @Test
  void theReadmeShowsTheReportsAsPrinted() throws IOException {
    Path root = Path.of("").toAbsolutePath().endsWith("examples") ? Path.of("..") : Path.of("");
    String readme = Files.readString(root.resolve("explore/README.md"));
    for (Explorer.Model model :
        List.<Explorer.Model>of(
            FindALostUpdate::sellTwo, FindALostWakeUp::openAndPass, FindADeadlock::payEachOther)) {
      assertThat(readme).contains("```\n" + failure(Explorer.standard(), model).report() + "\n```");
    }
    assertThat(readme.lines())
        .containsAll(withoutDigests(Explorer.check(FindALostUpdate::sellOne)));
  }

  /** Their digests change with the compiler; of a certificate, the rest is compared. */
  private static List<String> withoutDigests(Certificate certificate) {
    return certificate.toString().lines().filter(line -> !line.contains("sha256:")).toList();
  }
}
