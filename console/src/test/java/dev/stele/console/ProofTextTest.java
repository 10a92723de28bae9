package dev.stele.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.journal.Digest;
import dev.stele.journal.InclusionProof;
import dev.stele.journal.MerkleHasher;
import dev.stele.journal.TreeHead;
import dev.stele.journal.Verification;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A proof that goes through a text, and the judge that has nothing else. */
class ProofTextTest {

  private final MerkleHasher hasher = MerkleHasher.create();

  /** The right one of two leaves. */
  private ProofText proof() {
    Digest left = hasher.leaf(new byte[] {1});
    Digest right = hasher.leaf(new byte[] {2});
    return new ProofText(
        right, new InclusionProof(1, 2, List.of(left)), new TreeHead(2, hasher.node(left, right)));
  }

  @Test
  void aTextIsReadBackAsItWasWritten() {
    ProofText proof = proof();
    assertThat(proof.toString())
        .containsPattern("leaf [0-9a-f]{64}\nindex 1\nhash .*\nsize 2\nroot");
    assertThat(ProofText.parse(proof.toString())).isEqualTo(proof);
    assertThat(ProofText.parse(proof.toString()).judge()).isInstanceOf(Verification.Verified.class);
  }

  @Test
  void whatIsNoProofIsNotRead() {
    String text = proof().toString();
    for (String wrong :
        List.of("", "leaf 12\n", text.replaceFirst("index", "place"), text + text, "root\n")) {
      assertThatThrownBy(() -> ProofText.parse(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> ProofText.parse(text.replaceFirst("size.*", "size many")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyChangedBitOfALeafIsRefused() {
    for (int bit = 0; bit < Digest.BYTES * Byte.SIZE; bit++) {
      assertThat(proof().withBitChanged(bit).judge())
          .isInstanceOfSatisfying(
              Verification.Refused.class,
              refused -> assertThat(refused.reason()).isEqualTo(Verification.Reason.ROOT));
    }
  }

  @Test
  void theJudgeIsToldAProofAndSaysOneLine() {
    assertThat(judge(proof().toString(), 0)).isEqualTo("verified .\n");
    assertThat(judge(proof().withBitChanged(7).toString(), 1)).startsWith("refused ROOT: ");
    assertThat(judge("leaf\n", 1)).isEmpty();
  }

  private static String judge(String told, int status) {
    StringWriter out = new StringWriter();
    byte[] bytes = told.getBytes(StandardCharsets.UTF_8);
    CommandLine command =
        new CommandLine(new DemoVerifier(new ByteArrayInputStream(bytes)))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(new StringWriter(), true));
    assertThat(command.execute()).isEqualTo(status);
    return out.toString();
  }
}
