package dev.stele.store;

import dev.stele.journal.Digest;
import dev.stele.journal.Entry;
import dev.stele.journal.InclusionProof;
import dev.stele.journal.LeafInput;
import dev.stele.journal.MerkleHasher;
import dev.stele.journal.MerkleVerifier;
import dev.stele.journal.Position;
import dev.stele.journal.Verification;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that shows that an entry stands in a store: to anybody who knows the store's key, for
 * ever, without the store. It is one of C2SP tlog-proof, {@code *.tlog-proof}, with a signed
 * checkpoint in it. Immutable, equal by its bytes.
 *
 * <p>Its extra line shows the entry: all that the leaf is the hash of, that is the header and the
 * digest of the payload; and salt and payload, unless they are withheld. To another tool for
 * transparency logs, {@link #leafInput} is the record whose inclusion the file proves.
 *
 * <p>Of an entry of which the journal has the leaf alone there is no extra line; whoever verifies
 * must have the leaf from elsewhere.
 */
public final class EntryProof {

  private final TlogProof proof;
  private final @Nullable Disclosure disclosure;

  private EntryProof(TlogProof proof, @Nullable Disclosure disclosure) {
    this.proof = proof;
    this.disclosure = disclosure;
  }

  /**
   * Puts a proof together, with all of the entry that there is. Nothing is verified.
   *
   * @param proof what {@link dev.stele.journal.JournalReader#proveInclusion} says of the entry, for
   *     the size of the checkpoint
   * @param checkpoint signed, as {@link Checkpoint#sign} makes it
   * @throws IllegalArgumentException if the proof is for another position or size
   * @throws ProofException.Malformed if the note is no checkpoint
   */
  public static EntryProof of(Entry entry, InclusionProof proof, SignedNote checkpoint) {
    long size = Checkpoint.parse(checkpoint.text()).head().size();
    if (proof.index() != entry.position().value() || proof.treeSize() != size) {
      throw new IllegalArgumentException(
          "proof must be of the entry %s and the size %d, got: %d and %d"
              .formatted(entry.position(), size, proof.index(), proof.treeSize()));
    }
    @Nullable Disclosure disclosure =
        entry
            .leafInput(MerkleHasher.create())
            .map(input -> new Disclosure(input, salted(entry)))
            .orElse(null);
    return of(disclosure, proof.index(), proof.hashes(), checkpoint);
  }

  private static EntryProof of(
      @Nullable Disclosure disclosure, long index, List<Digest> hashes, SignedNote checkpoint) {
    @Nullable ByteBuffer extra = disclosure == null ? null : disclosure.encode();
    return new EntryProof(new TlogProof(extra, index, hashes, checkpoint), disclosure);
  }

  private static @Nullable ByteBuffer salted(Entry entry) {
    @Nullable ByteBuffer salt = entry.salt().orElse(null);
    if (salt == null) {
      return null;
    }
    ByteBuffer payload = entry.payload();
    ByteBuffer salted = ByteBuffer.allocate(salt.remaining() + payload.remaining());
    return salted.put(salt).put(payload).flip().asReadOnlyBuffer();
  }

  /**
   * Reads a file.
   *
   * @throws ProofException.Malformed if it is no proof, has more than 24 MiB, or its extra line is
   *     not ours
   */
  public static EntryProof parse(byte[] bytes) {
    TlogProof proof = TlogProof.parse(bytes);
    ByteBuffer extra = proof.extra();
    if (extra == null) {
      return new EntryProof(proof, null);
    }
    return Disclosure.decode(extra)
        .map(disclosure -> new EntryProof(proof, disclosure))
        .orElseThrow(
            () -> new ProofException.Malformed("extra must show an entry, and nothing else", 2));
  }

  /**
   * Returns this proof without salt and payload: it proves the header, and that there is a payload
   * of a certain digest, from which nobody finds the payload.
   */
  public EntryProof withoutPayload() {
    return disclosure == null
        ? this
        : of(disclosure.withoutPayload(), proof.index(), proof.hashes(), proof.checkpoint());
  }

  /** Returns the bytes that the leaf is the hash of, not verified; empty if it has none. */
  public Optional<LeafInput> leafInput() {
    return Optional.ofNullable(disclosure).map(Disclosure::input);
  }

  /** Returns the checkpoint as it stands there, not verified. */
  public SignedNote checkpoint() {
    return proof.checkpoint();
  }

  /**
   * Judges the proof, with nothing but it and whom to trust.
   *
   * @return proven, or refused; refused for {@link ProofVerification.Reason#LEAF} if the proof does
   *     not show its entry
   */
  public ProofVerification<ProvenEntry> verify(TrustedLog log) {
    return verify(log, null);
  }

  /**
   * Judges the proof of a leaf that is known from elsewhere, as from a receipt.
   *
   * @return proven, or refused; refused for {@link ProofVerification.Reason#LEAF} if the proof
   *     shows an entry of another leaf
   */
  public ProofVerification<ProvenEntry> verifyLeaf(TrustedLog log, Digest leaf) {
    return verify(log, leaf);
  }

  private ProofVerification<ProvenEntry> verify(TrustedLog log, @Nullable Digest given) {
    return switch (log.verify(proof.checkpoint())) {
      case ProofVerification.Refused<Checkpoint> refused -> refused.passOn();
      case ProofVerification.Proven<Checkpoint> signed -> judge(signed.what(), given);
    };
  }

  private ProofVerification<ProvenEntry> judge(Checkpoint checkpoint, @Nullable Digest given) {
    MerkleHasher hasher = MerkleHasher.create();
    @Nullable Digest shown = disclosure == null ? null : disclosure.input().leaf(hasher);
    @Nullable Digest leaf = given == null ? shown : given;
    if (leaf == null || (shown != null && !shown.equals(leaf))) {
      return refuse(ProofVerification.Reason.LEAF, "leaf", given, shown);
    }
    if (disclosure != null) {
      Digest expected = disclosure.input().payload();
      Digest found = disclosure.shownDigest(hasher);
      if (!expected.equals(found)) {
        return refuse(
            ProofVerification.Reason.PAYLOAD, "digest of salt and payload", expected, found);
      }
    }
    InclusionProof inclusion =
        new InclusionProof(proof.index(), checkpoint.head().size(), proof.hashes());
    return switch (MerkleVerifier.inclusion(inclusion, leaf, checkpoint.head())) {
      case Verification.Verified _ ->
          new ProofVerification.Proven<>(
              new ProvenEntry(new Position(proof.index()), leaf, disclosure, checkpoint));
      case Verification.Refused refused -> GrowthProof.refuse(refused);
    };
  }

  private static ProofVerification<ProvenEntry> refuse(
      ProofVerification.Reason reason,
      String what,
      @Nullable Digest expected,
      @Nullable Digest found) {
    return new ProofVerification.Refused<>(
        reason,
        "expected %s %s, found %s"
            .formatted(
                what, expected == null ? "shown" : expected, found == null ? "none" : found));
  }

  /** Returns what {@link #parse} reads. */
  public byte[] toBytes() {
    return proof.toBytes();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EntryProof that && proof.equals(that.proof);
  }

  @Override
  public int hashCode() {
    return proof.hashCode();
  }

  /** Returns index and log, for people; nothing of the entry. */
  @Override
  public String toString() {
    return "proof of entry " + proof.index() + ": " + proof.checkpoint().text().strip();
  }
}
