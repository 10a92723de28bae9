package dev.stele.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.trial.SimDisk;
import dev.stele.trial.SimEntropy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the index promises, one promise at a time. */
class PositionIndexTest {

  private static final byte[] NOTHING = {};

  private final SimDisk disk = SimDisk.empty();

  private static void flush(PositionIndex index) {
    index.durable(index.end());
    index.flush();
  }

  private static List<Long> all(PositionIndex index, long term) {
    return IndexModel.forward(index, term, 0, Long.MAX_VALUE, 7);
  }

  /** In a memory table, in one run, and in a run that was merged of several. */
  @Test
  void listsAreWholeAroundEachBoundaryOfTheirBlocks() {
    for (int count : List.of(1, 2, 3, 127, 128, 129, 255, 256, 257, 384, 385, 1000)) {
      SimDisk fresh = SimDisk.empty();
      try (PositionIndex index = IndexModel.writer(fresh, 1 << 24, 0)) {
        for (int i = 0; i < count; i++) {
          index.add(3L * i, new long[] {5}, 1, 1, NOTHING);
        }
        requireEverySeek(index, count);
        flush(index);
        requireEverySeek(index, count);
        // The last one spans as much as the first: all four are of one stretch.
        for (long position : List.of(3L * count, 3L * count + 1, 7L * count + 9)) {
          index.add(position, new long[] {6}, 1, 1, NOTHING);
          flush(index);
        }
        assertThat(index.statistics().runs()).isEqualTo(1);
        requireEverySeek(index, count);
      }
    }
  }

  /** Every place to begin, and every number wanted around it. */
  private static void requireEverySeek(PositionIndex index, int count) {
    long[] target = new long[130];
    for (int i = 0; i <= count; i++) {
      for (long from : List.of(3L * i - 1, 3L * i, 3L * i + 1)) {
        int first = (int) Math.max(0, (from + 2) / 3);
        int found = index.forward(5, from, Long.MAX_VALUE, target);
        assertThat(found).isEqualTo(Math.min(130, Math.max(0, count - first)));
        for (int k = 0; k < found; k++) {
          assertThat(target[k]).isEqualTo(3L * (first + k));
        }
        int before = index.backward(5, 0, from, target);
        int below = (int) Math.min(count, Math.max(0, (from + 2) / 3));
        assertThat(before).isEqualTo(Math.min(130, below));
        for (int k = 0; k < before; k++) {
          assertThat(target[k]).isEqualTo(3L * (below - 1 - k));
        }
      }
    }
    assertThat(index.count(5)).isEqualTo(count);
  }

  @Test
  void aListThatIsMergedAcrossSeamsOfItsBlocksIsWhole() {
    try (PositionIndex index = IndexModel.writer(disk, 1 << 24, 0)) {
      List<Long> expected = new ArrayList<>();
      for (int run : List.of(100, 1, 26, 501)) {
        for (int i = 0; i < run; i++) {
          expected.add(index.end());
          index.add(index.end(), new long[] {9}, 1, 1, NOTHING);
        }
        flush(index);
      }
      assertThat(index.statistics().runs()).isEqualTo(1);
      assertThat(all(index, 9)).isEqualTo(expected);
      assertThat(index.count(9)).isEqualTo(628);
      assertThat(disk.list(IndexModel.DIRECTORY)).hasSize(1);
    }
  }

  @Test
  void aTermTwiceInOnePositionCountsOnce() {
    try (PositionIndex index = IndexModel.writer(disk, 1 << 20, 0)) {
      index.add(4, new long[] {7, 0, 7, -1, 0, -1, 7}, 7, 1, NOTHING);
      assertThat(index.count(7)).isEqualTo(1);
      flush(index);
      for (long term : List.of(7L, 0L, -1L)) {
        assertThat(index.count(term)).isEqualTo(1);
        assertThat(all(index, term)).containsExactly(4L);
      }
    }
  }

  @Test
  void aPositionWithoutTermsIsARun() {
    try (PositionIndex index = IndexModel.writer(disk, 1 << 20, 0)) {
      index.add(0, new long[] {1}, 0, 6, NOTHING);
      flush(index);
      assertThat(index.statistics().runs()).isEqualTo(1);
      assertThat(index.locator(0)).isEqualTo(6);
      assertThat(index.locator(1)).isEqualTo(-1);
      assertThat(all(index, 1)).isEmpty();
      index.flush();
      assertThat(index.statistics().runs()).isEqualTo(1);
    }
  }

