package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Roots and proofs are those of the definition, and cost a path. */
class MerkleTreeTest {

  private static final int SIZE_MAX = 130;

  private final MerkleHasher hasher = MerkleHasher.create();

  @Test
  void everyRootOfASmallTreeIsTheOneOfTheDefinition() {
    NaiveTree naive = new NaiveTree(Leaves::input);
    MerkleTree inMemory = Leaves.inMemory(SIZE_MAX).tree();
    TiledTree tiled = TiledTree.of(SIZE_MAX);
    Frontier frontier = Frontier.empty();
    for (int size = 0; size <= SIZE_MAX; size++) {
      assertThat(inMemory.at(size).head())
          .isEqualTo(new TreeHead(size, Digest.parse(naive.root(size))));
      assertThat(tiled.at(size).root()).hasToString(naive.root(size));
      assertThat(tiled.tree().at(size).root()).hasToString(naive.root(size));
      assertThat(frontier.root(hasher)).hasToString(naive.root(size));
      frontier.append(Leaves.hash(size), hasher);
    }
  }

  @Test
  void everyInclusionProofOfASmallTreeIsTheOneOfTheDefinition() {
    NaiveTree naive = new NaiveTree(Leaves::input);
    MerkleTree inMemory = Leaves.inMemory(SIZE_MAX).tree();
    TiledTree tiled = TiledTree.of(SIZE_MAX);
    int count = 0;
    for (int size = 1; size <= SIZE_MAX; size++) {
      TreeHead head = new TreeHead(size, Digest.parse(naive.root(size)));
      for (int index = 0; index < size; index++) {
        InclusionProof proof = inMemory.at(size).inclusion(index);
        assertThat(proof).isEqualTo(tiled.at(size).inclusion(index));
        assertThat(Leaves.texts(proof.hashes())).isEqualTo(naive.path(index, size));
        accepted(MerkleVerifier.inclusion(proof, Leaves.hash(index), head));
        count++;
      }
    }
    assertThat(count).isEqualTo(8515);
  }

  @Test
  void everyConsistencyProofOfASmallTreeIsTheOneOfTheDefinition() {
    NaiveTree naive = new NaiveTree(Leaves::input);
    MerkleTree inMemory = Leaves.inMemory(SIZE_MAX).tree();
    TiledTree tiled = TiledTree.of(SIZE_MAX);
    int count = 0;
    for (int size = 0; size <= SIZE_MAX; size++) {
      TreeHead newer = new TreeHead(size, Digest.parse(naive.root(size)));
      for (int oldSize = 0; oldSize <= size; oldSize++) {
        TreeHead older = new TreeHead(oldSize, Digest.parse(naive.root(oldSize)));
        ConsistencyProof proof = inMemory.at(size).consistency(oldSize);
        assertThat(proof).isEqualTo(tiled.at(size).consistency(oldSize));
        assertThat(Leaves.texts(proof.hashes())).isEqualTo(naive.proof(oldSize, size));
        accepted(MerkleVerifier.consistency(proof, older, newer));
        count++;
      }
    }
    assertThat(count).isEqualTo(8646);
  }

  @Test
  void proofsAroundTheEdgesOfTilesAreThoseOfTheDefinition() {
    NaiveTree naive = new NaiveTree(Leaves::input);
    MerkleTree inMemory = Leaves.inMemory(65_537).tree();
    TiledTree tiled = TiledTree.of(65_537);
    for (int size : List.of(255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537)) {
      MerkleTree tree = tiled.at(size);
      TreeHead head = new TreeHead(size, Digest.parse(naive.root(size)));
      assertThat(tree.head()).isEqualTo(head).isEqualTo(inMemory.at(size).head());
      for (long place : places(size)) {
        if (place < size) {
          InclusionProof proof = tree.inclusion(place);
          assertThat(proof).isEqualTo(inMemory.at(size).inclusion(place));
          assertThat(Leaves.texts(proof.hashes())).isEqualTo(naive.path(place, size));
          accepted(MerkleVerifier.inclusion(proof, Leaves.hash(place), head));
        }
        ConsistencyProof proof = tree.consistency(place);
        assertThat(proof).isEqualTo(inMemory.at(size).consistency(place));
        assertThat(Leaves.texts(proof.hashes())).isEqualTo(naive.proof(place, size));
        TreeHead older = new TreeHead(place, Digest.parse(naive.root(place)));
        accepted(MerkleVerifier.consistency(proof, older, head));
      }
    }
  }

