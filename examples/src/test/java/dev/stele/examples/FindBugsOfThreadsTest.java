package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.explore.ExploreError;
import dev.stele.explore.Explorer;
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
}
