package dev.stele.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A text and signatures over it, as C2SP signed-note has them. Immutable, equal by content.
 *
 * <p>The text ends with a line end; behind a blank line follow 1 to 100 signatures, one a line, in
 * the order in which they were found. All of it is UTF-8 without control characters, and at most
 * 1,000,000 bytes long. What was read is written again byte for byte.
 *
 * <p>Nothing of a note may be believed, the text least of all, before {@link #verify} has proven
 * it.
 */
public final class SignedNote {

  /** How long a note may be in bytes; as in Go's package for notes. */
  static final int MOST_BYTES = 1_000_000;

  /** How many signatures a note may have; as in Go's package for notes. */
  static final int MOST_SIGNATURES = 100;

  private final String text;
  private final List<NoteSignature> signatures;

  private SignedNote(String text, List<NoteSignature> signatures) {
    this.text = text;
    this.signatures = List.copyOf(signatures);
  }

  /**
   * Signs a text.
   *
   * @throws IllegalArgumentException if the text does not end with a line end, has other control
   *     characters or half characters, or is too long
   */
  public static SignedNote sign(String text, NoteSigner signer) {
    if (!isText(text)) {
      throw new IllegalArgumentException(
          "text of a note must be valid and end with a line end, got: '"
              + Lines.abridged(text)
              + "'");
    }
    byte[] signature = signer.sign(text.getBytes(StandardCharsets.UTF_8));
    return new SignedNote(text, List.of(new NoteSignature(signer.id(), signature))).checked();
  }

  private static boolean isText(String text) {
    return text.endsWith("\n")
        && text.chars().allMatch(c -> c >= ' ' || c == '\n')
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private SignedNote checked() {
    int length = toBytes().length;
    if (length > MOST_BYTES || signatures.size() > MOST_SIGNATURES) {
      throw new IllegalArgumentException(
          "note must have at most 1000000 bytes and 100 signatures, got: "
              + length
              + " and "
              + signatures.size());
    }
    return this;
  }

  /**
   * Reads a note.
   *
   * @throws ProofException.Malformed if the bytes are anything else
   */
  public static SignedNote parse(byte[] bytes) {
    return parse(bytes, 1);
  }

  /** Reads a note that begins with a line of something larger. */
  static SignedNote parse(byte[] bytes, int firstLine) {
    if (bytes.length > MOST_BYTES) {
      throw new ProofException.Malformed(
          "note must have at most " + MOST_BYTES + " bytes, got: " + bytes.length, firstLine);
    }
    int end = textEnd(bytes);
    if (end == 0) {
      throw new ProofException.Malformed("note must have a blank line", firstLine);
    }
    String text = Lines.text(Arrays.copyOf(bytes, end), "note", firstLine);
    int line = firstLine + (int) text.chars().filter(c -> c == '\n').count() + 1;
    Lines lines = new Lines(Arrays.copyOfRange(bytes, end + 1, bytes.length), line);
    List<NoteSignature> signatures = new ArrayList<>();
    do {
      if (signatures.size() == MOST_SIGNATURES) {
        throw new ProofException.Malformed(
            "signatures must be at most " + MOST_SIGNATURES, lines.line());
      }
      int here = lines.line();
      signatures.add(NoteSignature.parse(lines.nextText("signature"), here));
    } while (!lines.isAtEnd());
    return new SignedNote(text, signatures);
  }

  /** Where the text ends: before the last blank line; 0 if there is none. */
  private static int textEnd(byte[] bytes) {
    for (int i = bytes.length - 1; i > 0; i--) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\n') {
        return i;
      }
    }
    return 0;
  }

  /**
   * Returns this note with one more signature, behind the others and in place of any of the same
   * key.
   *
   * @throws IllegalArgumentException if there are 100 others, or the note becomes too long
   */
  public SignedNote signedBy(NoteSigner signer) {
    List<NoteSignature> all = new ArrayList<>(signatures);
    all.removeIf(signature -> signature.key().equals(signer.id()));
    byte[] signature = signer.sign(text.getBytes(StandardCharsets.UTF_8));
    all.add(new NoteSignature(signer.id(), signature));
    return new SignedNote(text, all).checked();
  }

  /**
   * Judges the signatures by the keys that are known. Those of other keys are passed over, though
   * they share a name or a hash with a known one.
   *
   * @return proven, with the text, if a known key has signed it and no signature of a known key is
   *     wrong; else refused for {@link ProofVerification.Reason#UNKNOWN_KEY} or {@link
   *     ProofVerification.Reason#SIGNATURE}
   * @throws IllegalArgumentException if two keys have one id
   */
  public ProofVerification<String> verify(Set<NoteVerifier> known) {
    requireDistinct(known);
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    boolean isSigned = false;
    for (NoteSignature signature : signatures) {
      Optional<NoteVerifier> key =
          known.stream().filter(each -> each.id().equals(signature.key())).findFirst();
      if (key.isEmpty()) {
        continue;
      }
      if (!key.get().verifies(message, signature.toBytes())) {
        return new ProofVerification.Refused<>(
            ProofVerification.Reason.SIGNATURE,
            "signature must be one of the key " + signature.key() + " over the text of the note");
      }
      isSigned = true;
    }
    return isSigned ? new ProofVerification.Proven<>(text) : refuseUnknown(known);
  }

  /** A note could not tell keys of one id apart. */
  static void requireDistinct(Set<NoteVerifier> keys) {
    List<KeyId> ids = keys.stream().map(NoteVerifier::id).distinct().toList();
    if (ids.size() < keys.size()) {
      throw new IllegalArgumentException("keys must be of different ids, got: " + ids);
    }
  }

  private ProofVerification<String> refuseUnknown(Set<NoteVerifier> known) {
    return new ProofVerification.Refused<>(
        ProofVerification.Reason.UNKNOWN_KEY,
        "note must be signed by one of "
            + known.stream().map(NoteVerifier::id).toList()
            + ", got: "
            + signatures.stream().map(NoteSignature::key).toList());
  }

  /** Returns the text, with its last line end and without the blank line; not verified. */
  public String text() {
    return text;
  }

  /** Returns the signatures in their order; not verified. */
  public List<NoteSignature> signatures() {
    return signatures;
  }

  /** Returns what {@link #parse(byte[])} reads. */
  public byte[] toBytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedNote that
        && text.equals(that.text)
        && signatures.equals(that.signatures);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Returns the whole note. */
  @Override
  public String toString() {
    StringBuilder all = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> all.append(signature).append('\n'));
    return all.toString();
  }
}