  /** Up to the largest size there is: all leaves are the same, so that it can be known. */
  @ParameterizedTest
  @ValueSource(
      longs = {
        1,
        2,
        3,
        1000,
        1L << 32,
        (1L << 32) + 1,
        (1L << 56) - 1,
        (1L << 62) - 1,
        1L << 62,
        (1L << 62) + 1,
        Long.MAX_VALUE - 1,
        Long.MAX_VALUE
      })
  void aTreeOfAnySizeIsProvenFromAPathOfNodes(long size) {
    UniformTree uniform = new UniformTree();
    List<Long> reads = new ArrayList<>();
    HashSource counting =
        (level, index) -> {
          assertThat(index).isBetween(0L, (size >>> level) - 1);
          reads.add(index);
          return uniform.hash(level, index);
        };
    MerkleTree tree = MerkleTree.of(counting, size, hasher);
    MerkleTree tiled = MerkleTree.of(new TileHashes(uniform, size, hasher), size, hasher);
    int bits = Long.SIZE - Long.numberOfLeadingZeros(size);
    Map<Long, String> known = new HashMap<>();
    assertThat(tree.root()).hasToString(UniformTree.root(size, known)).isEqualTo(tiled.root());
    assertThat(reads).hasSizeLessThanOrEqualTo(bits);
    for (long place : places(size)) {
      reads.clear();
      if (place < size) {
        InclusionProof proof = tree.inclusion(place);
        assertThat(reads).hasSizeLessThanOrEqualTo(2 * bits);
        assertThat(proof).isEqualTo(tiled.inclusion(place));
        accepted(MerkleVerifier.inclusion(proof, hasher.leaf(UniformTree.INPUT), tree.head()));
      }
      reads.clear();
      ConsistencyProof proof = tree.consistency(place);
      assertThat(reads).hasSizeLessThanOrEqualTo(2 * bits);
      assertThat(proof).isEqualTo(tiled.consistency(place));
      reads.clear();
      TreeHead older = tree.at(place).head();
      assertThat(reads).hasSizeLessThanOrEqualTo(bits);
      accepted(MerkleVerifier.consistency(proof, older, tree.head()));
      reads.clear();
      assertThat(tree.at(place).frontier().root(hasher)).isEqualTo(older.root());
      assertThat(reads).hasSize(Long.bitCount(place));
    }
  }

  @Test
  void eachTileOnTheWayIsReadAtMostTwice() {
    TiledTree tiled = TiledTree.of(70_000);
    for (long place : places(70_000)) {
      tiled.reads.clear();
      tiled.tree().consistency(place);
      assertThat(tiled.reads).as("consistency with %s", place).hasSizeLessThanOrEqualTo(6);
      tiled.reads.clear();
      tiled.tree().inclusion(Math.min(place, 69_999));
      assertThat(tiled.reads).as("inclusion of %s", place).hasSizeLessThanOrEqualTo(6);
    }
  }

  @Test
  void theFrontierOfAnyEarlierSizeGrowsIntoTheSameTree() {
    MerkleTree tree = Leaves.inMemory(SIZE_MAX).tree();
    for (int size = 0; size <= SIZE_MAX; size++) {
      Frontier frontier = tree.at(size).frontier();
      for (int i = size; i < SIZE_MAX; i++) {
        frontier.append(Leaves.hash(i), hasher);
      }
      assertThat(frontier.size()).isEqualTo(SIZE_MAX);
      assertThat(frontier.root(hasher)).isEqualTo(tree.root());
    }
  }

  @Test
  void whatATreeDoesNotHaveIsRefused() {
    MerkleTree tree = Leaves.inMemory(5).tree();
    for (long outside : List.of(-1L, 6L, Long.MAX_VALUE, Long.MIN_VALUE)) {
      assertThatThrownBy(() -> tree.at(outside)).hasMessageEndingWith("got: " + outside);
      assertThatThrownBy(() -> tree.consistency(outside)).hasMessageEndingWith("got: " + outside);
      assertThatThrownBy(() -> tree.inclusion(outside)).hasMessageEndingWith("got: " + outside);
    }
    assertThatThrownBy(() -> tree.inclusion(5)).hasMessage("index must be >= 0 and < 5, got: 5");
    assertThatThrownBy(() -> MerkleTree.of((_, _) -> Leaves.hash(0), -1, hasher))
        .hasMessage("size must be >= 0, got: -1");
    assertThatThrownBy(() -> Leaves.inMemory(5).hash(2, 1))
        .hasMessageEndingWith("level 2, index 1");
    assertThatThrownBy(() -> Leaves.inMemory(5).hash(3, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void accepted(Verification verification) {
    assertThat(verification).isInstanceOf(Verification.Verified.class);
  }

  /** Places of a tree where something could go wrong: its ends, its middle, powers of two. */
  private static NavigableSet<Long> places(long size) {
    NavigableSet<Long> places = new TreeSet<>();
    for (int bit = 0; bit < 63; bit++) {
      long power = 1L << bit;
      LongStream.of(power - 1, power, power + 1, size - power, size / 2 + power)
          .filter(place -> place >= 0 && place <= size)
          .forEach(places::add);
    }
    places.add(size);
    return places;
  }
}
