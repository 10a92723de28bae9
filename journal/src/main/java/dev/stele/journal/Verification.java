package dev.stele.journal;

/** What {@link MerkleVerifier} says of a proof: verified, or refused for a reason. */
public sealed interface Verification {

  /** Why a proof is refused. */
  enum Reason {
    /** A size is negative, or differs from the tree head's, or the older one is the larger. */
    SIZE,
    /** The index lies outside the tree. */
    INDEX,
    /** There are more or fewer hashes than the sizes and the index ask for. */
    HASH_COUNT,
    /** The hashes do not lead to the root of the tree; of the newer one, if there are two. */
    ROOT,
    /** The hashes do not lead to the root of the older tree. */
    OLD_ROOT
  }

  /** The proof shows what it claims. */
  record Verified() implements Verification {}

  /**
   * The proof shows nothing.
   *
   * @param reason the first thing that is wrong with it
   * @param explanation the same for people, with the values
   */
  record Refused(Reason reason, String explanation) implements Verification {}

  /**
   * Returns normally if the proof is verified.
   *
   * @throws JournalException.Unproven if it is refused
   */
  default void orThrow() {
    if (this instanceof Refused refused) {
      throw new JournalException.Unproven(refused);
    }
  }
}
