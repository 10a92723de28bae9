package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The two hashes of RFC 6962. */
class MerkleHasherTest {

  private final MerkleHasher hasher = MerkleHasher.create();

  /** transparency-dev/merkle, rfc6962/rfc6962_test.go, commit 78493b07ef9b. */
  @Test
  void leavesHashAsThePublicTestSuiteSays() {
    assertThat(MerkleHasher.EMPTY_ROOT).hasToString(NaiveTree.sha256(""));
    assertThat(hasher.leaf(new byte[0]))
        .hasToString("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    assertThat(hasher.leaf("L123456".getBytes(StandardCharsets.UTF_8)))
        .hasToString("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
  }

  @Test
  void aNodeHashesAOneAndItsChildrenInOrder() {
    Digest left = Leaves.hash(1);
    Digest right = Leaves.hash(2);
    assertThat(hasher.node(left, right)).hasToString(NaiveTree.sha256("01" + left + right));
    assertThat(hasher.node(right, left)).hasToString(NaiveTree.sha256("01" + right + left));
  }

  @Test
  void aNodeIsNeverALeaf() {
    Digest left = Leaves.hash(1);
    Digest right = Leaves.hash(2);
    byte[] forged = new byte[64];
    left.copyTo(forged, 0);
    right.copyTo(forged, 32);
    assertThat(hasher.leaf(forged)).isNotEqualTo(hasher.node(left, right));
  }

  @Test
  void aBufferHashesAsItsRemainingBytes() {
    byte[] wide = "..leaf 7...".getBytes(StandardCharsets.UTF_8);
    ByteBuffer direct = ByteBuffer.allocateDirect(wide.length).put(wide).position(2).limit(8);
    assertThat(hasher.leaf(direct)).isEqualTo(Leaves.hash(7));
    assertThat(direct.remaining()).isZero();
    assertThat(hasher.leaf(ByteBuffer.wrap(wide, 2, 6))).isEqualTo(Leaves.hash(7));
  }

  @Test
  void aReadThatFailedSpoilsNoLaterHash() {
    ByteBuffer gone;
    try (Arena arena = Arena.ofConfined()) {
      gone = arena.allocate(100).asByteBuffer();
    }
    assertThatThrownBy(() -> hasher.leaf(gone)).isInstanceOf(IllegalStateException.class);
    assertThat(hasher.leaf(Leaves.input(7))).isEqualTo(Leaves.hash(7));
  }
}
