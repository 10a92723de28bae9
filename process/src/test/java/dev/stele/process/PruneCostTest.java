package dev.stele.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What it costs to prune again and again, and that nothing is passed over for it. */
class PruneCostTest {

  private static final PruneReport ONE = new PruneReport(1, 1);

  private final Jobs jobs = new Jobs();
  private final AtomicInteger read = new AtomicInteger();
  private final TroubledLedger ledger = new TroubledLedger(jobs.ledger);
  private final Registry registry =
      LedgerRegistry.open(new CountingLedger(ledger, read), Documents.none(), jobs.clock, () -> {});

  /** Ends a process. */
  private Instant ended(String id) {
    Jobs.register(registry, id, Disposition.EXTERNALLY_OWNED);
    Authority owner = new Authority.ExternalOwner(SessionScope.of("s"));
    Instant at = registry.complete(ProcessId.of(id), Crew.done(id), owner).orThrow().updated();
    jobs.clock.advance(Duration.ofSeconds(1));
    return at;
  }

  private PruneReport prune() {
    return registry.prune(Instant.MAX, Filter.any(), Optional.empty());
  }

  /** Each looked at every end that was ever written, and loaded its process. */
  @Test
  void whatWasPrunedIsNotLookedAtAgain() {
    for (int i = 0; i < 600; i++) {
      ended("p" + i);
    }
    assertThat(prune()).isEqualTo(new PruneReport(600, 600));
    read.set(0);
    for (int i = 0; i < 10; i++) {
      ended("q" + i);
      assertThat(prune()).isEqualTo(ONE);
    }
    assertThat(read.get()).isLessThan(300);
  }

  @Test
  void whatAFilterKeepsIsFoundByTheNextOne() {
    ended("a");
    ended("b");
    Filter other = Filter.of(Filter.States.FAILED);
    assertThat(registry.prune(Instant.MAX, other, Optional.empty()).processes()).isZero();
    assertThat(registry.prune(Instant.MAX, other, Optional.empty()).processes()).isZero();
    assertThat(prune()).isEqualTo(new PruneReport(2, 2));
  }

  @Test
  void whatIsTooLateIsFoundByALaterOne() {
    Instant first = ended("a");
    Instant last = ended("b");
    assertThat(registry.prune(first.plusMillis(1), Filter.any(), Optional.empty())).isEqualTo(ONE);
    assertThat(registry.prune(last, Filter.any(), Optional.empty()).processes()).isZero();
    assertThat(
            registry.prune(
                Instant.MAX, Filter.any(), Optional.of(registry.get(ProcessId.of("b")).changed())))
        .isEqualTo(new PruneReport(0, 0));
    assertThat(prune()).isEqualTo(ONE);
  }

  @Test
  void anIdThatLivesAgainIsPrunedAgain() {
    for (int life = 0; life < 3; life++) {
      ended("a");
      assertThat(prune()).isEqualTo(ONE);
      assertThat(prune().processes()).isZero();
    }
  }

  /** Of the first call nobody knows whether it was done: it was not. */
  @Test
  void whatCouldNotBeWrittenIsFoundAgain() {
    ended("a");
    ledger.beforeWrite(() -> {
      throw new IllegalStateException("before it was written");
    });
    assertThat(org.assertj.core.api.Assertions.catchThrowable(this::prune))
        .isInstanceOf(IllegalStateException.class);
    assertThat(prune()).isEqualTo(ONE);
  }

  /** What somebody does to one of a batch must not let the others count as forgotten. */
  @Test
  void whatIsDoneToOneMeanwhileDoesNotHideIt() {
    ended("a");
    ended("b");
    ledger.beforeWrite(
        () -> registry.grant(Grant.of(SessionScope.of("s"), ProcessId.of("a"))).orThrow());
    PruneReport first = prune();
    PruneReport second = prune();
    assertThat(first.processes() + second.processes()).isEqualTo(2);
    assertThat(registry.latest(Filter.any(), Optional.empty(), 9)).isEmpty();
  }
}
