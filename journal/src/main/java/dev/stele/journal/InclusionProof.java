package dev.stele.journal;

import java.util.List;

/**
 * What shows that a leaf stands at an index of a tree (RFC 9162, 2.1.3): about one hash for each
 * doubling of the tree.
 *
 * <p>A proof may come from anywhere, so nothing is checked here; {@link MerkleVerifier} is the
 * judge.
 *
 * @param index the place of the leaf, from 0
 * @param treeSize how many leaves the tree has
 * @param hashes the siblings of the nodes above the leaf, from the leaf's own up to the root's
 *     child
 */
public record InclusionProof(long index, long treeSize, List<Digest> hashes) {

  /** Copies the hashes. */
  public InclusionProof {
    hashes = List.copyOf(hashes);
  }
}
