package dev.stele.process;

import static dev.stele.process.RegistryContract.acquired;
import static dev.stele.process.RegistryContract.elsewhere;
import static dev.stele.process.RegistryContract.external;
import static dev.stele.process.RegistryContract.id;
import static dev.stele.process.RegistryContract.noting;
import static dev.stele.process.RegistryContract.ownerBound;
import static dev.stele.process.RegistryContract.refused;
import static dev.stele.process.RegistryContract.rerunnable;
import static dev.stele.process.RegistryContract.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who has a process, and what they may write. */
interface LeaseContract extends RegistryContract {

  private static Lease holder(Answer<Claim> answer) {
    assertThat(answer.orThrow()).isInstanceOf(Claim.Busy.class);
    return ((Claim.Busy) answer.orThrow()).holder();
  }

  default void passTheTimeToLive() {
    room().advance(TTL.plusMillis(1));
  }

  /** 29. */
  @Test
  default void aLeaseKeepsOthersOut() {
    ProcessRecord record = register(rerunnable("p"));
    Lease lease = claim("p", "w1");
    assertThat(lease.process()).isEqualTo(id("p"));
    assertThat(lease.owner()).isEqualTo(owner("w1"));
    assertThat(lease.expires()).isEqualTo(now().plus(TTL));
    assertThat(registry().lease(id("p"))).contains(lease);
    assertThat(holder(registry().claim(id("p"), owner("w2"), TTL))).isEqualTo(lease);
    assertThat(holder(registry().claimToRun(id("p"), elsewhere("w1"), TTL))).isEqualTo(lease);
    room().advance(Duration.ofSeconds(10));
    Lease again = claim("p", "w1");
    assertThat(again.fence()).isEqualTo(lease.fence());
    assertThat(again.expires()).isEqualTo(now().plus(TTL));
    assertThat(registry().get(id("p"))).as("leases change no process").isEqualTo(record);
    refused(Refusal.UnknownProcess.class, registry().claim(id("x"), owner("w"), TTL));
    assertThat(registry().lease(id("x"))).isEmpty();
  }

  /** 30. */
  @Test
  default void aLeaseThatSomebodyElseHasIsNotRenewed() {
    register(rerunnable("p"));
    Lease first = claim("p", "w1");
    passTheTimeToLive();
    Lease second = claim("p", "w2");
    assertThat(second.fence()).isGreaterThan(first.fence());
    Refusal.LeaseLost lost = refused(Refusal.LeaseLost.class, registry().renew(first, TTL));
    assertThat(lost.now()).contains(second);
    assertThat(lost.message()).contains("which has fence " + second.fence().value() + " now");
  }

  /** 31. */
  @Test
  default void aRenewedLeaseOutlivesItsFirstEnd() {
    register(rerunnable("p"));
    Lease lease = claim("p", "w1");
    room().advance(Duration.ofSeconds(20));
    Lease renewed = registry().renew(lease, TTL).orThrow();
    assertThat(renewed.expires()).isEqualTo(now().plus(TTL));
    assertThat(renewed.fence()).isEqualTo(lease.fence());
    room().advance(Duration.ofSeconds(20));
    assertThat(holder(registry().claim(id("p"), owner("w2"), TTL))).isEqualTo(renewed);
    assertThat(registry().complete(lease, succeeded("1")).isDone()).as("by what it was").isTrue();
  }

  @Test
  default void aLeaseEndsAtItsEnd() {
    register(rerunnable("p"));
    Lease lease = claim("p", "w1");
    room().advance(TTL.minusNanos(1));
    assertThat(holder(registry().claim(id("p"), owner("w2"), TTL))).isEqualTo(lease);
    room().advance(Duration.ofNanos(1));
    assertThat(registry().lease(id("p"))).as("shown until it is taken").contains(lease);
    refused(Refusal.LeaseLost.class, registry().renew(lease, TTL));
    Lease own = claim("p", "w1");
    assertThat(own.fence()).as("it was over: this is another").isGreaterThan(lease.fence());
  }

  /** A jump of the wall clock neither ends a lease of this opening nor keeps it. */
  @Test
  default void theWallClockDoesNotEndALeaseOfThisOpening() {
    register(rerunnable("p"));
    Lease lease = claim("p", "w1");
    room().clock.setWall(now().plus(Duration.ofDays(1)));
    assertThat(holder(registry().claim(id("p"), owner("w2"), TTL))).isEqualTo(lease);
    room().clock.setWall(RegistryRoom.DAWN.minus(Duration.ofDays(1)));
    passTheTimeToLive();
    assertThat(claim("p", "w2").fence()).isGreaterThan(lease.fence());
  }

