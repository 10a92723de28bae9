package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.trial.SimEntropy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The verifier accepts nothing but a right proof, and answers on any input. */
class MerkleVerifierTest {

  private static final int SIZE_MAX = 17;

  private static final List<Long> HOSTILE =
      List.of(
          Long.MIN_VALUE,
          Long.MIN_VALUE + 1,
          -1L,
          0L,
          1L,
          2L,
          3L,
          5L,
          (1L << 31) - 1,
          1L << 32,
          (1L << 62) - 1,
          1L << 62,
          (1L << 62) + 1,
          Long.MAX_VALUE - 1,
          Long.MAX_VALUE);

  private static final List<Integer> COUNTS =
      List.of(0, 1, 2, 3, 61, 62, 63, 64, 65, 126, 127, 999);

  private final MerkleTree tree = Leaves.inMemory(SIZE_MAX).tree();

  @Test
  void everySingleBitOfAnInclusionProofCounts() {
    int flips = 0;
    for (int size = 1; size <= SIZE_MAX; size++) {
      TreeHead head = tree.at(size).head();
      for (int index = 0; index < size; index++) {
        InclusionProof proof = tree.at(size).inclusion(index);
        Digest leaf = Leaves.hash(index);
        List<Digest> hashes = proof.hashes();
        for (int bit = 0; bit < Long.SIZE; bit++, flips += 3) {
          refused(new InclusionProof(index ^ 1L << bit, size, hashes), leaf, head);
          refused(new InclusionProof(index, size ^ 1L << bit, hashes), leaf, head);
          refused(proof, leaf, new TreeHead(size ^ 1L << bit, head.root()));
        }
        for (int bit = 0; bit < 8 * Digest.BYTES; bit++, flips += 2) {
          refused(proof, flipped(leaf, bit), head);
          refused(proof, leaf, new TreeHead(size, flipped(head.root(), bit)));
          for (List<Digest> wrong : flipped(hashes, bit)) {
            refused(new InclusionProof(index, size, wrong), leaf, head);
            flips++;
          }
        }
      }
    }
    assertThat(flips).isEqualTo(248_256);
  }

  @Test
  void everySingleBitOfAConsistencyProofCounts() {
    int flips = 0;
    for (int size = 0; size <= SIZE_MAX; size++) {
      TreeHead newer = tree.at(size).head();
      for (int oldSize = 0; oldSize <= size; oldSize++) {
        TreeHead older = tree.at(oldSize).head();
        ConsistencyProof proof = tree.at(size).consistency(oldSize);
        List<Digest> hashes = proof.hashes();
        for (int bit = 0; bit < Long.SIZE; bit++, flips += 4) {
          refused(new ConsistencyProof(oldSize ^ 1L << bit, size, hashes), older, newer);
          refused(new ConsistencyProof(oldSize, size ^ 1L << bit, hashes), older, newer);
          refused(proof, new TreeHead(oldSize ^ 1L << bit, older.root()), newer);
          refused(proof, older, new TreeHead(size ^ 1L << bit, newer.root()));
        }
        for (int bit = 0; bit < 8 * Digest.BYTES; bit++, flips++) {
          refused(proof, new TreeHead(oldSize, flipped(older.root(), bit)), newer);
          if (oldSize > 0 || size == 0) { // Nothing is said of a tree that grew from nothing.
            refused(proof, older, new TreeHead(size, flipped(newer.root(), bit)));
            flips++;
          }
          for (List<Digest> wrong : flipped(hashes, bit)) {
            refused(new ConsistencyProof(oldSize, size, wrong), older, newer);
            flips++;
          }
        }
      }
    }
    assertThat(flips).isEqualTo(253_696);
  }

  @Test
  void aHashTooManyOrTooFewOrElsewhereIsRefused() {
    for (int size = 1; size <= SIZE_MAX; size++) {
      TreeHead head = tree.at(size).head();
      for (int place = 0; place < size; place++) {
        InclusionProof inclusion = tree.at(size).inclusion(place);
        for (List<Digest> wrong : rearranged(inclusion.hashes())) {
          refused(new InclusionProof(place, size, wrong), Leaves.hash(place), head);
        }
        ConsistencyProof consistency = tree.at(size).consistency(place);
        for (List<Digest> wrong : rearranged(consistency.hashes())) {
          refused(new ConsistencyProof(place, size, wrong), tree.at(place).head(), head);
        }
      }
    }
  }

  @Test
  void anyNumbersAndAnyCountOfHashesAreAnswered() {
    Digest leaf = Leaves.hash(0);
    for (int count : COUNTS) {
      List<Digest> hashes = Collections.nCopies(count, leaf);
      for (long size : HOSTILE) {
        for (long place : HOSTILE) {
          TreeHead head = new TreeHead(size, tree.at(7).root());
          refused(new InclusionProof(place, size, hashes), leaf, head);
          TreeHead older = new TreeHead(place, leaf);
          refused(new ConsistencyProof(place, size, hashes), older, head);
          refused(new ConsistencyProof(size, place, hashes), head, older);
        }
      }
    }
  }

