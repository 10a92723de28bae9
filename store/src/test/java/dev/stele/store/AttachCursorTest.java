package dev.stele.store;

import static dev.stele.store.StoreDisks.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.attach.Cursor;
import dev.stele.attach.Resumption;
import dev.stele.ground.Clock;
import dev.stele.journal.JournalOptions;
import dev.stele.journal.JournalSalvage;
import dev.stele.journal.SalvageReport;
import dev.stele.trial.CrashImage;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimEntropy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Cursors that an attach to a store goes on at, and those at which it must not. */
class AttachCursorTest {

  private static final Coordinate ALICE = Coordinate.of("room:dungeon", "player:alice");
  private static final Coordinate BOB = Coordinate.of("room:dungeon", "player:bob");

  private final SimDisk disk = SimDisk.empty();

  private StoreOptions options() {
    return StoreDisks.options(disk, Clock.system());
  }

  private Store open() {
    return StoreDisks.open(options());
  }

  @Test
  void aCursorGoesOnInTheNextLifeOfTheStore() throws Exception {
    Cursor cursor;
    List<String> seen = new ArrayList<>();
    try (Store store = open();
        Attached first = Attached.to(store.attach(Region.of(ALICE)))) {
      say(store, ALICE, "a", "b", "c");
      first.upTo(2);
      seen.addAll(first.texts());
      cursor = Cursor.parse(first.live.cursor().orElseThrow().toString()).orElseThrow();
    }
    try (Store store = open()) {
      say(store, BOB, "not of it");
      say(store, ALICE, "d");
      try (Attached next = Attached.to(store.attach(Region.of(ALICE), cursor).orThrow())) {
        say(store, ALICE, "e");
        seen.addAll(next.upTo(3).texts());
      }
    }
    assertThat(seen).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void aCursorOfAnotherLineageIsRefused() {
    try (Store store = open()) {
      Cursor other = new Cursor(new UUID(8, 9), 0);
      assertThat(store.attach(Region.all(), other))
          .isEqualTo(new Resumption.Foreign<Event>(other, store.lineage()));
    }
  }

  /** What a salvage leaves is another history, even where it has the same events. */
  @Test
  void aCursorFromBeforeASalvageIsRefused() {
    Path saved = Path.of("/saved");
    Cursor cursor;
    try (Store store = open()) {
      say(store, ALICE, "a");
      cursor = new Cursor(store.lineage(), store.head().value());
    }
    JournalOptions other = new JournalOptions(1 << 16, 512, disk, Clock.system(), SimEntropy.of(8));
    SalvageReport report = JournalSalvage.salvage(StoreDisks.DIRECTORY, saved, other);
    try (Store after = Store.open(saved, options(), Runnable::run)) {
      assertThat(after.attach(Region.all(), cursor))
          .isEqualTo(new Resumption.Foreign<Event>(cursor, report.lineage()));
      assertThat(StoreDisks.texts(after, Region.all())).containsExactly("a");
    }
  }

  /** A directory that was set back to an older copy has the same lineage, and other events. */
  @Test
  void aCursorAheadOfAStoreThatLostItsTailIsRefused() {
    try (Store store = open()) {
      say(store, ALICE, "a");
    }
    SimDisk copy = disk.restart(CrashImage.nothing());
    Cursor cursor;
    try (Store store = open()) {
      StoreDisks.fill(store, ALICE, 5);
      cursor = new Cursor(store.lineage(), store.head().value());
      assertThat(store.attach(Region.all(), cursor)).isInstanceOf(Resumption.Resumed.class);
    }
    try (Store older = StoreDisks.open(copy)) {
      assertThat(older.attach(Region.all(), cursor))
          .isEqualTo(new Resumption.Ahead<Event>(cursor, older.head().value()));
    }
  }
}
