package dev.stele.process;

import static dev.stele.process.RegistryContract.id;
import static dev.stele.process.RegistryContract.ownerBound;
import static dev.stele.process.RegistryContract.refused;
import static dev.stele.process.RegistryContract.rerunnable;
import static dev.stele.process.RegistryContract.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Attempts and what a process waits for. */
interface AttemptContract extends RegistryContract {

  RetryPolicy THREE = new RetryPolicy(3, Duration.ofSeconds(2), 3, Duration.ofSeconds(5));

  /** 16. */
  @Test
  default void whatAProcessWaitsForIsPartOfRunning() {
    register(rerunnable("p"));
    register(rerunnable("q"));
    Lease lease = claimToRun("p", "w");
    Waiting waiting = new Waiting.ForSignal("go", 2, now(), Optional.of(now().plusSeconds(9)));
    ProcessRecord waits = registry().setWaiting(lease, waiting).orThrow();
    assertThat(waits.waiting()).contains(waiting);
    assertThat(waits.hasEnded()).isFalse();
    assertThat(list(Filter.running().waiting(true))).containsExactly("p");
    assertThat(list(Filter.running().waiting(false))).containsExactly("q");
    assertThat(registry().counts()).isEqualTo(new StateCounts(2, 1, 0, 0, 0, 0));
    Waiting other = new Waiting.ForProcess(id("q"), now());
    assertThat(registry().setWaiting(lease, other).orThrow().waiting()).contains(other);
    assertThat(registry().clearWaiting(lease).orThrow().waiting()).isEmpty();
    writingNothing(() -> registry().clearWaiting(lease).orThrow());
    registry().setWaiting(lease, waiting).orThrow();
    ProcessRecord ended = registry().complete(lease, succeeded("1")).orThrow();
    assertThat(ended.waiting()).isEmpty();
    refused(Refusal.Ended.class, registry().setWaiting(lease, waiting));
    refused(Refusal.Ended.class, registry().clearWaiting(lease));
    assertThat(list(Filter.any().waiting(true))).isEmpty();
  }

  @Test
  default void eachKindOfWaitIsGivenBackWhole() {
    register(rerunnable("p"));
    Lease lease = claimToRun("p", "w");
    for (Waiting waiting :
        java.util.List.of(
            new Waiting.ForSignal("go", 7, now(), Optional.empty()),
            new Waiting.ForAttempt(now().plusSeconds(1), 2, "why\nnot", now()),
            new Waiting.ForProcess(id("child é"), now()))) {
      assertThat(registry().setWaiting(lease, waiting).orThrow().waiting()).contains(waiting);
      assertThat(registry().get(id("p")).waiting()).contains(waiting);
    }
  }

  @Test
  default void anAttemptThatFailedLetsTheProcessWaitAndTheLastOneEndsIt() {
    register(rerunnable("p").retry(THREE));
    Lease first = claimToRun("p", "w1");
    ProcessRecord waits = registry().failAttempt(first, "no luck").orThrow();
    assertThat(waits.waiting())
        .contains(new Waiting.ForAttempt(now().plusSeconds(2), 1, "no luck", now()));
    assertThat(registry().lease(id("p"))).isEmpty();
    Lease second = claimToRun("p", "w1");
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(registry().get(id("p")).waiting()).isEmpty();
    assertThat(registry().failAttempt(second, "again").orThrow().waiting())
        .contains(new Waiting.ForAttempt(now().plusSeconds(5), 2, "again", now()));
    Lease third = claimToRun("p", "w1");
    ProcessRecord ended = registry().failAttempt(third, "for good").orThrow();
    assertThat(ended.outcome())
        .contains(ProcessOutcome.failed(ProcessOutcome.ATTEMPTS, "attempts_exhausted", "for good"));
    assertThat(ended.attempts()).isEqualTo(3);
    refused(Refusal.Ended.class, registry().failAttempt(third, "for good"));
  }

  @Test
  default void aProcessBoundToItsOwnerHasOneAttempt() {
    register(ownerBound("p").retry(THREE));
    ProcessRecord ended = registry().failAttempt(claimToRun("p", "w"), "why").orThrow();
    assertThat(ended.outcome().orElseThrow().word()).isEqualTo("failed");
  }

  @Test
  default void anAttemptThatIsGivenBackCountsForNothing() {
    register(rerunnable("p"));
    Lease lease = claimToRun("p", "w1");
    ProcessRecord back = registry().giveBack(lease).orThrow();
    assertThat(back.attempts()).isZero();
    assertThat(registry().lease(id("p"))).isEmpty();
    refused(Refusal.LeaseLost.class, registry().giveBack(lease));
    Lease second = claim("p", "w2");
    assertThat(registry().giveBack(second).orThrow().attempts()).as("none had begun").isZero();
    Lease third = claimToRun("p", "w3");
    assertThat(third.attempt()).isEqualTo(1);
    registry().release(third);
    assertThat(registry().get(id("p")).attempts()).as("released, not given back").isEqualTo(1);
  }

  @Test
  default void aWaitLetsAttemptsCountFromNoneAgain() {
    register(rerunnable("p").retry(THREE));
    registry().failAttempt(claimToRun("p", "w"), "1").orThrow();
    Lease second = claimToRun("p", "w");
    registry().setWaiting(second, new Waiting.ForProcess(id("q"), now())).orThrow();
    assertThat(registry().get(id("p")).attempts()).isZero();
  }

  /** Who waits, gets nothing, and fails, had as many attempts as he liked. */
  @Test
  default void aWaitOfWhichNothingCameLetsAttemptsCountOn() {
    register(rerunnable("p").retry(THREE));
    registry().failAttempt(claimToRun("p", "w"), "1").orThrow();
    Lease second = claimToRun("p", "w");
    Waiting first = new Waiting.ForSignal("go", 1, now(), Optional.of(now().plusSeconds(9)));
    registry().setWaiting(second, first).orThrow();
    room().advance(Duration.ofSeconds(9));
    assertThat(registry().clearWaiting(second).orThrow().attempts()).isEqualTo(2);
    Waiting next = new Waiting.ForSignal("go", 1, now(), Optional.of(now().plusSeconds(9)));
    registry().setWaiting(second, next).orThrow();
    room().advance(Duration.ofSeconds(8));
    assertThat(registry().clearWaiting(second).orThrow().attempts()).as("it came").isEqualTo(1);
    assertThat(registry().waits(id("p"))).containsExactly(first, next);
  }

  /**
   * The attempt that came to the wait was forgotten when it failed after it: the process had one
   * attempt more than its policy says.
   */
  @Test
  default void noMoreAttemptsFailAfterAWaitThanThePolicyAllows() {
    register(rerunnable("p").retry(THREE));
    Lease lease = claimToRun("p", "w");
    registry().setWaiting(lease, new Waiting.ForProcess(id("q"), now())).orThrow();
    registry().clearWaiting(lease).orThrow();
    int failures = 0;
    boolean hasEnded = false;
    while (!hasEnded) {
      hasEnded = registry().failAttempt(lease, "why").orThrow().hasEnded();
      failures++;
      lease = hasEnded ? lease : claimToRun("p", "w");
    }
    assertThat(failures).isEqualTo(3);
  }
}
