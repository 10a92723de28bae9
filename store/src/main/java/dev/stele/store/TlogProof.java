package dev.stele.store;

import dev.stele.journal.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a file of C2SP tlog-proof. Its extra line may hold anything, and is not covered by
 * the proof.
 *
 * @param extra what the extra line says; null if there is none
 * @param index the place of the leaf
 * @param hashes from the sibling of the leaf up
 * @param checkpoint as it stands there; not verified
 */
record TlogProof(
    @Nullable ByteBuffer extra, long index, List<Digest> hashes, SignedNote checkpoint) {

  /** What an entry of 16 MiB comes to in base 64, and room for the rest. */
  static final int MOST_BYTES = 24 << 20;

  /** A tree of 2^63 leaves has so many levels above them. */
  private static final int MOST_HASHES = 63;

  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra";
  private static final String INDEX = "index";

  static TlogProof parse(byte[] bytes) {
    requireLength(bytes);
    Lines lines = new Lines(bytes, 1);
    lines.expect(HEADER);
    @Nullable ByteBuffer extra = null;
    if (lines.nextBeginsWith(EXTRA)) {
      int here = lines.line();
      byte[] found = Base64Text.parse(lines.nextAfter(EXTRA));
      if (found == null) {
        throw new ProofException.Malformed("extra must be base 64", here);
      }
      extra = ByteBuffer.wrap(found).asReadOnlyBuffer();
    }
    int here = lines.line();
    String digits = Lines.text(lines.nextAfter(INDEX), INDEX, here);
    long index = Lines.number(digits, INDEX, here);
    List<Digest> hashes = lines.digestsToBlank(MOST_HASHES);
    int noteLine = lines.line();
    return new TlogProof(extra, index, hashes, SignedNote.parse(lines.rest(), noteLine));
  }

  /** Refuses what is too long to be read. */
  static void requireLength(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw new ProofException.Malformed(
          "proof must have at most " + MOST_BYTES + " bytes, got: " + bytes.length, 1);
    }
  }

  /** Returns what {@link #parse} reads. */
  byte[] toBytes() {
    StringBuilder head = new StringBuilder(HEADER).append('\n');
    if (extra != null) {
      byte[] bytes = new byte[extra.remaining()];
      extra.duplicate().get(bytes);
      head.append(EXTRA).append(' ').append(Base64Text.of(bytes)).append('\n');
    }
    head.append(INDEX).append(' ').append(index).append('\n');
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
    all.writeBytes(lines(hashes));
    all.writeBytes(checkpoint.toBytes());
    return all.toByteArray();
  }

  /** Returns hashes, one a line, and a blank line. */
  static byte[] lines(List<Digest> hashes) {
    StringBuilder lines = new StringBuilder();
    hashes.forEach(hash -> lines.append(Base64Text.of(hash.toBytes())).append('\n'));
    return lines.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
  }
}
