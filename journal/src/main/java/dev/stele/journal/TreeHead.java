package dev.stele.journal;

import java.util.Objects;

/**
 * The size of a Merkle tree together with its root: what a proof is judged against.
 *
 * <p>A root does not tell its size by itself. Whoever verifies takes both from one trusted place,
 * such as a signed checkpoint. Nothing is checked here: a size that no tree has is refused by the
 * verifier.
 *
 * @param size how many leaves the tree has
 * @param root the hash over all of them
 */
public record TreeHead(long size, Digest root) {

  /** Refuses null alone. */
  public TreeHead {
    Objects.requireNonNull(root, "root");
  }
}
