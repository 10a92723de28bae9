package dev.stele.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.journal.Digest;
import dev.stele.journal.MerkleHasher;
import dev.stele.journal.TreeHead;
import dev.stele.trial.SimEntropy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints, origins, and whom a verifier believes. */
class CheckpointTest {

  private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
  private static final Digest DIGEST = Digest.of(Base64.getDecoder().decode(ROOT));
  private static final UUID LINEAGE = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");

  private final LogOrigin origin = new LogOrigin("example.com/orders", LINEAGE);
  private final NoteSigner signer = NoteSigner.generate(origin.toString(), SimEntropy.of(4));
  private final TrustedLog log = TrustedLog.of(origin, signer.verifier());

  @Test
  void thePublishedOneIsRead() {
    SignedNote note = SignedNote.parse(PublishedNotes.SOFA.getBytes(StandardCharsets.UTF_8));
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    assertThat(checkpoint)
        .isEqualTo(
            new Checkpoint(
                "example.com/behind-the-sofa", new TreeHead(20_852_163, DIGEST), List.of()));
    assertThat(checkpoint.text()).isEqualTo(note.text());
  }

  @Test
  void aStoreSaysItsNameItsLineageItsSizeAndItsRoot() {
    Checkpoint checkpoint = Checkpoint.of(origin, new TreeHead(17, DIGEST));
    assertThat(checkpoint.text())
        .isEqualTo("example.com/orders/0f8fad5b-d9cb-469f-a165-70867728950e\n17\n" + ROOT + "\n");
    assertThat(Checkpoint.parse(checkpoint.text())).isEqualTo(checkpoint);
    assertThat(log.verify(checkpoint.sign(signer)).orThrow()).isEqualTo(checkpoint);
    assertThat(checkpoint.sign(signer).signatures().getFirst().key().name())
        .isEqualTo(checkpoint.origin());
  }

  @Test
  void anyOriginAndExtensionsAndTheLargestSizeAreRead() {
    String text = "an \u00E9 origin + more\n9223372036854775807\n" + ROOT + "\nmore\n and more\n";
    Checkpoint checkpoint = Checkpoint.parse(text);
    assertThat(checkpoint.extensions()).containsExactly("more", " and more");
    assertThat(checkpoint.head().size()).isEqualTo(Long.MAX_VALUE);
    assertThat(checkpoint.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "o\n",
        "o\n1\n",
        "\n1\n" + ROOT + "\n",
        "o\n\n" + ROOT + "\n",
        "o\n1\n" + ROOT,
        "o\n01\n" + ROOT + "\n",
        "o\n-1\n" + ROOT + "\n",
        "o\n+1\n" + ROOT + "\n",
        "o\n\u0661\n" + ROOT + "\n",
        "o\n 1\n" + ROOT + "\n",
        "o\n9223372036854775808\n" + ROOT + "\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2Jj\n",
        "o\n1\n" + ROOT + "\n\n",
        "o\n1\n" + ROOT + "\nx\n\ny\n",
        "o\r\n1\n" + ROOT + "\n"
      })
  void whatIsNoCheckpointIsRefused(String text) {
    assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(ProofException.Malformed.class);
  }

