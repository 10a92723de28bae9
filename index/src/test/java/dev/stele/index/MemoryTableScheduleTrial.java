package dev.stele.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.explore.Certificate;
import dev.stele.explore.Explorer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * One thread adds to a memory table, others read it without a lock, under every schedule; rows B5
 * of the conformance table. Whatever is published too weakly is a data race here: the explorer
 * knows what happens before what by the memory model, and asks no processor.
 */
class MemoryTableScheduleTrial {

  private static final long RED = 1;
  private static final long BLUE = 2;
  private static final byte[] HEADER = {7};

  private static void assertComplete(Certificate certificate) {
    System.out.println(certificate.toString().lines().limit(3).toList());
    assertThat(certificate.isComplete()).isTrue();
    assertThat(certificate.woven()).containsKey(MemoryTable.class.getName());
  }

  private static long[] found(MemoryTable table, long term) {
    long[] target = new long[4];
    return Arrays.copyOf(target, table.forward(term, new Range(0, 9), target, 0));
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  /** What is below the end that a reader saw is there, with all its terms and its place. */
  private static void readWhole() throws InterruptedException {
    MemoryTable table = new MemoryTable(0, 4);
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              table.add(0, new long[] {RED}, 1, 100, HEADER);
              table.add(1, new long[] {RED, BLUE}, 2, 101, HEADER);
            });
    long end = table.end();
    long[] red = found(table, RED);
    long[] blue = found(table, BLUE);
    require(red.length >= end && red.length <= 2, "red: " + Arrays.toString(red));
    require(blue.length >= end - 1 && blue.length <= 1, "blue: " + Arrays.toString(blue));
    for (int i = 0; i < red.length; i++) {
      require(red[i] == i && table.locator(i) == 100 + i, "red: " + Arrays.toString(red));
      require(Arrays.equals(table.attachment(i), HEADER), "attachment of " + i);
    }
    require(blue.length == 0 || blue[0] == 1, "blue: " + Arrays.toString(blue));
    writer.join();
  }

  @Test
  void aReaderSeesEachPositionWholeOrNotAtAll() {
    assertComplete(Explorer.check(MemoryTableScheduleTrial::readWhole));
  }

  /** The cells are full and are copied into twice as many while somebody reads. */
  private static void readWhileItGrows() throws InterruptedException {
    MemoryTable table = new MemoryTable(0, 4);
    long[] all = new long[43];
    Arrays.setAll(all, i -> i + 1L); // As many as 64 cells may hold.
    table.add(0, all, all.length, 100, HEADER);
    Thread writer = Thread.ofPlatform().start(() -> table.add(1, new long[] {99}, 1, 101, HEADER));
    require(found(table, RED).length == 1, "what was there before stays");
    long end = table.end();
    require(found(table, 99).length >= end - 1, "what is below the end is there");
    writer.join();
  }

  @Test
  void nothingIsMissedWhileTheCellsAreCopied() {
    assertComplete(Explorer.check(MemoryTableScheduleTrial::readWhileItGrows));
  }

  /** A count may be ahead of the end, never behind it. */
  private static void countAlong() throws InterruptedException {
    MemoryTable table = new MemoryTable(0, 4);
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              table.add(0, new long[] {RED}, 1, 100, HEADER);
              table.add(1, new long[] {RED}, 1, 101, HEADER);
            });
    long end = table.end();
    long count = table.count(RED);
    long[] newest = new long[1];
    int filled = table.backward(RED, new Range(0, 9), newest, 0);
    require(count >= end && count <= 2, "count: " + count);
    require(filled >= Math.min(1, end) && (filled == 0 || newest[0] >= end - 1), "newest");
    writer.join();
  }

  @Test
  void aCountIsNeverBehindTheEnd() {
    assertComplete(Explorer.check(MemoryTableScheduleTrial::countAlong));
  }
}
