package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.ground.Clock;
import dev.stele.ground.Entropy;
import dev.stele.trial.SimDisk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Batches that are made when their turn has come, and single entries that are read again. */
class LateBatchTest {

  private static final Path DIRECTORY = Path.of("/journal");

  private final SimDisk disk = SimDisk.empty();
  private final List<String> calls = new ArrayList<>();
  private final List<Long> locators = new ArrayList<>();

  private JournalOptions options() {
    return new JournalOptions(8_192, 512, disk, Clock.system(), Entropy.system());
  }

  /** Remembers what it was called with. */
  private final class Recording implements BatchSource {
    private final BiFunction<Position, Long, List<NewEntry>> maker;

    Recording(BiFunction<Position, Long, List<NewEntry>> maker) {
      this.maker = maker;
    }

    @Override
    public List<NewEntry> make(Position first, long epoch) {
      calls.add("make " + first + " in " + epoch);
      return maker.apply(first, epoch);
    }

    @Override
    public void placed(Placement placement) {
      calls.add("placed " + placement.first() + ", durable " + placement.durableEnd());
      for (long locator : placement.locators()) {
        locators.add(locator);
      }
    }
  }

  private static NewEntry entry(String text) {
    return NewEntry.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(Entry entry) {
    return StandardCharsets.UTF_8.decode(entry.payload()).toString();
  }

  /** What a caller gets, whatever it is. */
  private static String textAt(Journal journal, long position, long locator) {
    try {
      return text(journal.entry(new Position(position), locator));
    } catch (RuntimeException e) {
      return "failed: " + e;
    }
  }

  @Test
  void aBatchIsMadeWithItsPositionAndToldItsPlaceBeforeTheNextOne() {
    try (Journal journal = Journal.open(DIRECTORY, options())) {
      BatchSource two =
          new Recording((first, epoch) -> List.of(entry("at " + first), entry("in " + epoch)));
      Appended.Done done = journal.append(two, Durability.SYNCED).orThrow();
      assertThat(done.first()).isEqualTo(new Position(1));
      assertThat(done.entryCount()).isEqualTo(2);
      journal.append(two, Durability.WRITTEN);
      assertThat(journal.written()).isEqualTo(new Position(5));
      assertThat(journal.head()).isEqualTo(new Position(3));
      journal.sync();
      assertThat(calls)
          .containsExactly(
              "make 1 in 1", "placed 1, durable 1", "make 3 in 1", "placed 3, durable 3");
      assertThat(text(journal.entry(new Position(3), locators.get(2)))).isEqualTo("at 3");
      try (Entries entries = journal.read(new Position(1))) {
        MerkleHasher hasher = MerkleHasher.create();
        assertThat(done.leaves())
            .containsExactly(entries.next().leaf(hasher), entries.next().leaf(hasher));
      }
    }
  }

  @Test
  void aBatchOfNoEntriesWritesNothingAndWaitsForWhatIsBeforeIt() {
    try (Journal journal = Journal.open(DIRECTORY, options())) {
      journal.append(List.of(entry("a")), Durability.WRITTEN);
      assertThat(journal.head()).isEqualTo(new Position(1));
      Appended.Done done =
          journal.append(new Recording((_, _) -> List.of()), Durability.SYNCED).orThrow();
      assertThat(done.entryCount()).isZero();
      assertThat(journal.head()).isEqualTo(new Position(2));
      assertThat(calls).containsExactly("make 2 in 1");
    }
  }

  @Test
  void whatThrowsWhileABatchIsMadeReachesItsCallerAloneAndNothingIsWritten() {
    try (Journal journal = Journal.open(DIRECTORY, options())) {
      BatchSource broken =
          new Recording((_, _) -> {
            throw new UnsupportedOperationException("broken");
          });
      assertThatThrownBy(() -> journal.append(broken, Durability.SYNCED)).hasMessage("broken");
      assertThat(journal.append(List.of(entry("a"))).orThrow().first()).isEqualTo(new Position(1));
      assertThat(calls).containsExactly("make 1 in 1");
    }
  }

  @Test
  void aBatchThatComesOutTooLargeIsRefusedAndToldNoPlace() {
    try (Journal journal = Journal.open(DIRECTORY, options())) {
      BatchSource large = new Recording((_, _) -> List.of(NewEntry.of(ByteBuffer.allocate(9_000))));
      assertThat(journal.append(large, Durability.SYNCED)).isInstanceOf(Appended.TooLarge.class);
      assertThat(calls).containsExactly("make 1 in 1");
      assertThat(journal.append(List.of(entry("a"))).orThrow().first()).isEqualTo(new Position(1));
    }
  }

  @Test
  void eachEntryIsReadAgainWhereItsLocatorSaysInSealedSegmentsAndInTheActiveOne() {
    List<Long> fromReading = new ArrayList<>();
    try (Journal journal = Journal.open(DIRECTORY, options())) {
      for (int i = 0; i < 200; i++) {
        String text = "entry " + i + " " + "x".repeat(i);
        journal.append(new Recording((_, _) -> List.of(entry(text))), Durability.SYNCED);
      }
    }
    try (Journal journal = Journal.open(DIRECTORY, options())) {
      try (Entries entries = journal.read(new Position(1))) {
        for (int i = 0; i < 200; i++) {
          fromReading.add(entries.next().locator());
        }
      }
      assertThat(fromReading).isEqualTo(locators);
      assertThat(locators.getLast() >>> 32).isGreaterThan(3);
      for (int i = 0; i < 200; i++) {
        Entry found = journal.entry(new Position(i + 1), locators.get(i));
        assertThat(text(found)).startsWith("entry " + i + " ");
        assertThat(found.locator()).isEqualTo(locators.get(i));
      }
    }
    try (JournalFollower follower = JournalFollower.open(DIRECTORY, options())) {
      assertThat(text(follower.entry(new Position(200), locators.get(199))))
          .startsWith("entry 199");
    }
  }

  /**
   * The active segment was mapped for one entry, then grew, and the same entry was read again with
   * some bytes behind it, as far as the segment reached by then: beyond the end of the mapping.
   */
  @Test
  void anEntryIsReadAgainAfterItsSegmentHasGrownBeyondItsMapping() {
    try (Journal journal = Journal.open(DIRECTORY, options())) {
      journal.append(new Recording((_, _) -> List.of(entry("first"))), Durability.SYNCED);
    }
    try (Journal journal = Journal.open(DIRECTORY, options())) {
      for (int i = 0; i < 20; i++) {
        assertThat(textAt(journal, 1, locators.getFirst())).isEqualTo("first");
        journal.append(List.of(entry("x".repeat(100))));
      }
    }
  }

  @Test
  void aLocatorThatFitsNoLongerCostsASearch() {
    try (Journal journal = Journal.open(DIRECTORY, options())) {
      for (int i = 0; i < 100; i++) {
        journal.append(List.of(entry("entry " + i + " " + "x".repeat(100))));
      }
    }
    try (Journal journal = Journal.open(DIRECTORY, options())) {
      for (long wrong : new long[] {0, -1, 1L << 32, (1L << 32) + 513, 0x1_FFFF_FFFFL, 77L << 32}) {
        for (int i = 0; i < 100; i += 7) {
          assertThat(textAt(journal, i + 1, wrong)).startsWith("entry " + i + " ");
        }
      }
      Position head = journal.head();
      assertThatThrownBy(() -> journal.entry(head, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("position must be < 102, got: 102");
    }
  }
}