  @Test
  void linesThatNoCheckpointHasAreNotMade() {
    TreeHead head = new TreeHead(1, DIGEST);
    for (String line : List.of("", "a\nb", "a\tb")) {
      assertThatThrownBy(() -> new Checkpoint(line, head, List.of()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Checkpoint("o", head, List.of(line)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> Checkpoint.of(origin, new TreeHead(-1, DIGEST)))
        .hasMessage("tree size must be >= 0, got: -1");
  }

  @Test
  void aCheckpointOfAnotherLogIsRefused() {
    assertThat(refusal(new LogOrigin("example.com/other", LINEAGE).toString()))
        .isEqualTo(ProofVerification.Reason.ORIGIN);
    assertThat(refusal("example.com/orders")).isEqualTo(ProofVerification.Reason.ORIGIN);
    assertThat(refusal(origin + "/")).isEqualTo(ProofVerification.Reason.ORIGIN);
  }

  @Test
  void aCheckpointOfAnotherHistoryIsRefused() {
    LogOrigin restored = new LogOrigin(origin.name(), new UUID(5, 6));
    SignedNote note = Checkpoint.of(restored, new TreeHead(1, DIGEST)).sign(signer);
    assertThat(log.verify(note))
        .isEqualTo(
            new ProofVerification.Refused<Checkpoint>(
                ProofVerification.Reason.LINEAGE,
                "expected origin 'example.com/orders/0f8fad5b-d9cb-469f-a165-70867728950e',"
                    + " found 'example.com/orders/00000000-0000-0005-0000-000000000006'"));
  }

  @Test
  void aSignedTextThatIsNoCheckpointIsRefused() {
    assertThat(log.verify(SignedNote.sign("hello\n", signer)))
        .isEqualTo(
            new ProofVerification.Refused<Checkpoint>(
                ProofVerification.Reason.NO_CHECKPOINT,
                "tree size must stand in a line that ends: line 2"));
  }

  @Test
  void aTreeWithoutLeavesHasItsOneRoot() {
    SignedNote right = Checkpoint.of(origin, new TreeHead(0, MerkleHasher.EMPTY_ROOT)).sign(signer);
    assertThat(log.verify(right)).isInstanceOf(ProofVerification.Proven.class);
    SignedNote wrong = Checkpoint.of(origin, new TreeHead(0, DIGEST)).sign(signer);
    assertThat(reason(log.verify(wrong))).isEqualTo(ProofVerification.Reason.ROOT);
  }

  @Test
  void anotherKeyOfTheSameNameIsNotBelieved() {
    NoteSigner stranger = NoteSigner.generate(origin.toString(), SimEntropy.of(5));
    SignedNote note = Checkpoint.of(origin, new TreeHead(1, DIGEST)).sign(stranger);
    assertThat(reason(log.verify(note))).isEqualTo(ProofVerification.Reason.UNKNOWN_KEY);
    TrustedLog both = new TrustedLog(origin, Set.of(signer.verifier(), stranger.verifier()));
    assertThat(both.verify(note)).isInstanceOf(ProofVerification.Proven.class);
    assertThat(both.verify(note.signedBy(signer))).isInstanceOf(ProofVerification.Proven.class);
  }

  @Test
  void trustNeedsAKey() {
    assertThatThrownBy(() -> new TrustedLog(origin, Set.of()))
        .hasMessage("keys must be one or more, got: none");
  }

  @Test
  void anOriginComesBackFromItsTextAndOthersAreNone() {
    assertThat(LogOrigin.parse(origin.toString())).contains(origin);
    assertThat(LogOrigin.parse("a/b/" + LINEAGE)).contains(new LogOrigin("a/b", LINEAGE));
    for (String other :
        List.of(
            "",
            "/",
            LINEAGE.toString(),
            "/" + LINEAGE,
            "a b/" + LINEAGE,
            "a+b/" + LINEAGE,
            "a/0-0-0-0-1",
            "a/0F8FAD5B-D9CB-469F-A165-70867728950E",
            origin + "x",
            "x".repeat(219) + "/" + LINEAGE)) {
      assertThat(LogOrigin.parse(other)).as(other).isEmpty();
    }
  }

  /** As long as torchwood's reader of checkpoints takes (its checkpoint_test.go). */
  @Test
  void anOriginHasAtMost255Bytes() {
    assertThat(
            new LogOrigin("\u00E9".repeat(109), LINEAGE)
                .toString()
                .getBytes(StandardCharsets.UTF_8))
        .hasSize(255);
    assertThatThrownBy(() -> new LogOrigin("\u00E9".repeat(109) + "x", LINEAGE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private ProofVerification.Reason refusal(String named) {
    Checkpoint checkpoint = new Checkpoint(named, new TreeHead(1, DIGEST), List.of());
    return reason(log.verify(checkpoint.sign(signer)));
  }

  private static ProofVerification.Reason reason(ProofVerification<?> verification) {
    assertThat(verification).isInstanceOf(ProofVerification.Refused.class);
    return ((ProofVerification.Refused<?>) verification).reason();
  }
}
