package dev.stele.examples;

import dev.stele.ground.Access;
import dev.stele.ground.Disk;
import dev.stele.ground.DiskFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A stranger's class: scores appended to one file, each with a checksum.
 *
 * <p>It looks right and passes every ordinary test. {@link CrashTestYourOwnFiles} finds out.
 */
public final class HighScores implements AutoCloseable {

  private static final int RECORD_BYTES = 2 * Integer.BYTES;

  private final DiskFile file;
  private final List<Integer> scores = new ArrayList<>();

  private HighScores(DiskFile file) {
    this.file = file;
  }

  /** Opens the scores in a folder that exists, and drops a record that was not fully written. */
  public static HighScores open(Disk disk, Path folder) {
    Path path = folder.resolve("scores");
    boolean isNew = disk.find(path).isEmpty();
    HighScores opened =
        new HighScores(isNew ? disk.create(path) : disk.open(path, Access.READ_WRITE));
    try {
      opened.read();
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
    return opened;
  }

  private void read() {
    long records = file.size() / RECORD_BYTES;
    for (long i = 0; i < records; i++) {
      ByteBuffer bytes = ByteBuffer.allocate(RECORD_BYTES);
      file.readFully(i * RECORD_BYTES, bytes);
      int score = bytes.getInt(0);
      if (bytes.getInt(Integer.BYTES) != checksum(score)) {
        break;
      }
      scores.add(score);
    }
  }

  /** Adds a score; on return it is on the disk. */
  public void add(int score) {
    ByteBuffer bytes = ByteBuffer.allocate(RECORD_BYTES).putInt(score).putInt(checksum(score));
    file.write((long) scores.size() * RECORD_BYTES, bytes.flip());
    file.sync();
    scores.add(score);
  }

  /** Returns the scores in the order they were added. */
  public List<Integer> scores() {
    return List.copyOf(scores);
  }

  @Override
  public void close() {
    file.close();
  }

  private static int checksum(int score) {
    CRC32C checksum = new CRC32C();
    checksum.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, score));
    return (int) checksum.getValue();
  }
}