  @Test
  void anyPermutationOfRightPartsIsAnswered() {
    long seed = 7;
    SimEntropy chance = SimEntropy.of(seed);
    for (int round = 0; round < 20_000; round++) {
      int size = chance.below(SIZE_MAX + 1);
      int place = chance.below(SIZE_MAX + 2) - 1;
      List<Digest> hashes = new ArrayList<>();
      for (int i = chance.below(7); i > 0; i--) {
        hashes.add(tree.at(chance.below(SIZE_MAX)).root());
      }
      Digest leaf = Leaves.hash(chance.below(SIZE_MAX));
      TreeHead head = tree.at(size).head();
      Verification inclusion =
          MerkleVerifier.inclusion(new InclusionProof(place, size, hashes), leaf, head);
      boolean isRight =
          place >= 0
              && place < size
              && leaf.equals(Leaves.hash(place))
              && hashes.equals(tree.at(size).inclusion(place).hashes());
      assertThat(inclusion instanceof Verification.Verified)
          .as("seed %s, round %s", seed, round)
          .isEqualTo(isRight);
    }
  }

  @Test
  void aRefusalNamesWhatIsWrong() {
    Digest leaf = Leaves.hash(2);
    TreeHead head = tree.at(5).head();
    InclusionProof proof = tree.at(5).inclusion(2);
    List<Digest> hashes = proof.hashes();
    names(
        MerkleVerifier.inclusion(new InclusionProof(2, 6, hashes), leaf, head),
        Verification.Reason.SIZE,
        "tree size must be >= 0, in order, and the head's 5, got: 6");
    names(
        MerkleVerifier.inclusion(new InclusionProof(5, 5, hashes), leaf, head),
        Verification.Reason.INDEX,
        "index must be >= 0 and < 5, got: 5");
    names(
        MerkleVerifier.inclusion(new InclusionProof(4, 5, hashes), leaf, head),
        Verification.Reason.HASH_COUNT,
        "hash count must be 1, got: 3");
    names(
        MerkleVerifier.inclusion(proof, leaf, new TreeHead(5, leaf)),
        Verification.Reason.ROOT,
        "expected root " + leaf + ", found " + head.root());
    ConsistencyProof consistency = tree.at(7).consistency(5);
    names(
        MerkleVerifier.consistency(consistency, new TreeHead(5, leaf), tree.at(7).head()),
        Verification.Reason.OLD_ROOT,
        "expected root " + leaf + ", found " + head.root());
    names(
        MerkleVerifier.consistency(new ConsistencyProof(7, 5, List.of()), tree.at(7).head(), head),
        Verification.Reason.SIZE,
        "new size must be >= 0, in order, and the head's 5, got: 5");
  }

  @Test
  void aCallerInAHurryGetsTheRefusalThrown() {
    TreeHead head = tree.at(5).head();
    InclusionProof proof = tree.at(5).inclusion(2);
    MerkleVerifier.inclusion(proof, Leaves.hash(2), head).orThrow();
    Verification refused = MerkleVerifier.inclusion(proof, Leaves.hash(3), head);
    assertThatThrownBy(refused::orThrow)
        .isInstanceOfSatisfying(
            JournalException.Unproven.class,
            thrown -> assertThat(thrown.refusal()).isEqualTo(refused))
        .hasMessageStartingWith("expected root " + head.root());
  }

  @Test
  void aProofKeepsItsOwnCopyOfTheHashes() {
    List<Digest> hashes = new ArrayList<>(tree.at(5).inclusion(2).hashes());
    InclusionProof inclusion = new InclusionProof(2, 5, hashes);
    ConsistencyProof consistency = new ConsistencyProof(2, 5, hashes);
    hashes.clear();
    assertThat(inclusion.hashes()).hasSize(3);
    assertThat(consistency.hashes()).hasSize(3);
  }

  private static void names(Verification found, Verification.Reason reason, String explanation) {
    assertThat(found).isEqualTo(new Verification.Refused(reason, explanation));
  }

  private static void refused(InclusionProof proof, Digest leaf, TreeHead head) {
    if (MerkleVerifier.inclusion(proof, leaf, head) instanceof Verification.Verified) {
      throw new AssertionError("must be refused, got verified: " + proof + " for " + head);
    }
  }

  private static void refused(ConsistencyProof proof, TreeHead older, TreeHead newer) {
    if (MerkleVerifier.consistency(proof, older, newer) instanceof Verification.Verified) {
      throw new AssertionError(
          "must be refused, got verified: " + proof + " from " + older + " to " + newer);
    }
  }

  private static Digest flipped(Digest digest, int bit) {
    byte[] bytes = digest.toBytes();
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    return Digest.of(bytes);
  }

  /** The hashes with one bit flipped in one of them, for each of them. */
  private static List<List<Digest>> flipped(List<Digest> hashes, int bit) {
    List<List<Digest>> all = new ArrayList<>();
    for (int i = 0; i < hashes.size(); i++) {
      List<Digest> wrong = new ArrayList<>(hashes);
      wrong.set(i, flipped(hashes.get(i), bit));
      all.add(wrong);
    }
    return all;
  }

  /** The hashes with one missing, one doubled, or two exchanged, in every place. */
  private static List<List<Digest>> rearranged(List<Digest> hashes) {
    List<List<Digest>> all = new ArrayList<>();
    for (int i = 0; i < hashes.size(); i++) {
      List<Digest> missing = new ArrayList<>(hashes);
      missing.remove(i);
      all.add(missing);
      List<Digest> doubled = new ArrayList<>(hashes);
      doubled.add(i, hashes.get(i));
      all.add(doubled);
      for (int j = 0; j < i; j++) {
        List<Digest> exchanged = new ArrayList<>(hashes);
        Collections.swap(exchanged, i, j);
        all.add(exchanged);
      }
    }
    return all;
  }
}
