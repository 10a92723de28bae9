package dev.stele.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.journal.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of a proof alone. */
class TlogProofTest {

  private static final String HEADER = "c2sp.org/tlog-proof@v1\n";
  private static final String HASH = "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n";
  private static final String NOTE = PublishedNotes.SOFA;

  /**
   * The example of C2SP tlog-proof.md, commit 0065ea5b7161: its signatures are abridged there, so
   * one of another example stands here, and its extra line is no base 64.
   */
  @Test
  void thePublishedExampleIsRead() {
    String text =
        HEADER
            + "index 73894\n"
            + HASH
            + "B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=\n"
            + "EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=\n"
            + "RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=\n"
            + "AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=\n"
            + "\n"
            + "example.com/fancylog\n"
            + "109482\n"
            + "sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=\n"
            + "\n"
            + PublishedNotes.PETER_LINE;
    TlogProof proof = parse(text);
    assertThat(proof.index()).isEqualTo(73_894);
    assertThat(proof.hashes()).hasSize(5);
    assertThat(Checkpoint.parse(proof.checkpoint().text()).head().size()).isEqualTo(109_482);
    assertThat(proof.extra()).isNull();
    assertThat(new String(proof.toBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
  }

  /** The cases of transparency-dev/formats, proof/tlog_proof_test.go, with a whole checkpoint. */
  @Test
  void thePublishedFormsAreWritten() throws NoSuchAlgorithmException {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    Digest one = Digest.of(sha256.digest("hash1".getBytes(StandardCharsets.UTF_8)));
    Digest two = Digest.of(sha256.digest("hash2".getBytes(StandardCharsets.UTF_8)));
    String oneText = Base64Text.of(one.toBytes()) + "\n";
    String twoText = Base64Text.of(two.toBytes()) + "\n";
    SignedNote note = SignedNote.parse(NOTE.getBytes(StandardCharsets.UTF_8));
    ByteBuffer extra = StandardCharsets.UTF_8.encode("extra information");
    comesBack(
        new TlogProof(null, 5, List.of(one, two), note),
        HEADER + "index 5\n" + oneText + twoText + "\n" + NOTE);
    comesBack(
        new TlogProof(extra, 10, List.of(one), note),
        HEADER + "extra ZXh0cmEgaW5mb3JtYXRpb24=\nindex 10\n" + oneText + "\n" + NOTE);
    comesBack(new TlogProof(null, 0, List.of(), note), HEADER + "index 0\n\n" + NOTE);
    comesBack(
        new TlogProof(ByteBuffer.allocate(0), 0, List.of(), note),
        HEADER + "extra \nindex 0\n\n" + NOTE);
  }

  private static void comesBack(TlogProof proof, String text) {
    assertThat(new String(proof.toBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
    assertThat(parse(text)).isEqualTo(proof);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "wrong-header\nindex 0\n\n" + NOTE,
        "c2sp.org/tlog-proof@v2\nindex 0\n\n" + NOTE,
        HEADER,
        HEADER + "\n\n" + NOTE,
        HEADER + "extra !!notbase64!!\nindex 0\n\n" + NOTE,
        HEADER + "extra\nindex 0\n\n" + NOTE,
        HEADER + "extra AA==\nextra AA==\nindex 0\n\n" + NOTE,
        HEADER + "index 0\nextra AA==\n\n" + NOTE,
        HEADER + "index notanumber\n\n" + NOTE,
        HEADER + "index -5\n\n" + NOTE,
        HEADER + "index 05\n\n" + NOTE,
        HEADER + "index 9223372036854775808\n\n" + NOTE,
        HEADER + "index  5\n\n" + NOTE,
        HEADER + "index 5\r\n\n" + NOTE,
        HEADER + "index 0\n!!notbase64!!\n\n" + NOTE,
        HEADER + "index 0\n" + HASH + HASH,
        HEADER + "index 0\nAAAA" + HASH + "\n" + NOTE,
        HEADER + "index 0\n\n",
        HEADER + "index 0\n\ncheckpoint\n",
        HEADER + "index 0\n" + NOTE,
      })
  void whatIsNoProofIsRefused(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(ProofException.Malformed.class);
  }

  @Test
  void thereAreAtMost63Hashes() {
    assertThat(parse(HEADER + "index 0\n" + HASH.repeat(63) + "\n" + NOTE).hashes()).hasSize(63);
    assertThatThrownBy(() -> parse(HEADER + "index 0\n" + HASH.repeat(64) + "\n" + NOTE))
        .hasMessage("hashes must be at most 63: line 66");
  }

  @Test
  void aFileThatIsTooLongIsNotRead() {
    assertThatThrownBy(() -> TlogProof.parse(new byte[(24 << 20) + 1]))
        .hasMessage("proof must have at most 25165824 bytes, got: 25165825: line 1");
    assertThatThrownBy(() -> GrowthProof.parse(new byte[(24 << 20) + 1]))
        .hasMessage("proof must have at most 25165824 bytes, got: 25165825: line 1");
  }

  private static TlogProof parse(String text) {
    return TlogProof.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
