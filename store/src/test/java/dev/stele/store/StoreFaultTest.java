package dev.stele.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stele.ground.Disk;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskOperation;
import dev.stele.journal.Position;
import dev.stele.trial.CrashImage;
import dev.stele.trial.Effect;
import dev.stele.trial.Fault;
import dev.stele.trial.Life;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimStep;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Faults, one at a time, and what is said of them: rows E2 and E4 of the conformance table. */
class StoreFaultTest {

  private static final Coordinate ALICE = Coordinate.of("room", "alice");
  private static final Position OLD = new Position(2);
  private static final Position NEW = new Position(3);

  /** Gives handles back; what was to be written is there. */
  private static final Set<DiskOperation> OF_GIVING_BACK =
      EnumSet.of(DiskOperation.CLOSE, DiskOperation.UNMAP, DiskOperation.UNLOCK);

  /** A store with a cursor whose place was saved once, and that has returned one event since. */
  private static StoreCursor cursor(Store store) throws InterruptedException {
    StoreDisks.fill(store, ALICE, 3);
    StoreCursor cursor = store.cursor("mail", Region.of(ALICE)).orThrow();
    cursor.next(Duration.ZERO);
    cursor.save();
    assertThat(cursor.saved()).isEqualTo(OLD);
    cursor.next(Duration.ZERO);
    return cursor;
  }

  private static Position saved(Disk disk) {
    try (Store store = StoreDisks.open(disk);
        StoreCursor cursor = store.cursor("mail", Region.of(ALICE)).orThrow()) {
      return cursor.saved();
    }
  }

  /** E2. On an honest disk the same saving succeeds. */
  @Test
  void aFaultAtEachStepOfSavingAPlaceIsTypedAndTheOldPlaceIsIntact() throws Exception {
    SimDisk honest = SimDisk.empty();
    List<SimStep> saving;
    try (Store store = StoreDisks.open(honest)) {
      StoreCursor cursor = cursor(store);
      long before = honest.operationCount();
      cursor.save();
      assertThat(cursor.saved()).isEqualTo(NEW);
      saving = honest.steps().stream().filter(step -> step.number() > before).toList();
    }
    assertThat(saved(honest.restart(CrashImage.nothing()))).isEqualTo(NEW);
    assertThat(saving).hasSizeGreaterThanOrEqualTo(7);

    for (SimStep step : saving) {
      SimDisk disk = SimDisk.empty(Life.with(Fault.once(step.number(), Effect.ERROR)));
      try (Store store = StoreDisks.open(disk)) {
        StoreCursor cursor = cursor(store);
        assertThatThrownBy(cursor::save).as("%s", step).isInstanceOf(DiskException.Failed.class);
        assertThat(cursor.saved()).isEqualTo(OLD);
        assertThat(saved(disk.restart(CrashImage.nothing()))).as("%s", step).isEqualTo(OLD);
        cursor.save(); // The disk is well again.
        assertThat(saved(disk.restart(CrashImage.nothing()))).as("%s", step).isEqualTo(NEW);
      }
      disk.requireNoOpenHandles();
    }
  }

  /** So much that closing the store saves it. */
  private static Store fill(Disk disk) {
    Store store = StoreDisks.open(StoreDisks.options(disk, 1 << 20).indexBytes(32 << 20));
    for (int i = 0; i < 5; i++) {
      Append append = Append.to(ALICE);
      for (int n = 0; n < 1_700; n++) {
        append = append.event(StoreDisks.event("e"));
      }
      store.append(append).orThrow();
    }
    return store;
  }

  /**
   * E4. On an honest disk the same closing leaves a run that the next opening takes. The index
   * tries once more before it gives up, so the faults last; for one that passes, see the next test.
   */
  @Test
  void aFaultAtEachStepOfSavingTheIndexIsTypedAndTheNextOpeningRebuilds() {
    SimDisk honest = SimDisk.empty();
    List<SimStep> saving = closing(honest);
    assertThat(saving).hasSizeGreaterThanOrEqualTo(6);
    try (Store store = StoreDisks.open(honest)) {
      assertThat(store.statistics().indexRuns()).isPositive();
    }
    for (SimStep step : saving) {
      SimDisk disk = SimDisk.empty();
      FailingDisk failing = new FailingDisk(disk);
      Store store = fill(failing);
      failing.failing((operation, path) -> operation == step.operation() && path.contains("/runs"));
      Throwable failure = catchThrowable(store::close);
      assertThat(failure).as("%s", step).isInstanceOf(StoreException.IndexFailed.class);
      assertThat(failure).rootCause().isInstanceOf(DiskException.class);
      disk.requireNoOpenHandles();
      requireWhole(disk.restart(CrashImage.nothing()));
    }
  }

  @Test
  void aPassingFaultWhileTheIndexIsSavedIsToldOrHealed() {
    for (SimStep step : closing(SimDisk.empty())) {
      SimDisk disk = SimDisk.empty(Life.with(Fault.once(step.number(), Effect.ERROR)));
      Store store = fill(disk);
      Throwable failure = catchThrowable(store::close);
      if (failure != null) {
        assertThat(failure).as("%s", step).isInstanceOf(StoreException.IndexFailed.class);
      }
      assertThat(disk.isPlanReached()).as("%s", step).isTrue();
      disk.requireNoOpenHandles();
      requireWhole(disk.restart(CrashImage.nothing()));
    }
  }

  /** Fills and closes a store; returns what closing does to its index. */
  private static List<SimStep> closing(SimDisk honest) {
    Store whole = fill(honest);
    long before = honest.operationCount();
    whole.close();
    return honest.steps().stream()
        .filter(step -> step.number() > before && step.path().toString().contains("/runs"))
        .filter(step -> !OF_GIVING_BACK.contains(step.operation()))
        .toList();
  }

  private static void requireWhole(SimDisk disk) {
    try (Store store = StoreDisks.open(disk)) {
      assertThat(store.last(ALICE).orElseThrow().version()).isEqualTo(new Version(8_499));
      assertThat(StoreDisks.events(store, Region.of(ALICE))).hasSize(8_500);
    }
  }

  @Test
  void anIndexThatCannotBeReadCostsTimeAndNoTruth() {
    FailingDisk disk = new FailingDisk(SimDisk.empty());
    Coordinate bob = Coordinate.of("room", "bob");
    try (Store store = StoreDisks.open(disk)) {
      store.append(Append.to(bob).key("first").event("Joined", "{}")).orThrow();
      StoreDisks.fill(store, ALICE, 500);
    }
    Store store = StoreDisks.open(disk);
    assertThat(store.statistics().indexRuns()).isPositive();
    disk.failing(
        (operation, path) -> operation == DiskOperation.READ_MAPPED && path.contains("/runs/"));
    assertThat(store.append(Append.to(bob).key("first").event("Joined", "{}")))
        .isInstanceOf(Outcome.Repeated.class);
    assertThat(StoreDisks.events(store, Region.of(bob))).hasSize(1);
    assertThat(store.last(ALICE).orElseThrow().version()).isEqualTo(new Version(499));
    assertThat(store.append(Append.to(bob).expectVersion(Version.FIRST).event("Left", "{}")))
        .isInstanceOf(Outcome.Appended.class);
    assertThat(store.statistics().indexGaps()).isPositive();
    disk.failing((_, _) -> false);
    store.close();
  }
}
