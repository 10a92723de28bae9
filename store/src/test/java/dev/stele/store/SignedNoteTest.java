package dev.stele.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.trial.SimEntropy;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {

  private static final String TEXT = PublishedNotes.TEXT;
  private static final String PETER_LINE = PublishedNotes.PETER_LINE;
  private static final String ENOCH_LINE = PublishedNotes.ENOCH_LINE;

  private final NoteVerifier peter = NoteVerifier.parse(PublishedNotes.PETER_KEY);
  private final NoteVerifier enoch = NoteVerifier.parse(PublishedNotes.ENOCH_KEY);

  @Test
  void thePublishedNoteIsMadeByteForByte() {
    NoteSigner signer = NoteSigner.parse(PublishedNotes.PETER_SECRET);
    SignedNote note = SignedNote.sign(TEXT, signer);
    assertThat(note).hasToString(TEXT + "\n" + PETER_LINE);
    assertThat(note.signedBy(signer)).isEqualTo(note);
  }

  @ParameterizedTest
  @ValueSource(strings = {PublishedNotes.POEM, PublishedNotes.SOFA})
  void aPublishedNoteComesBackByteForByte(String published) {
    SignedNote note = parse(published);
    assertThat(note.toBytes()).isEqualTo(published.getBytes(StandardCharsets.UTF_8));
    assertThat(note.text()).isEqualTo(published.substring(0, published.lastIndexOf("\n\n") + 1));
    assertThat(reason(note.verify(Set.of(peter)))).isEqualTo(ProofVerification.Reason.UNKNOWN_KEY);
  }

  @Test
  void aTextWithBlankLinesEndsAtTheLastOne() {
    NoteSigner signer = NoteSigner.parse(PublishedNotes.PETER_SECRET);
    for (String text : List.of("\n", "\n\n", "a\n\nb\n", "a\n" + "\n" + PETER_LINE)) {
      byte[] bytes = SignedNote.sign(text, signer).toBytes();
      assertThatCode(() -> SignedNote.parse(bytes)).as(text).doesNotThrowAnyException();
      assertThat(SignedNote.parse(bytes).verify(Set.of(peter)).orThrow()).isEqualTo(text);
    }
  }

  @Test
  void oneKnownKeyProvesTheTextAndOthersArePassedOver() {
    SignedNote note = parse(TEXT + "\n" + PETER_LINE + ENOCH_LINE);
    assertThat(note.verify(Set.of(peter))).isEqualTo(new ProofVerification.Proven<>(TEXT));
    assertThat(note.verify(Set.of(enoch))).isEqualTo(new ProofVerification.Proven<>(TEXT));
    assertThat(note.verify(Set.of(peter, enoch)).orThrow()).isEqualTo(TEXT);
    assertThat(note.signatures())
        .extracting(NoteSignature::key)
        .containsExactly(peter.id(), enoch.id());
  }

  @Test
  void withoutAKnownKeyNothingIsProven() {
    SignedNote note = parse(TEXT + "\n" + ENOCH_LINE);
    assertThat(reason(note.verify(Set.of()))).isEqualTo(ProofVerification.Reason.UNKNOWN_KEY);
    assertThat(note.verify(Set.of(peter)))
        .isEqualTo(
            new ProofVerification.Refused<String>(
                ProofVerification.Reason.UNKNOWN_KEY,
                "note must be signed by one of [PeterNeumann+c74f20a3],"
                    + " got: [EnochRoot+af0cfe78]"));
    assertThatThrownBy(() -> note.verify(Set.of(peter)).orThrow())
        .isInstanceOfSatisfying(
            ProofException.Unproven.class,
            e -> assertThat(e.reason()).isEqualTo(ProofVerification.Reason.UNKNOWN_KEY));
  }

  @Test
  void aKnownKeyWhoseSignatureIsWrongRefusesTheNoteThoughAnotherIsRight() {
    String changed = TEXT.replace("answer", "Answer");
    SignedNote wrong = parse(changed + "\n" + PETER_LINE);
    assertThat(reason(wrong.verify(Set.of(peter)))).isEqualTo(ProofVerification.Reason.SIGNATURE);
    String longer = PETER_LINE.substring(0, 60) + "ABCD" + PETER_LINE.substring(60);
    SignedNote both = parse(TEXT + "\n" + ENOCH_LINE + longer);
    assertThat(both.verify(Set.of(peter, enoch)))
        .isEqualTo(
            new ProofVerification.Refused<String>(
                ProofVerification.Reason.SIGNATURE,
                "signature must be one of the key PeterNeumann+c74f20a3 over the text of the note"));
    assertThat(both.verify(Set.of(enoch)).orThrow()).isEqualTo(TEXT);
  }

  @Test
  void aSharedNameOrHashMakesNoKeyKnown() {
    String named = PETER_LINE.replace("PeterNeumann", "CarmenSandiego");
    String hashed = PETER_LINE.replace("x08g", "xxxx");
    SignedNote note = parse(TEXT + "\n" + named + hashed);
    assertThat(reason(note.verify(Set.of(peter)))).isEqualTo(ProofVerification.Reason.UNKNOWN_KEY);
    assertThat(parse(TEXT + "\n" + named + hashed + PETER_LINE).verify(Set.of(peter)).orThrow())
        .isEqualTo(TEXT);
  }

  /** A cosignature of C2SP has the algorithm 4 and a time before the signature. */
  @Test
  void aCosignatureIsPassedOver() {
    String line = "\u2014 witness.example/w1 " + Base64Text.of(new byte[4 + 8 + 64]) + "\n";
    SignedNote note = parse(TEXT + "\n" + line + PETER_LINE + line);
    assertThat(note.verify(Set.of(peter)).orThrow()).isEqualTo(TEXT);
    assertThat(note.signatures()).hasSize(3);
    assertThat(note).hasToString(TEXT + "\n" + line + PETER_LINE + line);
  }

  /** As in a set that two files were read into. */
  @Test
  void theSameKeyReadTwiceIsOneKey() {
    Set<NoteVerifier> keys = new HashSet<>();
    keys.add(peter);
    keys.add(NoteVerifier.parse(PublishedNotes.PETER_KEY));
    assertThat(keys).hasSize(1);
    assertThat(parse(TEXT + "\n" + PETER_LINE).verify(keys).orThrow()).isEqualTo(TEXT);
  }

  static List<String> malformed() {
    return List.of(
        "",
        "\n",
        "\n\n",
        TEXT,
        TEXT + "\n",
        TEXT + PETER_LINE,
        TEXT + "\n" + PETER_LINE.strip(),
        TEXT + "\n" + PETER_LINE + "Unexpected line.\n",
        TEXT + "\n" + PETER_LINE + "\n",
        "\u0001" + TEXT + "\n" + PETER_LINE,
        TEXT.replace("\n", "\r\n") + "\n" + PETER_LINE,
        TEXT + "\n" + PETER_LINE.replace(" PeterNeumann", " Bad Name"),
        TEXT + "\n" + PETER_LINE.replace(" PeterNeumann", " Bad+Name"),
        TEXT + "\n" + PETER_LINE.replace(" PeterNeumann", " Bad\u00A0Name"),
        TEXT + "\n" + PETER_LINE.replace(" PeterNeumann", " "),
        TEXT + "\n" + PETER_LINE.replace(" PeterNeumann", ""),
        TEXT + "\n" + PETER_LINE.replace("\u2014", "-"),
        TEXT + "\n" + PETER_LINE.replace("=", ""),
        TEXT + "\n" + PETER_LINE.replace("AM=", "AN="),
        TEXT + "\n" + PETER_LINE.replace("x08g", "x0*g"),
        TEXT + "\n\u2014 PeterNeumann x08gow==\n",
        TEXT + "\n\u2014 PeterNeumann \n",
        TEXT + "\n" + PETER_LINE.repeat(101));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void whatIsNoNoteIsRefused(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(ProofException.Malformed.class);
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    byte[] bytes = ("x" + TEXT + "\n" + PETER_LINE).getBytes(StandardCharsets.UTF_8);
    bytes[0] = (byte) 0xFF;
    assertThatThrownBy(() -> SignedNote.parse(bytes))
        .isInstanceOf(ProofException.Malformed.class)
        .hasMessage("note must be UTF-8: line 1");
  }

  @Test
  void theWrongLineIsNamed() {
    assertThatThrownBy(() -> parse(TEXT + "\n" + PETER_LINE + "Unexpected line.\n"))
        .hasMessage("signature must be a dash, a name and base 64, got: 'Unexpected line.': line 5")
        .isInstanceOfSatisfying(
            ProofException.Malformed.class, e -> assertThat(e.line()).isEqualTo(5));
    assertThatThrownBy(() -> parse("a\nb\u0007\n\n" + PETER_LINE))
        .hasMessage("note must have no control characters, got: 7: line 2");
  }

  @Test
  void theLimitsAreKeptToTheByte() {
    assertThat(parse(TEXT + "\n" + PETER_LINE.repeat(100)).signatures()).hasSize(100);
    int room = 1_000_000 - 2 - PETER_LINE.getBytes(StandardCharsets.UTF_8).length;
    String longest = "x".repeat(room) + "\n";
    assertThat(parse(longest + "\n" + PETER_LINE).toBytes()).hasSize(1_000_000);
    assertThatThrownBy(() -> parse("x" + longest + "\n" + PETER_LINE))
        .isInstanceOf(ProofException.Malformed.class)
        .hasMessage("note must have at most 1000000 bytes, got: 1000001: line 1");
    NoteSigner signer = NoteSigner.parse(PublishedNotes.PETER_SECRET);
    assertThat(SignedNote.sign(longest, signer).toBytes()).hasSize(1_000_000);
    assertThatThrownBy(() -> SignedNote.sign("x" + longest, signer))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void signaturesAreAddedBehindTheOthersUpToAHundred() {
    SimEntropy chance = SimEntropy.of(17);
    SignedNote note = SignedNote.sign("x\n", NoteSigner.generate("0", chance));
    for (int i = 1; i < 100; i++) {
      note = note.signedBy(NoteSigner.generate(Integer.toString(i), chance));
    }
    assertThat(note.signatures().getLast().key().name()).isEqualTo("99");
    assertThat(SignedNote.parse(note.toBytes())).isEqualTo(note);
    SignedNote full = note;
    assertThatThrownBy(() -> full.signedBy(NoteSigner.generate("100", chance)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no end", "tab\t\n", "return\r\n", "zero\0\n", "half \uD800\n"})
  void aTextThatNoNoteCanCarryIsNotSigned(String text) {
    NoteSigner signer = NoteSigner.parse(PublishedNotes.PETER_SECRET);
    assertThatThrownBy(() -> SignedNote.sign(text, signer))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static SignedNote parse(String text) {
    return SignedNote.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ProofVerification.Reason reason(ProofVerification<?> verification) {
    assertThat(verification).isInstanceOf(ProofVerification.Refused.class);
    return ((ProofVerification.Refused<?>) verification).reason();
  }
}
