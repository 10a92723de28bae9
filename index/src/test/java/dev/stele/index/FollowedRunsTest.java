package dev.stele.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.ground.Disk;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskOperation;
import dev.stele.ground.ForwardingDisk;
import dev.stele.trial.SimDisk;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a follower takes in while its readers give runs up. */
class FollowedRunsTest {

  private static final long TERM = 0x7777_7777_7777_7777L;
  private static final Path RUNS = Path.of("/runs");
  private static final UUID LINEAGE = new UUID(1, 2);

  private final SimDisk disk = SimDisk.empty();
  private final FailingOnce failing = new FailingOnce(disk);
  private Runnable whenSealed = () -> {};

  private static final class FailingOnce extends ForwardingDisk {
    private boolean isFailing;

    FailingOnce(Disk delegate) {
      super(delegate);
    }

    @Override
    protected void before(DiskOperation operation, Path path) {
      if (isFailing && operation == DiskOperation.READ_MAPPED) {
        isFailing = false;
        throw new DiskException.Failed(operation, path, "planned");
      }
    }
  }

  private static void add(PositionIndex index, long position) {
    index.add(position, new long[] {TERM}, 1, 0, new byte[0]);
    index.durable(position + 1);
  }

  private byte[] seal(long end) {
    Runnable first = whenSealed;
    whenSealed = () -> {};
    first.run();
    return new byte[SealSource.SEAL_BYTES];
  }

  /**
   * A reader gave a run up while newer ones were looked for; it was taken in again, closed, and
   * each query failed from then on.
   */
  @Test
  void aRunThatWasGivenUpMeanwhileIsNotTakenInAgain() {
    try (PositionIndex writer =
        PositionIndex.open(
            IndexOptions.writer(disk, RUNS, 1, Runnable::run), LINEAGE, 0, this::seal)) {
      add(writer, 0);
      try (PositionIndex follower =
          PositionIndex.open(IndexOptions.follower(failing, RUNS, 1), LINEAGE, 1, this::seal)) {
        add(writer, 1);
        add(follower, 1);
        long[] target = new long[4];
        whenSealed =
            () -> {
              failing.isFailing = true;
              assertThatThrownBy(() -> follower.forward(TERM, 0, 2, target))
                  .isInstanceOf(IndexException.Unreadable.class);
            };
        follower.refresh();
        assertThat(follower.gaps()).containsExactly(new Gap(0, 1));
        assertThat(follower.forward(TERM, 0, 2, target)).isEqualTo(1);
        follower.refresh();
        assertThat(follower.gaps()).as("a gap stays one").containsExactly(new Gap(0, 1));
        assertThat(follower.forward(TERM, 0, 2, target)).isEqualTo(2);
      }
    }
    disk.requireNoOpenHandles();
  }
}