  /** 32. */
  @Test
  default void fencesGrowWithEachClaim() {
    register(rerunnable("p"));
    register(external("other"));
    Lease first = claim("p", "w1");
    registry().release(first);
    assertThat(registry().lease(id("p"))).isEmpty();
    Lease second = claim("p", "w1");
    registry().complete(second, succeeded("1")).orThrow();
    assertThat(registry().lease(id("p"))).isEmpty();
    pruneAll();
    register(rerunnable("p"));
    Lease third = claim("p", "w1");
    assertThat(List.of(first.fence(), second.fence(), third.fence())).isSorted();
    assertThat(second.fence()).isNotEqualTo(first.fence());
    assertThat(third.fence()).isGreaterThan(second.fence());
  }

  /** 33. */
  @Test
  default void whoHasLostItsLeaseReleasesNobodyElse() {
    register(rerunnable("p"));
    Lease first = claim("p", "w1");
    passTheTimeToLive();
    Lease second = claim("p", "w2");
    writingNothing(() -> {
      registry().release(first);
      refused(Refusal.LeaseLost.class, registry().complete(first, succeeded("1")));
      refused(Refusal.LeaseLost.class, registry().giveBack(first));
      refused(Refusal.LeaseLost.class, registry().failAttempt(first, "why"));
    });
    assertThat(registry().lease(id("p"))).contains(second);
    registry().release(new Lease(id("x"), owner("w1"), first.fence(), 1, now()));
  }

  /** 34. */
  @Test
  default void whoHasLostItsLeaseWritesNothing() {
    register(rerunnable("p"));
    Lease first = claimToRun("p", "w1");
    passTheTimeToLive();
    Lease second = claimToRun("p", "w2");
    ProcessRecord before = registry().get(id("p"));
    Waiting waiting = new Waiting.ForProcess(id("q"), now());
    writingNothing(() -> {
      for (Answer<?> answer :
          List.<Answer<?>>of(
              registry().complete(first, succeeded("1")),
              registry().append(first, noting("1")),
              registry().appendAll(first, List.of(noting("1"))),
              registry().start(first),
              registry().setWaiting(first, waiting),
              registry().clearWaiting(first),
              registry().renew(first, TTL))) {
        assertThat(refused(Refusal.LeaseLost.class, answer).now()).contains(second);
      }
    });
    assertThat(registry().get(id("p"))).isEqualTo(before);
    assertThat(registry().lease(id("p"))).contains(second);
    assertThat(registry().append(second, noting("1")).isDone()).isTrue();
  }

  @Test
  default void aLeaseIsAskedForWhole() {
    register(rerunnable("p"));
    Lease lease = claim("p", "w1");
    Lease forged = new Lease(id("p"), owner("w2"), lease.fence(), 1, now().plusSeconds(1_000));
    refused(Refusal.LeaseLost.class, registry().renew(forged, TTL));
    Lease unknown = new Lease(id("x"), owner("w2"), lease.fence(), 1, now());
    refused(Refusal.UnknownProcess.class, registry().renew(unknown, TTL));
    refused(Refusal.UnknownProcess.class, registry().complete(unknown, succeeded("1")));
    refused(Refusal.UnknownProcess.class, registry().appendAll(unknown, List.of(noting("1"))));
    for (Duration ttl : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(366))) {
      assertThatThrownBy(() -> registry().claim(id("p"), owner("w"), ttl))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> registry().renew(lease, ttl))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** 35. */
  @Test
  default void aLeaseThatHasRunOutEndsNothing() {
    register(rerunnable("p"));
    Lease lease = claim("p", "w1");
    passTheTimeToLive();
    writingNothing(() -> {
      Refusal.LeaseLost lost =
          refused(Refusal.LeaseLost.class, registry().complete(lease, succeeded("1")));
      assertThat(lost.now()).isEmpty();
      assertThat(lost.message()).endsWith("which nobody has now");
    });
    assertThat(registry().get(id("p")).hasEnded()).isFalse();
  }

  /** 37, the part that one opening can show: nothing proves an owner of this opening dead. */
  @Test
  default void nobodyTakesAProcessFromSomebodyWhoMayLive() {
    register(rerunnable("p"));
    register(rerunnable("q"));
    Lease own = claim("p", "w1");
    Lease other = acquired(registry().claim(id("q"), elsewhere("w1"), TTL));
    assertThat(registry().proofOfDeath(own.owner())).isEmpty();
    assertThat(registry().proofOfDeath(other.owner())).isEmpty();
    assertThat(holder(registry().reclaim(id("p"), owner("w2"), own, TTL))).isEqualTo(own);
    assertThat(holder(registry().reclaim(id("q"), owner("w2"), other, TTL))).isEqualTo(other);
    registry().release(own);
    assertThat(acquired(registry().reclaim(id("p"), owner("w2"), own, TTL)).fence())
        .isGreaterThan(own.fence());
  }

