package dev.stele.store;

/** The version that comes next, for each stream by the hash of its name. */
final class StreamVersions {

  /** A hash of zero is stored as one: two streams in 2^64 share it at most. */
  private long[] hashes = new long[1 << 10];

  private long[] versions = new long[1 << 10];
  private int count;
  private boolean isForgiving;

  /** From now on streams may have holes: an entry was lost, and nobody knows of which. */
  void forgive() {
    isForgiving = true;
  }

  /** Returns what version was expected of a stream, and expects the one behind the actual one. */
  long take(long hash, long actual) {
    if (2 * count >= hashes.length) {
      grow();
    }
    int at = slot(hashes, hash);
    if (hashes[at] == 0) {
      hashes[at] = stored(hash);
      count++;
    }
    long expected = isForgiving ? Math.max(actual, versions[at]) : versions[at];
    versions[at] = actual + 1;
    return expected;
  }

  /** How many streams there are. */
  int count() {
    return count;
  }

  private static long stored(long hash) {
    return hash == 0 ? 1 : hash;
  }

  private static int slot(long[] table, long hash) {
    long wanted = stored(hash);
    int at = (int) (wanted >>> 33) & (table.length - 1);
    while (table[at] != 0 && table[at] != wanted) {
      at = (at + 1) & (table.length - 1);
    }
    return at;
  }

  private void grow() {
    long[] moreHashes = new long[2 * hashes.length];
    long[] moreVersions = new long[2 * hashes.length];
    for (int i = 0; i < hashes.length; i++) {
      if (hashes[i] != 0) {
        int at = slot(moreHashes, hashes[i]);
        moreHashes[at] = hashes[i];
        moreVersions[at] = versions[i];
      }
    }
    hashes = moreHashes;
    versions = moreVersions;
  }
}
