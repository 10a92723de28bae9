package dev.stele.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.journal.ConsistencyProof;
import dev.stele.journal.Digest;
import dev.stele.journal.TreeHead;
import dev.stele.trial.SimEntropy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GrowthProofTest {

  private final ProofStore store = ProofStore.of(17, 1);
  private final TrustedLog log = store.trust();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void anyGrowthIsProven() {
    for (long size = 0; size <= store.size(); size++) {
      for (long oldSize = 0; oldSize <= size; oldSize++) {
        GrowthProof proof = store.proveGrowth(oldSize, size);
        GrowthProof read = GrowthProof.parse(proof.toBytes());
        assertThat(read).isEqualTo(proof);
        assertThat(read.verify(log).orThrow())
            .isEqualTo(new ProvenGrowth(store.checkpoint(oldSize), store.checkpoint(size)));
      }
    }
  }

  @Test
  void theFileIsTheOneOfTheFormat() {
    GrowthProof proof = store.proveGrowth(2, 3);
    String third = Base64Text.of(proof.hashes().getFirst().toBytes());
    assertThat(proof.hashes()).hasSize(1);
    assertThat(new String(proof.toBytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "dev.stele/tlog-growth@v1\n"
                + (third + "\n")
                + "\n"
                + store.signed(2)
                + "\n"
                + store.signed(3));
  }

  @Test
  void severalSignaturesOnBothComeBack() {
    NoteSigner second = NoteSigner.generate("second", SimEntropy.of(3));
    GrowthProof one = store.proveGrowth(2, 9);
    GrowthProof proof =
        new GrowthProof(one.hashes(), one.older().signedBy(second), one.newer().signedBy(second));
    assertThat(GrowthProof.parse(proof.toBytes())).isEqualTo(proof);
    assertThat(proof.verify(log)).isEqualTo(one.verify(log));
  }

  @Test
  void aTreeThatShrinksIsRefused() {
    GrowthProof proof = new GrowthProof(List.of(), store.signed(9), store.signed(5));
    assertThat(proof.verify(log))
        .isEqualTo(
            new ProofVerification.Refused<ProvenGrowth>(
                ProofVerification.Reason.SIZE, "newer size must be >= 9, got: 5"));
  }

  @Test
  void twoSignedRootsOfOneSizeAreAFork() {
    SignedNote forked = signed(9, Digest.of(new byte[32]));
    GrowthProof proof = new GrowthProof(List.of(), store.signed(9), forked);
    assertThat(reason(proof)).isEqualTo(ProofVerification.Reason.FORK);
  }

  @Test
  void aHistoryThatWasChangedIsRefused() {
    Digest other = Digest.of(new byte[32]);
    GrowthProof right = store.proveGrowth(5, 9);
    assertThat(reason(new GrowthProof(right.hashes(), signed(5, other), right.newer())))
        .isEqualTo(ProofVerification.Reason.OLD_ROOT);
    assertThat(reason(new GrowthProof(right.hashes(), right.older(), signed(9, other))))
        .isEqualTo(ProofVerification.Reason.ROOT);
    List<Digest> more = new ArrayList<>(right.hashes());
    more.add(other);
    assertThat(reason(new GrowthProof(more, right.older(), right.newer())))
        .isEqualTo(ProofVerification.Reason.HASH_COUNT);
  }

  @Test
  void bothCheckpointsMustBeOfTheTrustedKeyAndHistory() {
    GrowthProof right = store.proveGrowth(5, 9);
    NoteSigner stranger = NoteSigner.generate(store.origin().toString(), SimEntropy.of(9));
    LogOrigin restored = new LogOrigin(store.origin().name(), new UUID(1, 2));
    for (long size : List.of(5L, 9L)) {
      SignedNote strange = store.checkpoint(size).sign(stranger);
      SignedNote moved =
          Checkpoint.of(restored, store.checkpoint(size).head()).sign(store.signer());
      assertThat(reason(with(right, size, strange)))
          .isEqualTo(ProofVerification.Reason.UNKNOWN_KEY);
      assertThat(reason(with(right, size, moved))).isEqualTo(ProofVerification.Reason.LINEAGE);
    }
  }

  private static GrowthProof with(GrowthProof proof, long size, SignedNote note) {
    return size == 5
        ? new GrowthProof(proof.hashes(), note, proof.newer())
        : new GrowthProof(proof.hashes(), proof.older(), note);
  }

  @Test
  void aProofOfOtherSizesIsNotPutTogether() {
    ConsistencyProof proof = new ConsistencyProof(5, 9, List.of());
    assertThatThrownBy(() -> GrowthProof.of(proof, store.signed(5), store.signed(10)))
        .hasMessage("proof must be for the sizes 5 and 10, got: 5 and 9");
    assertThatThrownBy(() -> GrowthProof.of(proof, store.signed(4), store.signed(9)))
        .hasMessage("proof must be for the sizes 4 and 9, got: 5 and 9");
  }

  @Test
  void whatIsNoProofIsRefused() {
    String right = new String(store.proveGrowth(5, 9).toBytes(), StandardCharsets.UTF_8);
    String hash = Base64Text.of(new byte[32]) + "\n";
    String older = store.signed(5).toString();
    refuses("", "'dev.stele/tlog-growth@v1' must stand in a line that ends: line 1");
    refuses("x" + right, "expected 'dev.stele/tlog-growth@v1', found 'xdev.");
    refuses(right.replace("@v1", "@v2"), "expected 'dev.stele/tlog-growth@v1', found 'dev.");
    refuses("dev.stele/tlog-growth@v1\n" + hash, "hash must stand in a line that ends: line 3");
    refuses("dev.stele/tlog-growth@v1\n" + hash.repeat(65) + "\n", "hashes must be at most 64");
    refuses("dev.stele/tlog-growth@v1\n\n" + older, "signatures of the older checkpoint must");
    refuses("dev.stele/tlog-growth@v1\n\n" + older + "\n", "note must have a blank line: line 9");
    refuses(right + "\n", "signature must stand in a line that ends: line 20");
  }

  private static void refuses(String text, String message) {
    assertThatThrownBy(() -> GrowthProof.parse(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ProofException.Malformed.class)
        .hasMessageStartingWith(message);
  }

  private SignedNote signed(long size, Digest root) {
    return Checkpoint.of(store.origin(), new TreeHead(size, root)).sign(store.signer());
  }

  private ProofVerification.Reason reason(GrowthProof proof) {
    ProofVerification<ProvenGrowth> verification = proof.verify(log);
    assertThat(verification).isInstanceOf(ProofVerification.Refused.class);
    return ((ProofVerification.Refused<?>) verification).reason();
  }
}
