package dev.stele.store;

/**
 * What is said of a note or a proof: proven, with what it proves, or refused for a reason.
 *
 * <p>Only what stands in {@link Proven} may be believed. It is taken from what was verified, never
 * from beside it.
 *
 * @param <T> what is proven
 */
public sealed interface ProofVerification<T> {

  /** Why something is refused. */
  enum Reason {
    /** No signature is of a key that is known. */
    UNKNOWN_KEY,
    /** A signature of a known key is not one over this text. */
    SIGNATURE,
    /** The text is signed, but is no checkpoint. */
    NO_CHECKPOINT,
    /** The checkpoint is of another log. */
    ORIGIN,
    /** The checkpoint is of another history of the same store. */
    LINEAGE,
    /** The proof does not tell what the leaf is the hash of, or another leaf was expected. */
    LEAF,
    /** The payload shown is not the one whose digest is in the leaf. */
    PAYLOAD,
    /** The index lies outside the tree. */
    INDEX,
    /** The tree has become smaller. */
    SIZE,
    /** There are more or fewer hashes than the sizes and the index ask for. */
    HASH_COUNT,
    /** The hashes do not lead to the root of the tree; of the newer one, if there are two. */
    ROOT,
    /** The hashes do not lead to the root of the older tree. */
    OLD_ROOT,
    /** Two roots are signed for trees of one size: whoever signed them tells two histories. */
    FORK
  }

  /**
   * It is proven.
   *
   * @param what what is
   */
  record Proven<T>(T what) implements ProofVerification<T> {}

  /**
   * Nothing is proven.
   *
   * @param reason the first thing that is wrong
   * @param explanation the same for people: what was expected, and what was found
   */
  record Refused<T>(Reason reason, String explanation) implements ProofVerification<T> {

    /** The same refusal, of something that rests on it. */
    <R> Refused<R> passOn() {
      return new Refused<>(reason, explanation);
    }
  }

  /**
   * Returns what is proven.
   *
   * @throws ProofException.Unproven if it is refused
   */
  default T orThrow() {
    return switch (this) {
      case Proven<T> proven -> proven.what();
      case Refused<T> refused -> throw new ProofException.Unproven(refused);
    };
  }
}
