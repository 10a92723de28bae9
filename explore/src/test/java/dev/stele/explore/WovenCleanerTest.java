package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Cleaners in woven code. */
class WovenCleanerTest {

  /** Something that is watched. */
  static final class Watched {
    private static final Cleaner LOST = Cleaner.create();

    final AtomicInteger cleanings = new AtomicInteger();
    final Cleaner.Cleanable guard = LOST.register(this, cleanings::incrementAndGet);
  }

  static void cleanTwice() throws InterruptedException {
    Watched watched = new Watched();
    Thread other = Thread.ofPlatform().start(watched.guard::clean);
    watched.guard.clean();
    other.join();
    if (watched.cleanings.get() != 1) {
      throw new AssertionError("cleaned " + watched.cleanings.get() + " times");
    }
  }

  @Test
  void whatIsCleanedByTwoIsCleanedOnce() {
    Exploration.Result result = WovenRuns.explore(WovenCleanerTest::cleanTwice);
    assertThat(result.failure().map(Exploration.Failure::finding)).isEmpty();
    assertThat(result.isComplete()).isTrue();
    assertThat(result.executions()).isGreaterThan(1);
  }
}
