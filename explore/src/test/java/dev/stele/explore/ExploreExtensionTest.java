package dev.stele.explore;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Models as test methods. */
class ExploreExtensionTest {

  /** Run by the test kit alone: its name is not that of a test class. */
  static class Some {

    private final AtomicInteger value = new AtomicInteger();

    private void meet(Runnable work) throws InterruptedException {
      Thread other = new Thread(work);
      other.start();
      work.run();
      other.join();
    }

    @Explore
    void passes() throws InterruptedException {
      meet(value::incrementAndGet);
      Assertions.assertThat(value.get()).isEqualTo(2);
    }

    @Explore
    void fails() throws InterruptedException {
      meet(() -> value.set(value.get() + 1));
      Assertions.assertThat(value.get()).isEqualTo(2);
    }

    @Explore
    @Replay("0")
    void replays() throws InterruptedException {
      meet(value::incrementAndGet);
    }

    @Explore(preemptionsMax = 1)
    void isBounded() throws InterruptedException {
      meet(value::incrementAndGet);
    }

    @Explore(executionsMax = 1)
    void outgrows() throws InterruptedException {
      meet(value::incrementAndGet);
    }
  }

  private static Event finished(String method) {
    EngineExecutionResults results =
        EngineTestKit.engine("junit-jupiter").selectors(selectClass(Some.class)).execute();
    return results
        .testEvents()
        .finished()
        .filter(event -> event.getTestDescriptor().getDisplayName().equals(method + "()"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void eachModelHasItsOwnEnd() {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(Some.class))
        .execute()
        .testEvents()
        .assertStatistics(counts -> counts.started(5).succeeded(1).failed(3).aborted(1));
  }

  @Test
  void aFailureIsTheReport() {
    Assertions.assertThat(finished("fails").toString())
        .contains("main threw", "set AtomicInteger#1 = 1", "@Replay(");
    Assertions.assertThat(finished("outgrows").toString()).contains("not done after 1 executions");
  }

  @Test
  void aBoundedModelIsNotPassed() {
    Assertions.assertThat(finished("isBounded").toString())
        .contains("not passed, bounded by 1 preemptions");
  }
}
