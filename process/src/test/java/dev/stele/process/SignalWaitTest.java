package dev.stele.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What it costs to wait for signals. */
class SignalWaitTest {

  private static final int SIGNALS = 2_000;

  /** Facts that may be read for each signal that is met. */
  private static final int EACH_MAX = 8;

  private final Jobs jobs = new Jobs();
  private final AtomicInteger read = new AtomicInteger();

  private Registry counted() {
    CountingLedger counting = new CountingLedger(jobs.ledger, read);
    return LedgerRegistry.open(counting, Documents.none(), jobs.clock, () -> {});
  }

  private static Engine taking(int signals) {
    return context -> {
      for (int i = 0; i < signals; i++) {
        assertThat(context.awaitSignal("go").payload().text()).isEqualTo("" + i);
      }
      return Crew.done("all");
    };
  }

  private static void signal(Registry registry, ProcessId id, int number) {
    registry.signal(id, "go", Payload.text("" + number), "k" + number).orThrow();
  }

  /** Each was found by counting from the first: 2,000 signals were two million facts. */
  @Test
  void signalsThatAreThereAreReadOnce() {
    Registry registry = counted();
    ProcessId id = Jobs.register(registry, "a", Disposition.RERUNNABLE);
    for (int i = 0; i < SIGNALS; i++) {
      signal(registry, id, i);
    }
    read.set(0);
    assertThat(jobs.tried(registry, id, taking(SIGNALS))).contains(Crew.done("all"));
    assertThat(read.get()).isBetween(SIGNALS, EACH_MAX * SIGNALS);
  }

  /** Likewise for who waits for each of them. */
  @Test
  void signalsThatAreWaitedForAreReadOnce() throws Exception {
    int signals = 200;
    try (Crew crew = new Crew(jobs, _ -> counted());
        Worker _ = crew.worker(taking(signals))) {
      ProcessId id = crew.register("a", Disposition.RERUNNABLE);
      for (int i = 0; i < signals; i++) {
        long ordinal = i + 1L;
        crew.until(
            id,
            it ->
                it.waiting().orElse(null) instanceof Waiting.ForSignal wait
                    && wait.ordinal() == ordinal);
        signal(crew.registry, id, i);
      }
      assertThat(crew.end(id)).isEqualTo(Crew.done("all"));
      assertThat(read.get()).isLessThan(3 * EACH_MAX * signals);
    }
  }
}
