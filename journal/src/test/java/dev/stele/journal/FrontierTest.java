package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.trial.SimEntropy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The running tree, and its stored form. */
class FrontierTest {

  private final MerkleHasher hasher = MerkleHasher.create();

  @Test
  void theStoredFormOfEverySmallSizeReadsBackAndGrowsOn() {
    Frontier frontier = Frontier.empty();
    for (int size = 0; size <= 130; size++) {
      byte[] bytes = frontier.encode();
      assertThat(bytes).hasSize(8 + 32 * Integer.bitCount(size));
      Frontier decoded = Frontier.decode(bytes);
      assertThat(decoded.encode()).isEqualTo(bytes);
      assertThat(decoded.size()).isEqualTo(size);
      frontier.append(Leaves.hash(size), hasher);
      decoded.append(Leaves.hash(size), hasher);
      assertThat(decoded.encode()).isEqualTo(frontier.encode());
      assertThat(decoded.root(hasher)).isEqualTo(frontier.root(hasher));
    }
  }

  @Test
  void theStoredFormIsTheSizeAndTheSubtreesFromTheLargestOn() {
    MerkleTree tree = Leaves.inMemory(6).tree();
    Digest ofFour = tree.at(4).root();
    Digest ofTwo = hasher.node(Leaves.hash(4), Leaves.hash(5));
    byte[] expected = new byte[72];
    expected[0] = 6;
    ofFour.copyTo(expected, 8);
    ofTwo.copyTo(expected, 40);
    assertThat(tree.frontier().encode()).isEqualTo(expected);
    assertThat(tree.frontier().node(2)).isEqualTo(ofFour);
    assertThat(tree.frontier().node(1)).isEqualTo(ofTwo);
    for (int level : List.of(-1, 0, 3, 63, 64)) {
      assertThatThrownBy(() -> tree.frontier().node(level))
          .hasMessage("tree size 6 must have a subtree of the level, got: " + level);
    }
  }

  @Test
  void anyOtherLengthIsDamage() {
    for (long size : List.of(0L, 1L, 5L, 255L, 256L, Long.MAX_VALUE)) {
      int right = 8 + 32 * Long.bitCount(size);
      for (int length = 8; length <= right + 40; length++) {
        byte[] bytes = Arrays.copyOf(little(size), length);
        if (length == right) {
          assertThat(Frontier.decode(bytes).size()).isEqualTo(size);
        } else {
          damaged(bytes, "frontier of tree size " + size + " must be " + right + " bytes");
        }
      }
    }
    for (int length = 0; length < 8; length++) {
      damaged(new byte[length], "frontier must be >= 8 bytes, got: " + length);
    }
  }

  @Test
  void aSizeThatNoTreeHasIsDamage() {
    for (long size : List.of(-1L, Long.MIN_VALUE, Long.MIN_VALUE + 7)) {
      byte[] bytes = Arrays.copyOf(little(size), 8 + 32 * Long.bitCount(size));
      damaged(bytes, "tree size of a frontier must be >= 0, got: " + size);
    }
  }

  @Test
  void anyBytesAreAFrontierOrDamage() {
    long seed = 11;
    SimEntropy chance = SimEntropy.of(seed);
    int frontiers = 0;
    for (int round = 0; round < 50_000; round++) {
      byte[] bytes = new byte[chance.below(2) * 8 + 32 * chance.below(5)];
      chance.fill(bytes);
      if (bytes.length > 8 && chance.below(4) > 0) { // Else the size is nearly never small.
        Arrays.fill(bytes, 1, 8, (byte) 0);
        bytes[0] &= 0x1f;
      }
      try {
        byte[] again = Frontier.decode(bytes).encode();
        assertThat(again).as("seed %s, round %s", seed, round).isEqualTo(bytes);
        frontiers++;
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageContaining("frontier");
      }
    }
    assertThat(frontiers).isGreaterThan(1000);
  }

  @Test
  void appendingHashesLessThanTwoNodesForEachLeaf() {
    List<Integer> completed = new ArrayList<>();
    Frontier frontier = Frontier.empty();
    for (int i = 0; i < 1000; i++) {
      frontier.append(Leaves.hash(i), hasher, (level, _) -> completed.add(level));
    }
    assertThat(completed).hasSize(1000 + 994);
    assertThat(completed.subList(0, 7)).containsExactly(0, 0, 1, 0, 0, 1, 2);
    assertThat(Collections.max(completed)).isEqualTo(9);
  }

  @Test
  void aCopyGrowsApart() {
    Frontier frontier = Leaves.inMemory(7).tree().frontier();
    Frontier copy = frontier.copy();
    byte[] before = frontier.encode();
    copy.append(Leaves.hash(7), hasher);
    assertThat(frontier.encode()).isEqualTo(before);
    assertThat(copy.size()).isEqualTo(8);
  }

  @Test
  void theLargestTreeTakesNoMoreLeaves() {
    List<Digest> nodes = Collections.nCopies(62, Leaves.hash(0));
    Frontier frontier = Frontier.of(Long.MAX_VALUE - 1, nodes);
    frontier.append(Leaves.hash(0), hasher);
    byte[] full = frontier.encode();
    assertThatThrownBy(() -> frontier.append(Leaves.hash(0), hasher))
        .isInstanceOf(IllegalStateException.class);
    assertThat(frontier.encode()).isEqualTo(full).hasSize(8 + 32 * 63);
  }

  @Test
  void asManyNodesAsTheSizeAsksForAreTaken() {
    assertThatThrownBy(() -> Frontier.of(3, List.of(Leaves.hash(0))))
        .hasMessage("node count must be 2, got: 1");
    assertThatThrownBy(() -> Frontier.of(-1, List.of())).hasMessage("size must be >= 0, got: -1");
  }

  private static void damaged(byte[] bytes, String message) {
    assertThatThrownBy(() -> Frontier.decode(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  private static byte[] little(long size) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(size).array();
  }
}
