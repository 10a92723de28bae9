package dev.stele.journal;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The leaves that tests share: each is different, and known by its index. */
final class Leaves {

  private Leaves() {}

  /** The input of a leaf. */
  static byte[] input(long index) {
    return ("leaf " + index).getBytes(StandardCharsets.UTF_8);
  }

  /** The hash of a leaf. */
  static Digest hash(long index) {
    return MerkleHasher.create().leaf(input(index));
  }

  /** A tree of the first leaves, held in memory. */
  static MemoryHashes inMemory(int count) {
    MerkleHasher hasher = MerkleHasher.create();
    MemoryHashes hashes = new MemoryHashes(hasher);
    for (int i = 0; i < count; i++) {
      hashes.append(hasher.leaf(input(i)));
    }
    return hashes;
  }

  static List<String> texts(List<Digest> digests) {
    return digests.stream().map(Digest::toString).toList();
  }
}