  @Test
  void anEmptyIndexAnswersAndMakesNoRun() {
    try (PositionIndex index = IndexModel.writer(disk, 1 << 20, 0)) {
      flush(index);
      assertThat(all(index, 0)).isEmpty();
      assertThat(index.last(0, 0, 9)).isEqualTo(-1);
      assertThat(index.statistics()).isEqualTo(new IndexStatistics(0, 0, 0, 0, 0, 0, 0, 0));
    }
    assertThat(disk.list(IndexModel.DIRECTORY)).isEmpty();
  }

  @Test
  void aRangeThatIsNoneHasNothing() {
    try (PositionIndex index = IndexModel.writer(disk, 1 << 20, 0)) {
      index.add(3, new long[] {1}, 1, 1, NOTHING);
      for (int i = 0; i < 2; i++) {
        assertThat(index.forward(1, 5, 2, new long[3])).isZero();
        assertThat(index.backward(1, 5, 2, new long[3])).isZero();
        assertThat(index.forward(1, Long.MAX_VALUE, Long.MIN_VALUE, new long[3])).isZero();
        assertThat(index.forward(1, 3, 3, new long[3])).isZero();
        assertThat(index.forward(1, Long.MIN_VALUE, Long.MAX_VALUE, new long[0])).isZero();
        assertThat(index.backward(1, Long.MIN_VALUE, Long.MAX_VALUE, new long[0])).isZero();
        assertThat(index.last(1, Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(3);
        flush(index);
      }
    }
  }

  @Test
  void positionsFarUpTheLogAreFound() {
    long far = Long.MAX_VALUE - 2000;
    IndexOptions options = IndexOptions.writer(disk, IndexModel.DIRECTORY, 1 << 20, Runnable::run);
    try (PositionIndex index =
        PositionIndex.open(options, IndexModel.LINEAGE, 0, IndexModel::seal)) {
      assertThatThrownBy(() -> index.add(far, new long[] {1}, 1, 1, NOTHING))
          .hasMessageContaining("must be within 2^31 of 0");
      assertThat(index.end()).isZero();
    }
    MemoryTable table = new MemoryTable(far, 1);
    for (int i = 0; i < 1999; i++) {
      table.add(far + i, new long[] {i % 3}, 1, Long.MAX_VALUE - i, NOTHING);
    }
    long[] found = new long[700];
    assertThat(table.forward(2, new Range(0, Long.MAX_VALUE), found, 0)).isEqualTo(666);
    assertThat(found[665]).isEqualTo(far + 1997);
    assertThat(table.backward(2, new Range(far + 5, Long.MAX_VALUE), found, 0)).isEqualTo(665);
    assertThat(table.locator(far + 1998)).isEqualTo(Long.MAX_VALUE - 1998);
  }

  @Test
  void aLongGapCostsLittleMemory() {
    MemoryTable table = new MemoryTable(0, 1);
    table.add(0, new long[] {1}, 1, 1, NOTHING);
    table.add(1 << 30, new long[] {1}, 1, 2, NOTHING);
    assertThat(table.locator(1 << 29)).isEqualTo(-1);
    assertThat(table.locator(1 << 30)).isEqualTo(2);
    assertThat(table.attachment(1 << 29)).isNull();
  }

  @Test
  void mistakesAreRefusedAndChangeNothing() {
    try (PositionIndex index = IndexModel.writer(disk, 1 << 20, 0)) {
      index.add(5, new long[] {1}, 1, 1, NOTHING);
      assertThatThrownBy(() -> index.add(5, new long[] {1}, 1, 1, NOTHING))
          .hasMessage("position must be >= 6 and below 2^63 - 1, got: 5");
      assertThatThrownBy(() -> index.add(6, new long[] {1}, 1, -1, NOTHING))
          .hasMessage("locator must be >= 0, got: -1");
      assertThatThrownBy(() -> index.add(6, new long[] {1}, 2, 1, NOTHING))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThat(index.end()).isEqualTo(6);
      assertThat(index.count(1)).isEqualTo(1);
    }
    assertThatThrownBy(() -> IndexOptions.follower(disk, Path.of("/x"), 0))
        .hasMessage("memory must be >= 1 byte, got: 0");
    assertThatThrownBy(() -> new Gap(3, 3)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aClosedIndexSaysSo() {
    PositionIndex index = IndexModel.writer(disk, 1 << 20, 0);
    index.add(0, new long[] {1}, 1, 1, NOTHING);
    flush(index);
    index.close();
    index.close();
    assertThatThrownBy(() -> index.count(1)).isInstanceOf(IndexException.Closed.class);
    assertThatThrownBy(() -> index.add(1, new long[] {1}, 1, 1, NOTHING))
        .hasMessage("index must be open: '/index'");
    assertThatThrownBy(index::flush).isInstanceOf(IndexException.Closed.class);
  }

  @Test
  void memoryIsBoundedAndRisesAgainAfterAReopening() {
    IndexModel model = new IndexModel();
    SimEntropy chance = SimEntropy.of(3);
    try (PositionIndex index = IndexModel.writer(disk, 20_000, 0)) {
      for (int i = 0; i < 200; i++) {
        model.appendMany(20, chance);
        model.feed(index);
        index.durable(model.end());
        assertThat(index.statistics().memoryBytes()).isLessThan(30_000);
      }
      assertThat(index.memoryStart()).isEqualTo(index.coveredEnd()).isGreaterThan(3000);
      IndexStatistics statistics = index.statistics();
      assertThat(statistics.runs()).isLessThan(12);
      // A bit for each 4 KiB, in whole words, is all that runs hold in the heap.
      assertThat(statistics.verifiedBytes())
          .isBetween(
              8L * statistics.runs(), statistics.diskBytes() / 32768 + 8L * statistics.runs());
      index.flush();
    }
    try (PositionIndex index = IndexModel.writer(disk, 20_000, model.end())) {
      assertThat(index.end()).isEqualTo(model.end());
      model.checkAll(index, chance);
      assertThat(index.attachment(3)).isEmpty();
    }
  }

  @Test
  void nothingThatIsNotDurableBecomesARun() {
    IndexModel model = new IndexModel();
    model.appendMany(3000, SimEntropy.of(4));
    try (PositionIndex index = IndexModel.writer(disk, 5_000, 0)) {
      model.feed(index);
      assertThat(index.coveredEnd()).isZero();
      index.durable(2000);
      index.flush();
      assertThat(index.coveredEnd()).isBetween(1500L, 2000L);
      model.checkAll(index, SimEntropy.of(5));
    }
  }

  @Test
  void aDirectoryThatWasDeletedIsBuiltAnew() {
    IndexModel model = new IndexModel();
    model.appendMany(2000, SimEntropy.of(6));
    SimDisk other = SimDisk.empty();
    for (SimDisk each : List.of(disk, other)) {
      try (PositionIndex index = IndexModel.writer(each, 10_000, model.end())) {
        assertThat(index.end()).isZero();
        model.feed(index);
        flush(index);
        model.checkAll(index, SimEntropy.of(7));
      }
    }
    assertThat(content(other)).isEqualTo(content(disk));
  }

  /** The names are enough: each run's pages are checksummed. */
  private static List<Path> content(SimDisk disk) {
    return disk.list(IndexModel.DIRECTORY);
  }

  @Test
  void aRunOfAnotherLogOrStateCountsAsAbsent() {
    try (PositionIndex index = IndexModel.writer(disk, 1 << 20, 0)) {
      LongStream.range(0, 50).forEach(i -> index.add(i, new long[] {i}, 1, i, NOTHING));
      flush(index);
    }
    IndexOptions reading = IndexOptions.follower(disk, IndexModel.DIRECTORY, 1 << 20);
    UUID lineage = IndexModel.LINEAGE;
    assertThat(coveredEnd(reading, lineage, 50, IndexModel::seal)).isEqualTo(50);
    assertThat(coveredEnd(reading, new UUID(11, 13), 50, IndexModel::seal)).isZero();
    assertThat(coveredEnd(reading, lineage, 49, IndexModel::seal)).isZero();
    assertThat(coveredEnd(reading, lineage, 50, end -> IndexModel.seal(end + 1))).isZero();
    assertThatThrownBy(() -> coveredEnd(reading, lineage, 50, _ -> new byte[31]))
        .hasMessage("seal must be 32 bytes, got: 31");
    disk.requireNoOpenHandles();
    Path run = disk.list(IndexModel.DIRECTORY).getFirst();
    disk.rename(run, IndexModel.DIRECTORY.resolve("00000000000000000000-00000000000000000049.run"));
    assertThat(coveredEnd(reading, lineage, 50, IndexModel::seal)).isZero();
  }

  private static long coveredEnd(
      IndexOptions options, UUID lineage, long durableEnd, SealSource seals) {
    try (PositionIndex index = PositionIndex.open(options, lineage, durableEnd, seals)) {
      return index.coveredEnd();
    }
  }

  @Test
  void aWriterRemovesStraysAndAFollowerTouchesNothing() {
    disk.createDirectory(IndexModel.DIRECTORY);
    for (String name : List.of("1.run", "x.run.new", "notes.txt")) {
      disk.create(IndexModel.DIRECTORY.resolve(name)).close();
    }
    IndexModel.follower(disk, 1 << 20, 0).close();
    assertThat(disk.list(IndexModel.DIRECTORY)).hasSize(3);
    IndexModel.writer(disk, 1 << 20, 0).close();
    assertThat(disk.list(IndexModel.DIRECTORY))
        .containsExactly(IndexModel.DIRECTORY.resolve("notes.txt"));
  }

  @Test
  void aFollowersTableThatRunsCoverInPartAnswersFromBehindThem() {
    IndexModel model = new IndexModel();
    model.appendMany(400, SimEntropy.of(10));
    try (PositionIndex writer = IndexModel.writer(disk, 15_000, 0);
        PositionIndex follower = IndexModel.follower(disk, 1 << 20, 0)) {
      model.feed(writer);
      writer.durable(model.end());
      model.feed(follower);
      follower.durable(model.end());
      follower.refresh();
      assertThat(follower.coveredEnd()).isEqualTo(writer.coveredEnd());
      assertThat(follower.memoryStart()).isBetween(100L, model.end() - 1);
      model.checkAll(follower, SimEntropy.of(11));
    }
  }

  @Test
  void theFilterPassesFewThatAreNotThere() {
    byte[][] blocks = new byte[(int) RunFormat.filterBlocks(100_000)][RunFormat.FILTER_BLOCK];
    SimEntropy chance = SimEntropy.of(8);
    for (int i = 0; i < 100_000; i++) {
      long term = chance.nextLong();
      RunFormat.addTo(blocks[(int) RunFormat.filterBlock(term, blocks.length)], term);
    }
    int passed = 0;
    for (int i = 0; i < 100_000; i++) {
      long term = chance.nextLong();
      byte[] block = blocks[(int) RunFormat.filterBlock(term, blocks.length)];
      passed += RunFormat.mayContain(block, term) ? 1 : 0;
    }
    assertThat(passed).isBetween(300, 1500);
  }

  /** Written by hand after the tables of docs/format.md. */
  @Test
  void aRunIsWhatTheFormatSays() {
    try (PositionIndex index = IndexModel.writer(disk, 1 << 20, 0)) {
      index.add(0, new long[] {0x77}, 1, 21, NOTHING);
      index.add(2, new long[] {-3, 0x77}, 2, 22, NOTHING);
      flush(index);
    }
    Path file = disk.list(IndexModel.DIRECTORY).getFirst();
    assertThat(file.getFileName()).hasToString("00000000000000000000-00000000000000000003.run");
    ByteBuffer bytes = RunBytes.read(disk, file);
    assertThat(bytes.capacity()).isEqualTo(8 * 4096);
    assertThat(bytes.getLong(8)).isEqualTo(0x4E5552454C455453L);
    assertThat(longs(bytes, 32, 2)).containsExactly(0L, 3L);
    assertThat(longs(bytes, 80, 4)).containsExactly(2L, 3L, 24L, 1L);
    assertThat(longs(bytes, 4096, 3)).containsExactly(21L, -1L, 22L);
    assertThat(longs(bytes, 2 * 4096, 2)).containsExactly(0L, 2L);
    assertThat(longs(bytes, 4 * 4096, 4)).containsExactly(0x77L, ~0L, -3L, 2L);
    assertThat(longs(bytes, 5 * 4096, 3)).containsExactly(2L, 0L, 0L);
    assertThat(bytes.get(6 * 4096)).isEqualTo((byte) 2);
  }

  private static List<Long> longs(ByteBuffer bytes, int at, int count) {
    List<Long> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      found.add(bytes.getLong(at + i * Long.BYTES));
    }
    return found;
  }
}
