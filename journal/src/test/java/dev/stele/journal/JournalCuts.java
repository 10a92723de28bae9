package dev.stele.journal;

import dev.stele.trial.CutPoints;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * Where the writes of a journal are cut: at the boundaries of the fields of what is written, by the
 * tables of docs/format.md; at each sector boundary and one byte either side.
 */
final class JournalCuts {

  private static final int[] CATALOG = {4, 6, 8, 16, 32, 40, 48, 56, 64, 72, 80, 88, 92, 96, 104};
  private static final int[] SEGMENT = {8, 10, 16, 32, 40, 48, 56, 4092};
  private static final int[] FRAME = {4, 6, 8, 12, 16, 24, 32, 40, 44, 48, 50, 60};
  private static final int[] ENTRY = {0, 4, 8, 9, 10, 12, 16, 20, 24, 40};
  private static final int[] INDEX = {4, 6, 8, 16, 24, 32, 40, 48, 52, 56};
  private static final int[] HEAD = {4, 6, 8, 16, 32, 40, 48, 56};

  private JournalCuts() {}

  static CutPoints all() {
    return CutPoints.sectors().and(JournalCuts::fields);
  }

  /** In the middle and at all: for hunts that go far instead. */
  static CutPoints halves() {
    return (file, position, bytes) -> IntStream.of(0, bytes.remaining() / 2);
  }

  private static IntStream fields(Path file, long position, ByteBuffer bytes) {
    String name = String.valueOf(file.getFileName());
    boolean isSegment = name.endsWith(".seg");
    if (isSegment && position > 0) {
      IntStream first =
          IntStream.concat(IntStream.of(FRAME), IntStream.of(ENTRY).map(field -> 64 + field));
      return first.filter(cut -> cut < bytes.remaining());
    }
    int[] fields =
        switch (name) {
          case "CATALOG", "CATALOG.new" -> CATALOG;
          case "HEAD" -> HEAD;
          default -> isSegment ? SEGMENT : name.endsWith(".idx") ? INDEX : new int[0];
        };
    return IntStream.of(fields).filter(cut -> cut < bytes.remaining());
  }
}