  /** 12. */
  @Test
  default void thatItWasStartedAndThatItIsToBeGivenUpAreSaidOnce() {
    refused(
        Refusal.UnknownProcess.class,
        registry().requestAbandon(id("p"), "operator", Optional.empty()));
    register(rerunnable("p"));
    Lease lease = claim("p", "w1");
    assertThat(registry().get(id("p")).started()).isEmpty();
    assertThat(registry().start(lease).orThrow()).isTrue();
    assertThat(registry().start(lease).orThrow()).as("the same attempt").isFalse();
    Started started = new Started(owner("w1"), lease.fence(), now());
    assertThat(registry().get(id("p")).started()).contains(started);
    assertThat(registry().get(id("p")).attempts()).isEqualTo(1);
    room().advance(Duration.ofSeconds(1));
    AbandonRequest request = new AbandonRequest("operator", Optional.of("stuck"), now());
    assertThat(
            registry()
                .requestAbandon(id("p"), "operator", Optional.of("stuck"))
                .orThrow()
                .abandonRequested())
        .contains(request);
    writingNothing(
        () -> registry().requestAbandon(id("p"), "other", Optional.of("other")).orThrow());
    registry().release(lease);
    Lease second = claim("p", "w2");
    assertThat(registry().start(second).orThrow()).as("not the first").isFalse();
    ProcessRecord record = registry().get(id("p"));
    assertThat(record.started()).contains(started);
    assertThat(record.attempts()).isEqualTo(2);
    assertThat(record.abandonRequested()).contains(request);
    assertThat(record.hasEnded()).isFalse();
    assertThat(registry().lease(id("p"))).contains(second);
  }

  @Test
  default void claimingToRunBeginsAnAttemptWhereOneMayBegin() {
    register(rerunnable("again").retry(RetryPolicy.once()));
    register(ownerBound("bound"));
    register(external("out"));
    Lease first = claimToRun("again", "w1");
    assertThat(first.attempt()).isEqualTo(1);
    assertThat(registry().get(id("again")).attempts()).isEqualTo(1);
    assertThat(registry().get(id("again")).started().orElseThrow().fence())
        .isEqualTo(first.fence());
    assertThat(claimToRun("again", "w1").fence()).as("re-entered").isEqualTo(first.fence());
    assertThat(registry().get(id("again")).attempts()).isEqualTo(1);
    passTheTimeToLive();
    claimToRun("again", "w2");
    assertThat(registry().get(id("again")).attempts()).as("has had all of them").isEqualTo(1);

    Lease bound = claimToRun("bound", "w1");
    registry().release(bound);
    assertThat(registry().start(claimToRun("bound", "w2")).orThrow()).isFalse();
    assertThat(registry().get(id("bound")).attempts()).isEqualTo(1);

    claimToRun("out", "w1");
    assertThat(registry().get(id("out")).started()).isEmpty();
  }

  @Test
  default void whatWasToEndBeforeItBeganDoesNotBegin() {
    register(rerunnable("p"));
    registry().requestCancel(id("p"), "enough").orThrow();
    Lease lease = claimToRun("p", "w1");
    assertThat(registry().start(lease).orThrow()).isFalse();
    assertThat(registry().get(id("p")).started()).isEmpty();
  }

  @Test
  default void aClaimBeforeAnAttemptMayStartItLater() {
    register(rerunnable("p"));
    Lease lease = claim("p", "w1");
    assertThat(registry().get(id("p")).attempts()).isZero();
    assertThat(claimToRun("p", "w1").fence()).isEqualTo(lease.fence());
    assertThat(registry().get(id("p")).attempts()).isEqualTo(1);
  }

  @Test
  default void claimsOfAnEndedProcessAreAnsweredWithIt() {
    register(rerunnable("p"));
    Lease lease = claim("p", "w1");
    ProcessRecord ended = registry().complete(lease, succeeded("1")).orThrow();
    writingNothing(() -> {
      for (Answer<Claim> answer :
          List.of(
              registry().claim(id("p"), owner("w1"), TTL),
              registry().claimToRun(id("p"), owner("w2"), TTL),
              registry().reclaim(id("p"), owner("w2"), lease, TTL))) {
        assertThat(answer.orThrow()).isEqualTo(new Claim.Ended(ended));
      }
      refused(Refusal.Ended.class, registry().renew(lease, TTL));
      refused(Refusal.Ended.class, registry().start(lease));
      refused(Refusal.Ended.class, registry().giveBack(lease));
      refused(Refusal.Ended.class, registry().append(lease, noting("1")));
      refused(Refusal.Ended.class, registry().appendAll(lease, List.of(noting("1"))));
      registry().release(lease);
    });
    assertThat(registry().lease(id("p"))).isEmpty();
  }
}
