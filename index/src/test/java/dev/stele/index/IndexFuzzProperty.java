package dev.stele.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.trial.SimDisk;
import dev.stele.trial.SimEntropy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whatever the bytes of a run are: right answers, or absence, or damage that is told and healed.
 */
class IndexFuzzProperty {

  private final IndexModel model = new IndexModel();
  private SimDisk disk = SimDisk.empty();
  private Path path = Path.of("/");
  private byte[] sound = {};

  private void makeRun() {
    SimEntropy chance = SimEntropy.of(1);
    for (int i = 0; i < 300; i++) {
      model.append(i, i % 2, SimEntropy.of(i % 50).nextLong(), chance.nextLong());
    }
    try (PositionIndex index = IndexModel.writer(disk, 1 << 24, 0)) {
      model.feed(index);
      index.durable(model.end());
      index.flush();
    }
    path = disk.list(IndexModel.DIRECTORY).getFirst();
    sound = RunBytes.read(disk, path).array();
  }

  /** What came of a changed run. */
  private enum Outcome {
    ABSENT,
    DAMAGED,
    RIGHT
  }

  @Test
  void everyChangedByteIsFoundOrMeansNothing() {
    makeRun();
    int damaged = 0;
    int absent = 0;
    for (int i = 0; i < sound.length; i++) {
      byte[] changed = sound.clone();
      changed[i] ^= (byte) (1 << (i % 8));
      Outcome outcome = outcome(changed, i);
      boolean isHeader = i < RunFormat.PAGE;
      absent += outcome == Outcome.ABSENT ? 1 : 0;
      damaged += outcome == Outcome.DAMAGED ? 1 : 0;
      assertThat(outcome == Outcome.ABSENT).as("byte %s", i).isEqualTo(isHeader);
    }
    assertThat(absent).isEqualTo(RunFormat.PAGE);
    assertThat(damaged).isEqualTo(sound.length - RunFormat.PAGE);
  }

  @Test
  void aRunOfAnotherLengthIsAbsent() {
    makeRun();
    for (int length : List.of(0, 1, 4095, 4096, 8192, sound.length - 1, sound.length + 1)) {
      assertThat(outcome(Arrays.copyOf(sound, length), length)).isEqualTo(Outcome.ABSENT);
    }
    assertThat(outcome(Arrays.copyOf(sound, sound.length - 4096), 0)).isEqualTo(Outcome.ABSENT);
    assertThat(outcome(Arrays.copyOf(sound, sound.length + 4096), 0)).isEqualTo(Outcome.ABSENT);
  }

  /** As a program would that writes wrong runs: the checksums are right. */
  @Test
  void numbersThatLieBehindRightChecksumsDoNoHarm() {
    makeRun();
    int damaged = 0;
    int cases = 0;
    long[] lies = {0, -1, 1, 2, 127, 1L << 31, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE};
    for (int page = 0; page < sound.length / RunFormat.PAGE - 1; page++) {
      for (int word = page == 0 ? 4 : 0; word < 40; word++) {
        for (long lie : lies) {
          byte[] changed = sound.clone();
          int at = page * RunFormat.PAGE + word * Long.BYTES;
          ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putLong(at, lie);
          RunBytes.seal(changed, page);
          disk = SimDisk.empty();
          disk.createDirectory(IndexModel.DIRECTORY);
          RunBytes.write(disk, path, changed);
          damaged += survives() ? 0 : 1;
          cases++;
        }
      }
    }
    assertThat(cases).isGreaterThan(2000);
    assertThat(damaged).isGreaterThan(300);
  }

  @Test
  void aNewerFormatCountsAsAbsent() {
    makeRun();
    byte[] newer = sound.clone();
    newer[4] = 2;
    RunBytes.seal(newer, 0);
    assertThat(outcome(newer, 4)).isEqualTo(Outcome.ABSENT);
  }

  /** Asks everything of a run that may lie: no failure but the typed one, and little memory. */
  private boolean survives() {
    try (PositionIndex index = IndexModel.follower(disk, 1 << 20, model.end())) {
      long before = Allocation.bytes();
      try {
        for (long term : model.terms()) {
          IndexModel.forward(index, term, 0, Long.MAX_VALUE, 100);
          index.backward(term, 0, Long.MAX_VALUE, new long[100]);
          index.count(term);
        }
        return true;
      } catch (IndexException.Damaged e) {
        assertThat(e.file()).isEqualTo(path);
        return false;
      } finally {
        // Of 350 terms, with all that a simulated disk copies.
        assertThat(Allocation.bytes() - before).isLessThan(128L << 20);
      }
    }
  }

  private Outcome outcome(byte[] changed, int where) {
    disk = SimDisk.empty(); // It remembers each step: one for all cases would be slow.
    disk.createDirectory(IndexModel.DIRECTORY);
    RunBytes.write(disk, path, changed);
    SimEntropy chance = SimEntropy.of(where);
    try (PositionIndex index = IndexModel.follower(disk, 1 << 20, model.end())) {
      if (index.coveredEnd() == 0) {
        return Outcome.ABSENT;
      }
      List<Long> some = model.terms().subList(0, 1);
      try {
        long page = where / RunFormat.PAGE;
        touch(index, page * RunFormat.PAGE);
        model.check(index, chance, some);
        return Outcome.RIGHT;
      } catch (IndexException.Damaged e) {
        assertThat(e.file()).isEqualTo(path);
        assertThat(index.gaps()).containsExactly(new Gap(0, model.end()));
        model.check(index, chance, some); // What a caller then finds in the log apart.
        return Outcome.DAMAGED;
      }
    } finally {
      disk.requireNoOpenHandles();
    }
  }

  /** Reads through whatever stands on a page, by asking for everything. */
  private void touch(PositionIndex index, long at) {
    for (long position = 0; position < model.end() && at == RunFormat.PAGE; position++) {
      index.locator(position);
    }
    for (long term : at == RunFormat.PAGE ? List.<Long>of() : model.terms()) {
      index.last(term, 0, Long.MAX_VALUE);
    }
  }
}
