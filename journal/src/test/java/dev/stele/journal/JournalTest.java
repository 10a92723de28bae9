package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.ground.Clock;
import dev.stele.ground.Entropy;
import dev.stele.trial.CrashImage;
import dev.stele.trial.Effect;
import dev.stele.trial.Fault;
import dev.stele.trial.Life;
import dev.stele.trial.Rot;
import dev.stele.trial.SimDisk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal on the disk of this machine. */
class JournalTest {

  @TempDir private Path root;

  private volatile boolean woken;

  @Test
  void whatWasAppendedIsReadBackAfterReopening() {
    try (Journal journal = open()) {
      assertThat(journal.recovery().isNew()).isTrue();
      Appended.Done done = append(journal, "a", "b");
      assertThat(done).isEqualTo(new Appended.Done(new Position(1), 2, 1, done.leaves()));
      assertThat(append(journal, "c").first()).isEqualTo(new Position(3));
      assertThat(texts(journal)).containsExactly("a", "b", "c");
    }
    try (Journal journal = open()) {
      assertThat(journal.recovery()).isEqualTo(new RecoveryReport(false, 0, 0, 0, 0, 2));
      assertThat(texts(journal)).containsExactly("a", "b", "c");
      assertThat(append(journal, "d").epoch()).isEqualTo(2);
    }
  }

  @Test
  void aJournalHasOneWriter() {
    try (Journal journal = open()) {
      assertThatThrownBy(this::open).isInstanceOf(JournalException.Locked.class);
      append(journal, "a");
    }
  }

