package dev.stele.console;

import dev.stele.journal.Digest;
import dev.stele.journal.InclusionProof;
import dev.stele.journal.MerkleVerifier;
import dev.stele.journal.TreeHead;
import dev.stele.journal.Verification;
import java.util.ArrayList;
import java.util.List;

/**
 * A proof as a text, to be handed to somebody: a leaf, where it is said to stand, and in which
 * tree. A word and a value a line:
 *
 * <pre>
 *   leaf 64 hex digits
 *   index NUMBER
 *   hash 64 hex digits        none or more
 *   size NUMBER
 *   root 64 hex digits
 * </pre>
 */
record ProofText(Digest leaf, InclusionProof proof, TreeHead head) {

  /** Returns the text. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append("leaf ").append(leaf).append("\nindex ").append(proof.index());
    proof.hashes().forEach(hash -> text.append("\nhash ").append(hash));
    text.append("\nsize ").append(head.size()).append("\nroot ").append(head.root()).append('\n');
    return text.toString();
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException if it is none
   */
  static ProofText parse(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    Digest leaf = Digest.parse(take(lines, "leaf"));
    long index = Long.parseLong(take(lines, "index"));
    List<Digest> hashes = new ArrayList<>();
    while (!lines.isEmpty() && lines.getFirst().startsWith("hash ")) {
      hashes.add(Digest.parse(take(lines, "hash")));
    }
    long size = Long.parseLong(take(lines, "size"));
    Digest root = Digest.parse(take(lines, "root"));
    if (!lines.isEmpty()) {
      throw new IllegalArgumentException("proof must end, got: '" + lines.getFirst() + "'");
    }
    return new ProofText(leaf, new InclusionProof(index, size, hashes), new TreeHead(size, root));
  }

  private static String take(List<String> lines, String word) {
    String line = lines.isEmpty() ? "" : lines.removeFirst();
    if (!line.startsWith(word + " ")) {
      throw new IllegalArgumentException(
          "line must begin with '" + word + "', got: '" + line + "'");
    }
    return line.substring(word.length() + 1);
  }

  /** Returns the same with one bit of the leaf changed. */
  ProofText withBitChanged(int bit) {
    byte[] bytes = leaf.toBytes();
    bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    return new ProofText(Digest.of(bytes), proof, head);
  }

  /** Judges it, by nothing but itself. */
  Verification judge() {
    return MerkleVerifier.inclusion(proof, leaf, head);
  }
}
