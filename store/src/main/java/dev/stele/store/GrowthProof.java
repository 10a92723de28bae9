package dev.stele.store;

import dev.stele.journal.ConsistencyProof;
import dev.stele.journal.Digest;
import dev.stele.journal.MerkleVerifier;
import dev.stele.journal.TreeHead;
import dev.stele.journal.Verification;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A file that shows that a store has only grown between two signed checkpoints: nothing that the
 * older one covers was changed, moved or taken away. Immutable.
 *
 * @param hashes as RFC 9162 (2.1.4) has them, from the lowest up
 * @param older the first checkpoint, not verified
 * @param newer the later one, not verified
 */
public record GrowthProof(List<Digest> hashes, SignedNote older, SignedNote newer) {

  /** The levels of the largest tree, and the node to begin with. */
  private static final int MOST_HASHES = 64;

  private static final String HEADER = "dev.stele/tlog-growth@v1";

  /** Copies the hashes. */
  public GrowthProof {
    hashes = List.copyOf(hashes);
  }

  /**
   * Puts a proof together. Nothing is verified.
   *
   * @param proof what {@link dev.stele.journal.JournalReader#proveConsistency} says, for the sizes
   *     of the checkpoints
   * @throws IllegalArgumentException if the proof is for other sizes
   * @throws ProofException.Malformed if a note is no checkpoint
   */
  public static GrowthProof of(ConsistencyProof proof, SignedNote older, SignedNote newer) {
    long oldSize = Checkpoint.parse(older.text()).head().size();
    long newSize = Checkpoint.parse(newer.text()).head().size();
    if (proof.oldSize() != oldSize || proof.newSize() != newSize) {
      throw new IllegalArgumentException(
          "proof must be for the sizes %d and %d, got: %d and %d"
              .formatted(oldSize, newSize, proof.oldSize(), proof.newSize()));
    }
    return new GrowthProof(proof.hashes(), older, newer);
  }

  /**
   * Reads a file.
   *
   * @throws ProofException.Malformed if it is no such proof, or has more than 24 MiB
   */
  public static GrowthProof parse(byte[] bytes) {
    TlogProof.requireLength(bytes);
    Lines lines = new Lines(bytes, 1);
    lines.expect(HEADER);
    List<Digest> hashes = lines.digestsToBlank(MOST_HASHES);
    int olderLine = lines.line();
    // A checkpoint has no blank line in its text, so the second one ends the note.
    ByteArrayOutputStream older = new ByteArrayOutputStream();
    older.writeBytes(lines.untilBlank("text of the older checkpoint"));
    older.write('\n');
    older.writeBytes(lines.untilBlank("signatures of the older checkpoint"));
    int newerLine = lines.line();
    return new GrowthProof(
        hashes,
        SignedNote.parse(older.toByteArray(), olderLine),
        SignedNote.parse(lines.rest(), newerLine));
  }

  /**
   * Judges the proof, with nothing but it and whom to trust: both checkpoints, then the hashes.
   *
   * <p>Two roots for one size, both signed, are refused for {@link ProofVerification.Reason#FORK}.
   * The file is then itself the evidence against whoever signed them.
   */
  public ProofVerification<ProvenGrowth> verify(TrustedLog log) {
    return switch (log.verify(older)) {
      case ProofVerification.Refused<Checkpoint> refused -> refused.passOn();
      case ProofVerification.Proven<Checkpoint> first ->
          switch (log.verify(newer)) {
            case ProofVerification.Refused<Checkpoint> refused -> refused.passOn();
            case ProofVerification.Proven<Checkpoint> second -> judge(first.what(), second.what());
          };
    };
  }

  private ProofVerification<ProvenGrowth> judge(Checkpoint first, Checkpoint second) {
    TreeHead from = first.head();
    TreeHead to = second.head();
    if (from.size() > to.size()) {
      return new ProofVerification.Refused<>(
          ProofVerification.Reason.SIZE,
          "newer size must be >= " + from.size() + ", got: " + to.size());
    }
    if (from.size() == to.size() && !from.root().equals(to.root())) {
      return new ProofVerification.Refused<>(
          ProofVerification.Reason.FORK,
          "root of size %d must be one, got: %s and %s"
              .formatted(from.size(), from.root(), to.root()));
    }
    ConsistencyProof proof = new ConsistencyProof(from.size(), to.size(), hashes);
    return switch (MerkleVerifier.consistency(proof, from, to)) {
      case Verification.Verified _ ->
          new ProofVerification.Proven<>(new ProvenGrowth(first, second));
      case Verification.Refused refused -> refuse(refused);
    };
  }

  /** What the journal's verifier refuses, in the words of this room. */
  static <T> ProofVerification<T> refuse(Verification.Refused refused) {
    ProofVerification.Reason reason =
        switch (refused.reason()) {
          case SIZE -> ProofVerification.Reason.SIZE;
          case INDEX -> ProofVerification.Reason.INDEX;
          case HASH_COUNT -> ProofVerification.Reason.HASH_COUNT;
          case ROOT -> ProofVerification.Reason.ROOT;
          case OLD_ROOT -> ProofVerification.Reason.OLD_ROOT;
        };
    return new ProofVerification.Refused<>(reason, refused.explanation());
  }

  /** Returns what {@link #parse} reads. */
  public byte[] toBytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes((HEADER + "\n").getBytes(StandardCharsets.US_ASCII));
    all.writeBytes(TlogProof.lines(hashes));
    all.writeBytes(older.toBytes());
    all.write('\n');
    all.writeBytes(newer.toBytes());
    return all.toByteArray();
  }
}
