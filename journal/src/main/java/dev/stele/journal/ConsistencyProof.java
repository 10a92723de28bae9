package dev.stele.journal;

import java.util.List;

/**
 * What shows that a tree began as an older one (RFC 9162, 2.1.4): that nothing was changed, moved
 * or taken away, only leaves added at the end.
 *
 * <p>A proof may come from anywhere, so nothing is checked here; {@link MerkleVerifier} is the
 * judge.
 *
 * @param oldSize how many leaves the older tree has
 * @param newSize how many leaves the newer tree has
 * @param hashes nodes of the newer tree, from the lowest up: first the last whole subtree of the
 *     older tree, unless that is all of it, then the siblings above; none if the sizes are equal or
 *     the older one is 0
 */
public record ConsistencyProof(long oldSize, long newSize, List<Digest> hashes) {

  /** Copies the hashes. */
  public ConsistencyProof {
    hashes = List.copyOf(hashes);
  }
}