  @Test
  void aBatchOverTheLimitIsRefusedAndNothingIsWritten() {
    try (Journal journal = open()) {
      NewEntry large = NewEntry.of(ByteBuffer.allocate(JournalOptions.FRAME_BYTES_MAX));
      assertThat(journal.append(List.of(large))).isInstanceOf(Appended.TooLarge.class);
      assertThatThrownBy(() -> journal.append(List.of()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(append(journal, "a").first()).isEqualTo(new Position(1));
    }
  }

  @Test
  void callersAtOnceShareSyncsAndEachGetsItsOwnPlace() throws Exception {
    int callers = 64;
    int each = 20;
    try (Journal journal = open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Long>>> all = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        String name = "caller " + caller + " ";
        all.add(
            threads.submit(() -> {
              List<Long> positions = new ArrayList<>();
              for (int i = 0; i < each; i++) {
                positions.add(append(journal, name + i).first().value());
              }
              return positions;
            }));
      }
      List<Long> positions = new ArrayList<>();
      for (Future<List<Long>> one : all) {
        assertThat(one.get()).isSorted();
        positions.addAll(one.get());
      }
      assertThat(positions).doesNotHaveDuplicates().hasSize(callers * each);
      assertThat(texts(journal)).hasSize(callers * each).doesNotHaveDuplicates();
    }
  }

  @Test
  void aJournalIsClosedByAnotherThreadThanTheOneThatOpenedIt() throws Exception {
    // Once, the one who closed waited for a request that woke the one who had opened.
    Journal journal = open();
    Thread closer = Thread.ofPlatform().start(journal::close);
    closer.join();
    assertThatThrownBy(journal::head).isInstanceOf(JournalException.Closed.class);
  }

  @Test
  void aClosedJournalRefuses() {
    Journal journal = open();
    journal.close();
    journal.close();
    assertThatThrownBy(() -> append(journal, "a")).isInstanceOf(JournalException.Closed.class);
    assertThatThrownBy(() -> journal.read(Position.FIRST))
        .isInstanceOf(JournalException.Closed.class);
  }

  @Test
  void rotBeforeWhatIsKnownDurableIsDamage() {
    SimDisk disk = SimDisk.empty();
    Path directory = Path.of("/journal");
    JournalOptions options = JournalOptions.standard();
    Journal journal = Journal.open(directory, options.on(disk));
    append(journal, "first");
    append(journal, "second");
    append(journal, "third");
    // The frame of "first" lies behind the one of the epoch; "third" knows that it was durable.
    Rot rot = new Rot("/journal/segments/00000001.seg", 4096 + 104 + 70, 0x01);
    Life rotten = new Life(List.of(rot), List.of(), Optional.empty());
    SimDisk left = disk.restart(CrashImage.nothing(), rotten);
    assertThatThrownBy(() -> Journal.open(directory, options.on(left)))
        .isInstanceOf(JournalException.Damaged.class)
        .hasMessageContaining("'/journal/segments/00000001.seg' at byte 4200");
    left.requireNoOpenHandles();
    journal.close();
  }

  @Test
  void aFullDiskRefusesAndTheJournalGoesOn() {
    SimDisk disk = SimDisk.ofCapacity(20_000);
    JournalOptions options =
        new JournalOptions(1 << 20, 512, disk, Clock.system(), Entropy.system());
    try (Journal journal = Journal.open(Path.of("/journal"), options)) {
      NewEntry large = NewEntry.of(ByteBuffer.allocate(30_000));
      assertThat(journal.append(List.of(large))).isEqualTo(new Appended.NoRoom());
      append(journal, "small");
      assertThat(texts(journal)).containsExactly("small");
    }
  }

  @Test
  void aFailedSyncPoisonsAndReopeningRecovers() {
    long sync = syncOfFirstAppend();
    SimDisk disk = SimDisk.empty(Life.with(Fault.once(sync, Effect.FORGET)));
    Path directory = Path.of("/journal");
    JournalOptions options = JournalOptions.standard().on(disk);
    Journal journal = Journal.open(directory, options);
    assertThatThrownBy(() -> append(journal, "a"))
        .isInstanceOf(JournalException.OutcomeUnknown.class);
    assertThatThrownBy(() -> append(journal, "b")).isInstanceOf(JournalException.Poisoned.class);
    assertThat(texts(journal)).isEmpty();
    assertThatThrownBy(journal::close).isInstanceOf(JournalException.Poisoned.class);
    try (Journal again = Journal.open(directory, options)) {
      // The system's cache still shows it; recovery has made it last before it is shown.
      assertThat(again.recovery().entriesRewritten()).isEqualTo(1);
      assertThat(texts(again)).containsExactly("a");
    }
    JournalOptions after = options.on(disk.restart(CrashImage.nothing()));
    try (Journal again = Journal.open(directory, after)) {
      assertThat(texts(again)).containsExactly("a");
    }
  }

  private static long syncOfFirstAppend() {
    SimDisk disk = SimDisk.empty();
    try (Journal journal = Journal.open(Path.of("/journal"), JournalOptions.standard().on(disk))) {
      append(journal, "a");
      return disk.operationCount() - 1; // The head is written after it.
    }
  }

  @Test
  void entriesThatWereReadStayWhatTheyAre() {
    // Once, a reader's window was read over while the entries that it had given away lay in it.
    List<String> expected = new ArrayList<>();
    try (Journal journal = open()) {
      for (int i = 0; i < 3000; i++) {
        expected.add("entry " + i + " " + "x".repeat(2_000)); // Many times what is read at once.
      }
      for (int i = 0; i < 3000; i += 100) {
        append(journal, expected.subList(i, i + 100).toArray(String[]::new));
      }
    }
    try (Journal journal = open();
        Entries entries = journal.read(Position.FIRST)) {
      List<Entry> all = new ArrayList<>();
      entries.forEachRemaining(all::add);
      List<String> found = all.subList(1, all.size()).stream().map(JournalTest::text).toList();
      assertThat(found.subList(0, expected.size())).isEqualTo(expected);
    }
  }

  /** The text, or what is wrong with an entry whose bytes have changed. */
  private static String text(Entry entry) {
    try {
      return StandardCharsets.UTF_8.decode(entry.payload()).toString();
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  @Test
  void whoWaitsIsWokenByTheAppend() throws Exception {
    try (Journal journal = open()) {
      Thread waiter =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  woken = journal.awaitDurable(new Position(1), Duration.ofDays(1));
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      append(journal, "a");
      waiter.join();
      assertThat(woken).isTrue();
      assertThat(journal.awaitDurable(new Position(2), Duration.ZERO)).isFalse();
    }
  }

  @Test
  void anInterruptedCallerFinishesAndStaysInterrupted() {
    try (Journal journal = open()) {
      Thread.currentThread().interrupt();
      append(journal, "a");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(texts(journal)).containsExactly("a");
    }
  }

  private Journal open() {
    return Journal.open(root.resolve("journal"), JournalOptions.standard());
  }

  private static Appended.Done append(Journal journal, String... texts) {
    return journal.append(List.of(texts).stream().map(JournalScenario::entry).toList()).orThrow();
  }

  private static List<String> texts(Journal journal) {
    List<String> texts = new ArrayList<>();
    try (Entries entries = journal.read(Position.FIRST)) {
      while (entries.hasNext()) {
        Entry entry = entries.next();
        if (entry.kind() == Entry.Kind.DATA) {
          texts.add(StandardCharsets.UTF_8.decode(entry.payload()).toString());
        }
      }
    }
    return texts;
  }
}
