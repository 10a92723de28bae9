package dev.stele.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stele.ground.Access;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import dev.stele.ground.DiskOperation;
import dev.stele.journal.Durability;
import dev.stele.journal.Journal;
import dev.stele.journal.JournalException;
import dev.stele.journal.NewEntry;
import dev.stele.journal.Position;
import dev.stele.trial.CrashImage;
import dev.stele.trial.Life;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimStep;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What was wrong once and was found by reading, not by the trials. */
class FoundByReadingTest {

  private static final Coordinate ALICE = Coordinate.of("room", "player:alice");

  private final SimDisk disk = SimDisk.empty();
  private final FailingDisk failing = new FailingDisk(disk);

  /**
   * The directory of the cursors was made, the sync of its parent failed, and the next saving found
   * the directory there and did not sync its parent again: a crash took both away, and with them a
   * place that had been saved.
   */
  @Test
  void aPlaceIsKeptThoughTheDirectoryOfTheFirstSavingWasNotSynced() throws Exception {
    try (Store store = StoreDisks.open(failing)) {
      StoreDisks.fill(store, ALICE, 3);
      StoreCursor cursor = store.cursor("mail", Region.of(ALICE)).orThrow();
      cursor.next(Duration.ZERO);
      failing.failing((operation, path) ->
          operation == DiskOperation.SYNC_DIRECTORY && !path.contains("cursors"));
      assertThatThrownBy(cursor::save).isInstanceOf(DiskException.Failed.class);
      failing.failing((_, _) -> false);
      cursor.save();
      // The simulated disk keeps a directory whose own contents were synced; not every one does.
      List<SimStep> steps = disk.steps();
      assertThat(steps.subList(indexOfMaking(steps), steps.size()))
          .anyMatch(step ->
              step.operation() == DiskOperation.SYNC_DIRECTORY
                  && step.path().equals(StoreDisks.DIRECTORY));
    }
  }

