package dev.stele.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.trial.SimClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a process has ended in is asked for at once by all who wait for it. */
class RecentEndsTest {

  private final SimClock clock = SimClock.at(Jobs.DAWN);
  private final AtomicInteger read = new AtomicInteger();
  private final TroubledLedger troubled = new TroubledLedger(new MemoryLedger(clock));
  private final CountingLedger ledger = new CountingLedger(troubled, read);
  private final Registry registry = LedgerRegistry.open(ledger, Documents.none(), clock, () -> {});

  @AfterEach
  void whatIsRememberedIsWhatTheLogSays() {
    RegistryAudit.requireEachAsLoaded(registry, ledger, clock);
    registry.close();
  }

  private ProcessRecord ended(String id, String output) {
    return ended(Jobs.registration(id, Disposition.RERUNNABLE), output);
  }

  private ProcessRecord ended(Registration registration, String output) {
    ProcessId id = registry.register(registration).orThrow().id();
    Lease lease = Jobs.begin(registry, id, "w");
    return registry.complete(lease, Crew.done(output)).orThrow();
  }

  /** Returns how many facts are read by that. */
  private int readBy(Runnable action) {
    read.set(0);
    action.run();
    return read.get();
  }

  /** To look for it took most of the time from its being durable to its being known. */
  @Test
  void whoAsksAfterAProcessThatHasJustEndedIsAnsweredWithoutTheLog() {
    ProcessRecord record = ended("a", "output");
    int facts = readBy(() -> assertThat(registry.get(record.id())).isEqualTo(record));
    assertThat(facts).isZero();
  }

  @Test
  void whatItEndedInIsFoundInTheLogIfItIsLarge() {
    ProcessRecord record = ended("a", "x".repeat(4097));
    int facts = readBy(() -> assertThat(registry.get(record.id())).isEqualTo(record));
    assertThat(facts).isPositive();
  }

  @Test
  void onlyTheLastOnesAreRemembered() {
    ProcessRecord first = ended("a", "first");
    for (int i = 0; i < 2047; i++) {
      ended("a" + i, "more");
    }
    assertThat(readBy(() -> registry.get(first.id()))).isZero();
    ended("z", "last");
    assertThat(readBy(() -> assertThat(registry.get(first.id())).isEqualTo(first))).isPositive();
    assertThat(readBy(() -> registry.get(ProcessId.of("z")))).isZero();
  }

  @Test
  void whatWasPrunedIsNotRemembered() {
    ProcessId id = ended("a", "output").id();
    clock.advance(Duration.ofSeconds(1));
    assertThat(registry.prune(Instant.MAX, Filter.any(), Optional.empty()).processes()).isOne();
    assertThat(registry.find(id)).isEmpty();
  }

  @Test
  void aSecondLifeIsNotTheFirst() {
    ProcessId id = ended("a", "first").id();
    clock.advance(Duration.ofSeconds(1));
    registry.prune(Instant.MAX, Filter.any(), Optional.empty());
    assertThat(Jobs.register(registry, "a", Disposition.RERUNNABLE)).isEqualTo(id);
    assertThat(registry.get(id).hasEnded()).isFalse();
    registry.complete(Jobs.begin(registry, id, "w"), Crew.done("second")).orThrow();
    assertThat(registry.get(id).outcome()).contains(Crew.done("second"));
  }

  @Test
  void whoseSessionWasDeletedWakesNobody() {
    SessionScope session = SessionScope.of("alice");
    ProcessId id =
        ended(Jobs.registration("a", Disposition.RERUNNABLE).wakes(session), "output").id();
    assertThat(registry.get(id).wakeTarget()).contains(session);
    registry.deleteSession(session.session());
    assertThat(registry.get(id).wakeTarget()).isEmpty();
  }

  /** Those who ended were not looked at again, and went on to name a session that was gone. */
  @Test
  void whoseSessionWasPerhapsDeletedIsLookedForInTheLog() {
    SessionScope session = SessionScope.of("alice");
    ProcessId id =
        ended(Jobs.registration("a", Disposition.RERUNNABLE).wakes(session), "output").id();
    troubled.unknown(true);
    assertThatThrownBy(() -> registry.deleteSession(session.session()))
        .isInstanceOf(TroubledLedger.Trouble.class);
    troubled.unknown(false);
    assertThat(registry.get(id).wakeTarget()).isEmpty();
  }
}
