package dev.stele.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.ground.Disk;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskOperation;
import dev.stele.ground.ForwardingDisk;
import dev.stele.index.IndexOptions;
import dev.stele.index.PositionIndex;
import dev.stele.trial.SimDisk;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Candidates while the index below them changes. */
class CandidatesTest {

  private static final long WANTED = 0x7777_7777_7777_7777L;
  private static final long OTHER = 0x9999_9999_9999_9999L;

  private final Deque<Runnable> upkeep = new ArrayDeque<>();
  private final HookedDisk disk = new HookedDisk(SimDisk.empty());
  private final PositionIndex index =
      PositionIndex.open(
          IndexOptions.writer(disk, Path.of("/runs"), 1, upkeep::add),
          new UUID(1, 2),
          0,
          _ -> new byte[32]);

  private static final class HookedDisk extends ForwardingDisk {
    private volatile Consumer<DiskOperation> hook = _ -> {};

    HookedDisk(Disk delegate) {
      super(delegate);
    }

    @Override
    protected void before(DiskOperation operation, Path path) {
      hook.accept(operation);
    }
  }

  /** Adds a position, which fills a table, and lets it be durable. */
  private void add(long position, long term) {
    index.add(position, new long[] {term}, 1, 0, new byte[0]);
    index.durable(position + 1);
  }

  /**
   * A table was given up while its run was being written, and the run came a moment later: gaps
   * were the same before and after a look that had missed what is there. An append with a key that
   * was used could have been done again.
   */
  @Test
  void aGapThatComesAndGoesHidesNothing() throws Exception {
    add(0, WANTED);
    upkeep.remove().run(); // A run, which the look will have to read.
    add(1, WANTED);
    disk.hook =
        operation -> {
          if (operation == DiskOperation.CREATE) {
            throw new DiskException.Failed(operation, Path.of("/runs"), "planned");
          }
        };
    upkeep.remove().run(); // From now on the oldest table is given up when too many wait.

    CountDownLatch isWriting = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    CountDownLatch isFilled = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicInteger writes = new AtomicInteger();
    disk.hook =
        operation -> {
          if (operation == DiskOperation.CREATE && writes.incrementAndGet() == 1) {
            isWriting.countDown();
            await(mayGoOn);
          } else if (operation == DiskOperation.CREATE) {
            isFilled.countDown();
            await(mayEnd);
          }
        };
    add(2, OTHER);
    Thread tending = Thread.ofPlatform().daemon().start(upkeep.remove());
    await(isWriting);
    Candidates candidates = Candidates.backward(index, new long[] {WANTED}, 0, 6);
    add(3, OTHER);
    add(4, OTHER);
    add(5, OTHER);
    assertThat(index.gaps()).hasSize(1);
    Consumer<DiskOperation> writing = disk.hook;
    disk.hook =
        operation -> {
          if (operation == DiskOperation.READ_MAPPED && !tending.equals(Thread.currentThread())) {
            mayGoOn.countDown();
            await(isFilled);
          }
          writing.accept(operation);
        };
    long first = candidates.next();
    assertThat(index.gaps()).as("a gap stays one, though it is filled").hasSize(1);
    assertThat(first).isEqualTo(1);
    assertThat(candidates.next()).isZero();
    assertThat(candidates.next()).isEqualTo(-1);
    mayEnd.countDown();
    tending.join();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