  private static int indexOfMaking(List<SimStep> steps) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).operation() == DiskOperation.CREATE_DIRECTORY
          && steps.get(i).path().endsWith("cursors")) {
        return i;
      }
    }
    throw new AssertionError("no directory was made for cursors: " + steps);
  }

  /**
   * A saving failed at its last sync, the process ended, and the next one read the new place from
   * the system's cache. It had nothing to add, so its own saving wrote nothing and returned; a
   * crash then brought the old place back.
   */
  @Test
  void aPlaceThatWasOnlyInTheCacheIsMadeDurableByTheNextSaving() throws Exception {
    try (Store store = StoreDisks.open(failing)) {
      StoreDisks.fill(store, ALICE, 3);
      StoreCursor cursor = store.cursor("mail", Region.of(ALICE)).orThrow();
      cursor.next(Duration.ZERO);
      cursor.save();
      cursor.next(Duration.ZERO);
      failing.failing((operation, path) ->
          operation == DiskOperation.SYNC_DIRECTORY && path.endsWith("cursors"));
      assertThatThrownBy(cursor::save).isInstanceOf(DiskException.Failed.class);
      failing.failing((_, _) -> false);
    }
    SimDisk next = disk.rerun(Life.honest());
    Position saved;
    try (Store store = StoreDisks.open(next);
        StoreCursor cursor = store.cursor("mail", Region.of(ALICE)).orThrow()) {
      cursor.save();
      saved = cursor.saved();
    }
    try (Store store = StoreDisks.open(next.restart(CrashImage.nothing()))) {
      assertThat(store.cursor("mail", Region.of(ALICE)).orThrow().saved()).isEqualTo(saved);
    }
  }

  /**
   * The index failed first, then the log, and closing spoke of the index alone, which the next
   * opening rebuilds: nobody was told that written events were lost.
   */
  @Test
  void closingTellsThatTheLogFailedThoughTheIndexFailedToo() {
    Store store = StoreDisks.open(failing);
    failing.failing((_, path) -> path.contains("/runs/"));
    StoreDisks.fill(store, ALICE, 500); // More than its memory holds: upkeep has failed.
    store.append(
        Append.to(ALICE).durability(Durability.WRITTEN).event(StoreDisks.event("only written")));
    failing.failing((operation, _) -> operation == DiskOperation.SYNC);
    Throwable failure = catchThrowable(store::close);
    assertThat(failure).isInstanceOf(JournalException.Poisoned.class);
    assertThat(failure.getSuppressed()).isNotEmpty();
  }

  /** An opening that failed behind its index left the runs of the index open for ever. */
  @Test
  void anOpeningThatFailsGivesEverythingBack() {
    try (Store store = StoreDisks.open(disk)) {
      StoreDisks.fill(store, ALICE, 500);
      assertThat(store.statistics().indexRuns()).isPositive();
    }
    try (Journal journal = Journal.open(StoreDisks.DIRECTORY, StoreDisks.options(disk).journal())) {
      journal.append(List.of(NewEntry.of(ByteBuffer.wrap(new byte[] {1})))).orThrow();
    }
    assertThatThrownBy(() -> StoreDisks.open(disk)).isInstanceOf(StoreException.Undecodable.class);
    assertThatThrownBy(() -> StoreFollower.open(StoreDisks.DIRECTORY, StoreDisks.options(disk)))
        .isInstanceOf(StoreException.Undecodable.class);
    disk.requireNoOpenHandles();
  }

  /**
   * A follower that could not read to the end had indexed the beginning, did not know it, and
   * indexed it again: each later reading failed, for the index takes a position once.
   */
  @Test
  void aFollowerGoesOnAfterAReadingThatFailed() {
    StoreOptions small = StoreDisks.options(failing, 8_192);
    try (Store store = StoreDisks.open(StoreDisks.options(disk, 8_192));
        StoreFollower follower = StoreFollower.open(StoreDisks.DIRECTORY, small)) {
      StoreDisks.fill(store, ALICE, 60);
      assertThat(disk.find(StoreDisks.DIRECTORY.resolve("segments/00000003.seg"))).isPresent();
      AtomicBoolean once = new AtomicBoolean(true);
      failing.failing((_, path) -> path.endsWith("00000003.seg") && once.getAndSet(false));
      assertThatThrownBy(() -> StoreDisks.texts(follower, Region.of(ALICE)))
          .isInstanceOf(DiskException.Failed.class);
      assertThatCode(() -> StoreDisks.texts(follower, Region.of(ALICE))).doesNotThrowAnyException();
      assertThat(StoreDisks.texts(follower, Region.of(ALICE))).hasSize(60);
    }
  }

  /** A gate that answers nothing at all let everything pass. */
  @Test
  void aGateThatAnswersNothingDenies() {
    StoreOptions options =
        StoreDisks.options(disk).gates(StoreOptions.Denials.FORGOTTEN, new SilentGate());
    try (Store store = StoreDisks.open(options)) {
      assertThat(store.append(Append.to(ALICE).event("A", "{}")))
          .isInstanceOfSatisfying(
              Outcome.Denied.class, denied -> assertThat(denied.code()).isEqualTo("gate-failed"));
      assertThat(StoreDisks.events(store, Region.all())).isEmpty();
    }
  }

  private static final class SilentGate implements Gate {
    @Override
    public String name() {
      return "silent";
    }

    @Override
    @SuppressWarnings("NullAway") // What a careless gate does.
    public Verdict judge(Append append) {
      return null;
    }
  }

  /** Below an entity that begins with a colon the index knew nothing. */
  @Test
  void whatIsBelowAnEntityThatBeginsWithAColonIsFound() {
    Coordinate top = Coordinate.of("room", ":order");
    try (Store store = StoreDisks.open(disk)) {
      StoreDisks.fill(store, ALICE, 50); // Enough that reading everything is dearer.
      store.append(Append.to(Coordinate.of("room", ":order:line")).event("A", "{}")).orThrow();
      assertThat(StoreDisks.events(store, Region.below(top))).hasSize(1);
    }
  }

  /**
   * A cursor whose store was closed could still save: into a directory that was free for another
   * process, and over the place that its cursor of the same name had reached.
   */
  @Test
  void aCursorOfAClosedStoreSavesNothing() throws Exception {
    StoreCursor late;
    try (Store store = StoreDisks.open(disk)) {
      StoreDisks.fill(store, ALICE, 3);
      late = store.cursor("mail", Region.of(ALICE)).orThrow();
      late.next(Duration.ZERO);
    }
    assertThatThrownBy(late::save).isInstanceOf(StoreException.Closed.class);
    late.close();
    try (Store store = StoreDisks.open(disk)) {
      assertThat(store.cursor("mail", Region.of(ALICE)).orThrow().saved())
          .isEqualTo(Position.FIRST);
    }
  }

  /** A cursor could be opened with other tags than its own, if they had quotes within. */
  @Test
  void regionsOfOtherTagsAreCalledOtherwise() {
    assertThat(Region.all().tagged("a' 'b").identity())
        .isNotEqualTo(Region.all().tagged("a", "b").identity());
    assertThat(Region.all().tagged("a").identity()).isEqualTo("everywhere, tags 'a'");
  }

  /**
   * A restart that ran out of memory was never tried again: each append was told for ever that the
   * writer was being restarted.
   */
  @Test
  void aRestartThatHadNoMemoryIsTriedAgain() {
    StoreOptions options =
        StoreDisks.options(failing)
            .restarts(new StoreOptions.RestartBudget(2, Duration.ofMinutes(1)));
    try (Store store = StoreDisks.open(options)) {
      StoreDisks.fill(store, ALICE, 3);
      failing.failing((operation, _) -> {
        if (operation == DiskOperation.LOCK) {
          throw new OutOfMemoryError("planned");
        }
        return operation == DiskOperation.SYNC;
      });
      assertThatThrownBy(() -> StoreDisks.fill(store, ALICE, 1))
          .isInstanceOf(StoreException.OutcomeUnknown.class);
      failing.failing((_, _) -> false);
      StoreDisks.fill(store, ALICE, 1);
      assertThat(StoreDisks.texts(store, Region.of(ALICE))).hasSizeBetween(4, 5);
    }
  }

  /** After a restart that failed, closing returned as if all that was only written were durable. */
  @Test
  void closingTellsThatTheWriterCouldNotBeRestarted() {
    Store store = StoreDisks.open(failing);
    store.append(Append.to(ALICE).durability(Durability.WRITTEN).event("A", "{}")).orThrow();
    failing.failing(
        (operation, _) -> operation == DiskOperation.SYNC || operation == DiskOperation.LOCK);
    assertThatThrownBy(store::sync).isInstanceOf(StoreException.OutcomeUnknown.class);
    assertThatThrownBy(store::close).isInstanceOf(StoreException.OutcomeUnknown.class);
    store.close();
    disk.requireNoOpenHandles();
  }

  /**
   * The writer was restarted between a write and the sync that was to make it durable. Where a
   * failed sync drops what it could not write, the event was gone, and the sync of the new writer
   * said that all was well.
   */
  @Test
  void whoSyncsIsToldThatWhatHadOnlyBeenWrittenIsGone() {
    StoreOptions once =
        StoreDisks.options(failing)
            .restarts(new StoreOptions.RestartBudget(1, Duration.ofMinutes(1)));
    try (Store store = StoreDisks.open(once)) {
      store.append(Append.to(ALICE).event(StoreDisks.event("kept"))).orThrow();
      long end = endOfFrames();
      store.append(Append.to(ALICE).durability(Durability.WRITTEN).event(StoreDisks.event("gone")));
      AtomicBoolean first = new AtomicBoolean(true);
      failing.failing((operation, path) -> {
        boolean isHit =
            operation == DiskOperation.SYNC && path.endsWith(".seg") && first.getAndSet(false);
        if (isHit) {
          dropFrom(end);
        }
        return isHit;
      });
      Append next = Append.to(ALICE).event(StoreDisks.event("unknown"));
      assertThatThrownBy(() -> store.append(next))
          .isInstanceOf(StoreException.OutcomeUnknown.class);
      assertThatThrownBy(store::sync).isInstanceOf(StoreException.OutcomeUnknown.class);
      assertThatCode(store::sync).doesNotThrowAnyException();
      assertThat(StoreDisks.texts(store, Region.all())).containsExactly("kept");
    }
  }

  private static final Path SEGMENT = StoreDisks.DIRECTORY.resolve("segments/00000001.seg");

  private long endOfFrames() {
    try (DiskFile file = disk.open(SEGMENT, Access.READ)) {
      ByteBuffer all = ByteBuffer.allocate((int) file.size());
      file.readFully(0, all);
      int end = all.capacity();
      while (all.get(end - 1) == 0) {
        end--;
      }
      return (end + 7) & ~7L; // Frames are padded with zeros.
    }
  }

  /** As a file system does that gives up the pages that it could not write. */
  private void dropFrom(long end) {
    try (DiskFile file = disk.open(SEGMENT, Access.READ_WRITE)) {
      file.write(end, ByteBuffer.allocate((int) (file.size() - end)));
    }
  }
}
