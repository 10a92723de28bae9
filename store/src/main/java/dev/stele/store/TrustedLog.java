package dev.stele.store;

import dev.stele.journal.MerkleHasher;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Whom a verifier believes: the origin of a store, and the keys that sign its checkpoints. Taken
 * from its owner in some way that is trusted, never from a proof.
 *
 * @param origin name and lineage of the store
 * @param keys one or more; several while one follows another
 */
public record TrustedLog(LogOrigin origin, Set<NoteVerifier> keys) {

  /** Copies the keys, of which there must be one, and no two that a note calls the same. */
  public TrustedLog {
    Objects.requireNonNull(origin, "origin");
    keys = Set.copyOf(keys);
    SignedNote.requireDistinct(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("keys must be one or more, got: none");
    }
  }

  /** Trusts one key. */
  public static TrustedLog of(LogOrigin origin, NoteVerifier key) {
    return new TrustedLog(origin, Set.of(key));
  }

  /**
   * Judges a signed checkpoint: that a trusted key signed it, and that it is of this store and this
   * history. Needs no store.
   */
  public ProofVerification<Checkpoint> verify(SignedNote note) {
    return switch (note.verify(keys)) {
      case ProofVerification.Refused<String> refused -> refused.passOn();
      case ProofVerification.Proven<String> signed -> judge(signed.what());
    };
  }

  private ProofVerification<Checkpoint> judge(String text) {
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.parse(text);
    } catch (ProofException.Malformed e) {
      return refuse(ProofVerification.Reason.NO_CHECKPOINT, String.valueOf(e.getMessage()));
    }
    if (!checkpoint.origin().equals(origin.toString())) {
      Optional<LogOrigin> found = LogOrigin.parse(checkpoint.origin());
      boolean isOurs = found.map(LogOrigin::name).equals(Optional.of(origin.name()));
      return refuse(
          isOurs ? ProofVerification.Reason.LINEAGE : ProofVerification.Reason.ORIGIN,
          "expected origin '" + origin + "', found '" + checkpoint.origin() + "'");
    }
    if (checkpoint.head().size() == 0
        && !checkpoint.head().root().equals(MerkleHasher.EMPTY_ROOT)) {
      return refuse(
          ProofVerification.Reason.ROOT,
          "expected root "
              + MerkleHasher.EMPTY_ROOT
              + " of a tree without leaves, found "
              + checkpoint.head().root());
    }
    return new ProofVerification.Proven<>(checkpoint);
  }

  private static ProofVerification<Checkpoint> refuse(
      ProofVerification.Reason reason, String explanation) {
    return new ProofVerification.Refused<>(reason, explanation);
  }
}
