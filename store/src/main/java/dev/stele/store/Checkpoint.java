package dev.stele.store;

import dev.stele.journal.TreeHead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a log says of its tree, as C2SP tlog-checkpoint has it: who it is, how many leaves there
 * are, and the root. Signed, it commits the log to everything before that size.
 *
 * @param origin the name of the log: for a store the text of its {@link LogOrigin}; any line that
 *     is not empty for others
 * @param head size and root of the tree
 * @param extensions further lines, none of them empty, whose meaning is not known here; a store
 *     writes none
 */
public record Checkpoint(String origin, TreeHead head, List<String> extensions) {

  /** Checks the lines and the size, and copies the list. */
  public Checkpoint {
    requireLine(origin);
    Objects.requireNonNull(head, "head");
    if (head.size() < 0) {
      throw new IllegalArgumentException("tree size must be >= 0, got: " + head.size());
    }
    extensions = List.copyOf(extensions);
    extensions.forEach(Checkpoint::requireLine);
  }

  private static void requireLine(String line) {
    if (line.isEmpty() || line.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException(
          "line of a checkpoint must be one, and not empty, got: '" + line + "'");
    }
  }

  /** Makes the checkpoint of a store. */
  public static Checkpoint of(LogOrigin origin, TreeHead head) {
    return new Checkpoint(origin.toString(), head, List.of());
  }

  /**
   * Reads the text of a note.
   *
   * @throws ProofException.Malformed if it is no checkpoint
   */
  public static Checkpoint parse(String text) {
    return parse(text, 1);
  }

  /** Reads the text of a note that begins with a line of something larger. */
  static Checkpoint parse(String text, int firstLine) {
    Lines lines = new Lines(text.getBytes(StandardCharsets.UTF_8), firstLine);
    String origin = line(lines, "origin");
    int sizeLine = lines.line();
    long size = Lines.number(lines.nextText("tree size"), "tree size", sizeLine);
    int rootLine = lines.line();
    TreeHead head = new TreeHead(size, Lines.digest(lines.nextText("root"), "root", rootLine));
    List<String> extensions = new ArrayList<>();
    while (!lines.isAtEnd()) {
      extensions.add(line(lines, "extension"));
    }
    return new Checkpoint(origin, head, extensions);
  }

  private static String line(Lines lines, String what) {
    int here = lines.line();
    String line = lines.nextText(what);
    if (line.isEmpty()) {
      throw new ProofException.Malformed(what + " must not be empty", here);
    }
    return line;
  }

  /** Signs it; the key's name is best the origin, by which other tools find the key. */
  public SignedNote sign(NoteSigner signer) {
    return SignedNote.sign(text(), signer);
  }

  /** Returns the text that is signed. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(origin).append('\n').append(head.size()).append('\n');
    text.append(Base64Text.of(head.root().toBytes())).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
