package dev.stele.index;

import dev.stele.ground.Access;
import dev.stele.ground.Disk;
import dev.stele.ground.DiskFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** The bytes of a run as a whole, to be looked at and changed. */
final class RunBytes {

  private RunBytes() {}

  static ByteBuffer read(Disk disk, Path path) {
    try (DiskFile file = disk.open(path, Access.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) file.size()).order(ByteOrder.LITTLE_ENDIAN);
      file.readFully(0, bytes);
      return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  static void write(Disk disk, Path path, byte[] bytes) {
    try (DiskFile file = disk.create(path)) {
      file.write(0, ByteBuffer.wrap(bytes));
      file.sync();
    }
  }

  /** Makes the checksum of a page, and of the page of checksums, and of the header, right again. */
  static void seal(byte[] bytes, int page) {
    ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    all.putInt(0, RunFormat.checksum(bytes, Integer.BYTES, RunFormat.PAGE - Integer.BYTES));
    int sums = bytes.length - RunFormat.PAGE; // Of a run with one page of them.
    int sum = RunFormat.checksum(bytes, page * RunFormat.PAGE, RunFormat.PAGE);
    all.putInt(sums + page * Integer.BYTES, sum);
    int own = RunFormat.CHECKSUMS * Integer.BYTES;
    all.putInt(sums + own, RunFormat.checksum(bytes, sums, own));
  }
}
