package dev.stele.store;

import static dev.stele.store.StoreDisks.ALICE;
import static dev.stele.store.StoreDisks.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.journal.Journal;
import dev.stele.journal.NewEntry;
import dev.stele.trial.CrashImage;
import dev.stele.trial.Life;
import dev.stele.trial.Rot;
import dev.stele.trial.SimDisk;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Verification of a whole store. */
class StoreVerifierTest {

  private final SimDisk disk = SimDisk.empty();
  private final List<Long> progress = new ArrayList<>();

  private StoreVerifier.Report verify(SimDisk of) {
    return StoreVerifier.verify(
        StoreDisks.DIRECTORY,
        of,
        (entries, total) -> {
          progress.add(entries);
          assertThat(total).isGreaterThanOrEqualTo(entries);
        });
  }

  @Test
  void aStoreAsItWasWrittenIsClean() {
    try (Store store = StoreDisks.open(disk)) {
      for (int i = 0; i < 10; i++) {
        store.append(Append.to(ALICE).event("A", "{}").and(BOB).event("B", "{}"));
      }
      assertThat(verify(disk).events()).isEqualTo(20);
    }
    StoreVerifier.Report report = verify(disk);
    assertThat(report.isClean()).isTrue();
    assertThat(report.events()).isEqualTo(20);
    assertThat(report.streams()).isEqualTo(2);
    assertThat(progress.getLast()).isEqualTo(21);
  }

  @Test
  void aByteThatRottedIsFound() {
    try (Store store = StoreDisks.open(disk)) {
      store.append(Append.to(ALICE).event("A", "{}"));
    }
    disk.crash();
    Rot rot = new Rot("/store/segments/00000001.seg", 4_300, 1);
    SimDisk rotten =
        disk.restart(CrashImage.nothing(), new Life(List.of(rot), List.of(), Optional.empty()));
    assertThat(verify(rotten).isClean()).isFalse();
  }

  /** What follows a damaged segment was said not to fit what stands in it. */
  @Test
  void ofDamageTheLogsFindingsAloneTell() {
    try (Store store = StoreDisks.open(disk)) {
      for (int i = 0; i < 1_000; i++) {
        store.append(Append.to(ALICE).event("A", "{}"));
      }
    }
    assertThat(disk.list(StoreDisks.DIRECTORY.resolve("segments"))).hasSizeGreaterThan(1);
    disk.crash();
    Rot rot = new Rot("/store/segments/00000001.seg", 9_000, 1);
    SimDisk rotten =
        disk.restart(CrashImage.nothing(), new Life(List.of(rot), List.of(), Optional.empty()));
    StoreVerifier.Report report = verify(rotten);
    assertThat(report.log().findings()).isNotEmpty();
    assertThat(report.events()).isBetween(1L, 999L);
    assertThat(report.problems()).isEmpty();
  }

  /** The log is whole, byte for byte; only what its events say of each other is wrong. */
  @Test
  void eventsThatDoNotFitEachOtherAreFound() {
    try (Journal journal =
        Journal.open(
            StoreDisks.DIRECTORY, StoreDisks.options(disk, StoreDisks.clock()).journal())) {
      journal.append(List.of(event(0, 100), event(1, 200), event(3, 300), event(4, 250))).orThrow();
      journal.append(List.of(NewEntry.of(ByteBuffer.allocate(3)))).orThrow();
    }
    StoreVerifier.Report report = verify(disk);
    assertThat(report.log().findings()).isEmpty();
    assertThat(report.problems())
        .containsExactly(
            new StoreVerifier.Problem(3, "version of stream game/player:alice must be 2, got: 3"),
            new StoreVerifier.Problem(
                4, "time of an event must not be before that of the one before it"),
            new StoreVerifier.Problem(
                5, "expected an event, found no header: entry at position 5"));
  }

  private static NewEntry event(long version, long timeMicros) {
    byte[] header =
        EventFormat.encode(
            ALICE, NewEvent.json("A", "{}"), new EventId(new UUID(1, version)), "c", null);
    EventFormat.complete(header, timeMicros, version, 1);
    return new NewEntry(
        EventFormat.CONTENT_JSON, 0, ByteBuffer.wrap(header), ByteBuffer.allocate(2));
  }
}
