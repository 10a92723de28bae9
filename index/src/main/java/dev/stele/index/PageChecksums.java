package dev.stele.index;

import dev.stele.ground.DiskFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The checksums of the pages of a run that is being written: a thousandth of it, in the heap. */
final class PageChecksums {

  private int[] sums = new int[64];

  /** Checksums whole pages at a place. */
  void add(long at, byte[] bytes, int count) {
    for (int from = 0; from < count; from += RunFormat.PAGE) {
      int page = Math.toIntExact((at + from) >>> RunFormat.PAGE_BITS);
      if (page >= sums.length) {
        sums = Arrays.copyOf(sums, Math.max(page + 1, sums.length + (sums.length >> 1)));
      }
      sums[page] = RunFormat.checksum(bytes, from, RunFormat.PAGE);
    }
  }

  /** Writes those of all pages before a place there. */
  void write(DiskFile file, long at) {
    int count = Math.toIntExact(at >>> RunFormat.PAGE_BITS);
    ByteBuffer page = ByteBuffer.allocate(RunFormat.PAGE).order(ByteOrder.LITTLE_ENDIAN);
    long next = at;
    for (int from = 0; from < count; from += RunFormat.CHECKSUMS) {
      page.clear();
      for (int i = 0; i < RunFormat.CHECKSUMS; i++) {
        page.putInt(from + i < count ? sums[from + i] : 0);
      }
      page.putInt(RunFormat.checksum(page.array(), 0, page.position()));
      file.write(next, page.flip());
      next += RunFormat.PAGE;
    }
  }
}
