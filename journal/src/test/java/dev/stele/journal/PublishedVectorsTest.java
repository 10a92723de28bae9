package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The vectors that the public certificate-transparency test suites share: eight leaves, the roots
 * of their trees, and a few proofs.
 *
 * <p>They come from google/certificate-transparency, cpp/merkletree/merkle_tree_test.cc, and are
 * taken here from transparency-dev/merkle, proof/verify_test.go, commit 02194e9afb6c (leaf numbers
 * there begin with 1). The values are data; no code of theirs is used.
 */
class PublishedVectorsTest {

  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private static final Digest SOME_HASH =
      Digest.parse("abacaba000000000000000000000000000000000000000000060061e00123456");

  static List<InclusionProof> inclusionProofs() {
    return List.of(
        new InclusionProof(0, 1, List.of()),
        new InclusionProof(
            0,
            8,
            digests(
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")),
        new InclusionProof(
            5,
            8,
            digests(
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")),
        new InclusionProof(
            2, 3, digests("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")),
        new InclusionProof(
            1,
            5,
            digests(
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")));
  }

  static List<ConsistencyProof> consistencyProofs() {
    return List.of(
        new ConsistencyProof(1, 1, List.of()),
        new ConsistencyProof(
            1,
            8,
            digests(
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")),
        new ConsistencyProof(
            6,
            8,
            digests(
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")),
        new ConsistencyProof(
            2,
            5,
            digests(
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")),
        new ConsistencyProof(
            6,
            7,
            digests(
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")));
  }

  @Test
  void rootsAreThePublishedOnes() {
    MerkleHasher hasher = MerkleHasher.create();
    Frontier frontier = Frontier.empty();
    MemoryHashes hashes = new MemoryHashes(hasher);
    for (int size = 0; size <= LEAVES.size(); size++) {
      assertThat(frontier.root(hasher)).hasToString(ROOTS.get(size));
      assertThat(hashes.tree().root()).hasToString(ROOTS.get(size));
      if (size < LEAVES.size()) {
        frontier.append(leaf(size), hasher);
        hashes.append(leaf(size));
      }
    }
  }

  @Test
  void theNaiveTreeAgreesToo() {
    NaiveTree naive = new NaiveTree(i -> HexFormat.of().parseHex(LEAVES.get((int) i)));
    for (int size = 0; size <= LEAVES.size(); size++) {
      assertThat(naive.root(size)).isEqualTo(ROOTS.get(size));
    }
    for (InclusionProof proof : inclusionProofs()) {
      assertThat(naive.path(proof.index(), proof.treeSize()))
          .isEqualTo(Leaves.texts(proof.hashes()));
    }
    for (ConsistencyProof proof : consistencyProofs()) {
      assertThat(naive.proof(proof.oldSize(), proof.newSize()))
          .isEqualTo(Leaves.texts(proof.hashes()));
    }
  }

  @ParameterizedTest
  @MethodSource("inclusionProofs")
  void aPublishedInclusionProofIsMadeAndVerified(InclusionProof proof) {
    assertThat(tree().at(proof.treeSize()).inclusion(proof.index())).isEqualTo(proof);
    Digest leaf = leaf((int) proof.index());
    MerkleVerifier.inclusion(proof, leaf, head(proof.treeSize())).orThrow();
  }

  @ParameterizedTest
  @MethodSource("consistencyProofs")
  void aPublishedConsistencyProofIsMadeAndVerified(ConsistencyProof proof) {
    assertThat(tree().at(proof.newSize()).consistency(proof.oldSize())).isEqualTo(proof);
    MerkleVerifier.consistency(proof, head(proof.oldSize()), head(proof.newSize())).orThrow();
  }

  /** The ways in which the public suite spoils a proof. */
  @ParameterizedTest
  @MethodSource("inclusionProofs")
  void aSpoiledInclusionProofIsRefused(InclusionProof proof) {
    TreeHead head = head(proof.treeSize());
    Digest leaf = leaf((int) proof.index());
    long size = proof.treeSize();
    List<Digest> hashes = proof.hashes();
    for (long index : List.of(proof.index() - 1, proof.index() + 1, proof.index() ^ 2)) {
      refused(new InclusionProof(index, size, hashes), leaf, head);
    }
    for (long wrong : List.of(size * 2, size / 2)) {
      // With the head's size changed as well: the suite knows no heads.
      InclusionProof resized = new InclusionProof(proof.index(), wrong, hashes);
      refused(resized, leaf, head);
      refused(resized, leaf, new TreeHead(wrong, head.root()));
    }
    refused(proof, SOME_HASH, head);
    refused(proof, leaf, new TreeHead(size, MerkleHasher.EMPTY_ROOT));
    refused(proof, leaf, new TreeHead(size, SOME_HASH));
    for (List<Digest> wrong : spoiled(hashes, head.root())) {
      refused(new InclusionProof(proof.index(), size, wrong), leaf, head);
    }
  }

  @ParameterizedTest
  @MethodSource("consistencyProofs")
  void aSpoiledConsistencyProofIsRefused(ConsistencyProof proof) {
    TreeHead older = head(proof.oldSize());
    TreeHead newer = head(proof.newSize());
    long oldSize = proof.oldSize();
    long newSize = proof.newSize();
    List<Digest> hashes = proof.hashes();
    if (oldSize == newSize) {
      return; // As in the suite, only proofs that hold hashes are spoiled.
    }
    for (long wrong : List.of(oldSize - 1, oldSize + 1, oldSize ^ 2)) {
      ConsistencyProof resized = new ConsistencyProof(wrong, newSize, hashes);
      refused(resized, older, newer);
      refused(resized, new TreeHead(wrong, older.root()), newer);
    }
    for (long wrong : List.of(newSize * 2, newSize / 2)) {
      ConsistencyProof resized = new ConsistencyProof(oldSize, wrong, hashes);
      refused(resized, older, newer);
      refused(resized, older, new TreeHead(wrong, newer.root()));
    }
    refused(proof, new TreeHead(oldSize, SOME_HASH), newer);
    refused(proof, older, new TreeHead(newSize, SOME_HASH));
    refused(proof, new TreeHead(oldSize, newer.root()), new TreeHead(newSize, older.root()));
    refused(new ConsistencyProof(oldSize, newSize, List.of()), older, newer);
    for (Digest extra : List.of(older.root(), newer.root(), hashes.getFirst())) {
      for (List<Digest> wrong : spoiled(hashes, extra)) {
        refused(new ConsistencyProof(oldSize, newSize, wrong), older, newer);
      }
    }
  }

  /** The suite's table of pairs without a path between them. */
  @Test
  void consistencyOfTheSmallestSizesIsDecidedByTheRoots() {
    TreeHead empty = new TreeHead(0, MerkleHasher.EMPTY_ROOT);
    accepted(new ConsistencyProof(0, 0, List.of()), empty, empty);
    accepted(new ConsistencyProof(0, 1, List.of()), empty, new TreeHead(1, SOME_HASH));
    accepted(
        new ConsistencyProof(1, 1, List.of()),
        new TreeHead(1, SOME_HASH),
        new TreeHead(1, SOME_HASH));
    refused(new ConsistencyProof(0, 0, List.of()), empty, new TreeHead(0, SOME_HASH));
    refused(new ConsistencyProof(1, 1, List.of()), head(1), new TreeHead(1, SOME_HASH));
    refused(new ConsistencyProof(1, 0, List.of()), head(1), empty);
    refused(new ConsistencyProof(2, 1, List.of()), head(2), head(1));
    refused(new ConsistencyProof(1, 2, List.of()), head(1), head(2));
    List<Digest> one = List.of(MerkleHasher.EMPTY_ROOT);
    refused(new ConsistencyProof(0, 0, one), empty, empty);
    refused(new ConsistencyProof(0, 1, one), empty, head(1));
    refused(new ConsistencyProof(1, 1, one), head(1), head(1));
    // Stricter than the suite, which takes any root for that of the tree without leaves.
    TreeHead wrong = new TreeHead(0, SOME_HASH);
    refused(new ConsistencyProof(0, 1, List.of()), wrong, head(1));
    refused(new ConsistencyProof(0, 0, List.of()), wrong, wrong);
  }

  private static List<List<Digest>> spoiled(List<Digest> hashes, Digest extra) {
    List<List<Digest>> all = new ArrayList<>();
    List<Digest> trailing = new ArrayList<>(hashes);
    trailing.add(extra);
    all.add(trailing);
    List<Digest> preceding = new ArrayList<>(hashes);
    preceding.addFirst(extra);
    all.add(preceding);
    if (!hashes.isEmpty()) {
      all.add(hashes.subList(0, hashes.size() - 1));
      List<Digest> inserted = new ArrayList<>(hashes);
      inserted.add(1, SOME_HASH);
      all.add(inserted);
    }
    return all;
  }

  private static void accepted(ConsistencyProof proof, TreeHead older, TreeHead newer) {
    assertThat(MerkleVerifier.consistency(proof, older, newer))
        .isInstanceOf(Verification.Verified.class);
  }

  private static void refused(ConsistencyProof proof, TreeHead older, TreeHead newer) {
    assertThat(MerkleVerifier.consistency(proof, older, newer))
        .as("%s", proof)
        .isInstanceOf(Verification.Refused.class);
  }

  private static void refused(InclusionProof proof, Digest leaf, TreeHead head) {
    assertThat(MerkleVerifier.inclusion(proof, leaf, head))
        .as("%s", proof)
        .isInstanceOf(Verification.Refused.class);
  }

  private static MerkleTree tree() {
    MemoryHashes hashes = new MemoryHashes(MerkleHasher.create());
    for (int i = 0; i < LEAVES.size(); i++) {
      hashes.append(leaf(i));
    }
    return hashes.tree();
  }

  private static Digest leaf(int index) {
    return MerkleHasher.create().leaf(HexFormat.of().parseHex(LEAVES.get(index)));
  }

  private static TreeHead head(long size) {
    return new TreeHead(size, Digest.parse(ROOTS.get((int) size)));
  }

  private static List<Digest> digests(String... texts) {
    return List.of(texts).stream().map(Digest::parse).toList();
  }
}
