package dev.stele.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.ground.Disk;
import dev.stele.trial.SimEntropy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers beside the writer and the upkeep, on the disk of this machine. */
class PositionIndexConcurrencyTest {

  private static final int POSITIONS = 150_000;
  private static final int READERS = 3;

  /** How many positions are added, at most, for each time that a reader looks. */
  private static final int POSITIONS_PER_CHECK = 100;

  @TempDir private Path scratch;

  /** Behind the last position whose adding has returned. */
  private final AtomicLong published = new AtomicLong();

  /** How often readers have looked. */
  private final AtomicLong checks = new AtomicLong();

  /** Each position has 0, its number modulo 97 (mixed), and its number (mixed) as terms. */
  private static long[] terms(long position) {
    return new long[] {0, mixed(position % 97), mixed(1_000_000 + position)};
  }

  private static long mixed(long number) {
    return SimEntropy.of(number).nextLong();
  }

  @Test
  void readersSeeEverythingUpToWhatIsPublishedThroughRunsAndMerges() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(READERS + 1);
    IndexOptions options =
        IndexOptions.writer(Disk.system(), scratch.resolve("index"), 150_000, threads);
    try (PositionIndex index =
        PositionIndex.open(options, IndexModel.LINEAGE, 0, IndexModel::seal)) {
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        SimEntropy chance = SimEntropy.of(i);
        readers.add(threads.submit(() -> read(index, chance)));
      }
      for (long position = 0; position < POSITIONS; position++) {
        index.add(position, terms(position), 3, position, new byte[0]);
        published.set(position + 1);
        if (position % 64 == 0) {
          index.durable(position + 1);
          letThemLook(position, readers);
        }
      }
      for (Future<?> reader : readers) {
        join(reader);
      }
      index.durable(POSITIONS);
      index.flush();
      assertThat(index.coveredEnd()).isEqualTo(POSITIONS);
      assertThat(index.count(0)).isEqualTo(POSITIONS);
      assertThat(index.statistics().droppedTables()).isZero();
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(checks.get()).isGreaterThan(1000);
  }

  /** A machine that has no time for the readers would add everything before they look. */
  private void letThemLook(long position, List<Future<?>> readers) {
    while (checks.get() < position / POSITIONS_PER_CHECK
        && readers.stream().noneMatch(Future::isDone)) {
      Thread.onSpinWait();
    }
  }

  private static void join(Future<?> reader) throws Exception {
    try {
      reader.get();
    } catch (ExecutionException e) {
      throw new AssertionError("a reader failed: " + e.getCause(), e);
    }
  }

  private void read(PositionIndex index, SimEntropy chance) {
    long[] target = new long[200];
    long end = published.get();
    while (end < POSITIONS) {
      end = published.get();
      long from = Math.max(0, end - 1 - chance.below(200));
      int count = index.forward(0, from, end, target);
      assertThat(count).isEqualTo((int) (end - from));
      for (int i = 0; i < count; i++) {
        assertThat(target[i]).isEqualTo(from + i);
      }
      long seen = index.last(0, 0, Long.MAX_VALUE);
      assertThat(seen).isGreaterThanOrEqualTo(end - 1);
      if (end > 0) {
        long any = Long.remainderUnsigned(chance.nextLong(), end);
        assertThat(index.last(mixed(1_000_000 + any), 0, end)).isEqualTo(any);
        assertThat(index.locator(any)).isEqualTo(any);
        // Whoever is seen is seen with all its terms.
        long newest = Math.max(seen, 0);
        assertThat(index.last(mixed(1_000_000 + newest), 0, Long.MAX_VALUE)).isEqualTo(newest);
        long below = chance.below(97);
        long expected = end - 1 - Math.floorMod(end - 1 - below, 97L);
        int found = index.backward(mixed(below), 0, end, target);
        assertThat(found == 0 ? -1 : target[0]).isEqualTo(Math.max(-1, expected));
        assertThat(found).isEqualTo((int) Math.min(200, expected < 0 ? 0 : expected / 97 + 1));
        assertThat(index.count(mixed(below))).isGreaterThanOrEqualTo(found);
      }
      checks.incrementAndGet();
    }
  }
}
