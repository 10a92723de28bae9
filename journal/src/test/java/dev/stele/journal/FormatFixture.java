package dev.stele.journal;

import dev.stele.ground.Clock;
import dev.stele.ground.Disk;
import dev.stele.ground.Entropy;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A journal that is checked in, and beside it what must be found in it:
 *
 * <pre>
 *   journal/       the directory, byte for byte
 *   entries.txt    an entry a line: position, kind, form, content type, key generation, header,
 *                  payload, leaf; bytes in base 16, none as a dash
 *   facts.txt      a fact a line, see {@link Facts}
 * </pre>
 *
 * @param name of the folder among the resources
 */
record FormatFixture(String name) {

  static final String JOURNAL = "journal";
  static final String ENTRIES = "entries.txt";
  static final String FACTS = "facts.txt";

  /** What the fixtures were written with. */
  static JournalOptions options(Disk disk) {
    return new JournalOptions(8192, 512, disk, Clock.system(), Entropy.system());
  }

  /**
   * What must be found besides the entries.
   *
   * @param durable the tree over what readers see before a writer has opened the journal
   * @param recovered the tree over what they see afterwards, but for the epoch that this begins
   * @param rewritten entries that recovery makes durable
   * @param bytesCut bytes that recovery drops
   * @param epoch the last one that was begun
   */
  record Facts(
      UUID lineage,
      TreeHead durable,
      TreeHead recovered,
      long rewritten,
      long bytesCut,
      long epoch) {

    List<String> lines() {
      return List.of(
          "lineage " + lineage,
          "durable " + durable.size() + " " + durable.root(),
          "recovered " + recovered.size() + " " + recovered.root(),
          "rewritten " + rewritten,
          "cut " + bytesCut,
          "epoch " + epoch);
    }

    static Facts parse(List<String> lines) {
      Map<String, String[]> facts =
          lines.stream()
              .map(line -> line.split(" ", -1))
              .collect(Collectors.toMap(words -> words[0], words -> words));
      return new Facts(
          UUID.fromString(word(facts, "lineage", 1)),
          tree(facts, "durable"),
          tree(facts, "recovered"),
          Long.parseLong(word(facts, "rewritten", 1)),
          Long.parseLong(word(facts, "cut", 1)),
          Long.parseLong(word(facts, "epoch", 1)));
    }

    private static TreeHead tree(Map<String, String[]> facts, String name) {
      return new TreeHead(Long.parseLong(word(facts, name, 1)), Digest.parse(word(facts, name, 2)));
    }

    private static String word(Map<String, String[]> facts, String name, int number) {
      return Objects.requireNonNull(facts.get(name), name)[number];
    }
  }

  private Path folder() {
    URL found = Objects.requireNonNull(FormatFixture.class.getResource("/" + name), name);
    try {
      return Path.of(found.toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError("resources must lie in a folder: " + found, e);
    }
  }

  Facts facts() throws IOException {
    return Facts.parse(Files.readAllLines(folder().resolve(FACTS)));
  }

  List<String> entries() throws IOException {
    return Files.readAllLines(folder().resolve(ENTRIES));
  }

  /** Copies the journal into an empty folder; returns the copy. */
  Path copyTo(Path target) throws IOException {
    Path copy = target.resolve(name);
    for (Map.Entry<String, ByteBuffer> file : files(folder().resolve(JOURNAL)).entrySet()) {
      Path path = copy.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.write(path, file.getValue().array());
    }
    return copy;
  }

  /** Returns what stands in all files below a directory. */
  static Map<String, ByteBuffer> files(Path directory) throws IOException {
    Map<String, ByteBuffer> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String path = directory.relativize(file).toString();
        files.put(path, ByteBuffer.wrap(Files.readAllBytes(file)));
      }
    }
    return files;
  }

  /** Returns the lines of all entries that a reader shows. */
  static List<String> lines(JournalReader journal) {
    List<String> lines = new ArrayList<>();
    MerkleHasher hasher = MerkleHasher.create();
    try (Entries entries = journal.read(Position.FIRST)) {
      entries.forEachRemaining(entry -> lines.add(line(entry, hasher)));
    }
    return lines;
  }

  static String line(Entry entry, MerkleHasher hasher) {
    return "%s %s %s %d %d %s %s %s"
        .formatted(
            entry.position(),
            entry.kind(),
            entry.form(),
            entry.contentType(),
            entry.keyGeneration(),
            hex(entry.header()),
            hex(entry.payload()),
            entry.leaf(hasher));
  }

  /** Returns the hash of the leaf that stands in a line. */
  static Digest leaf(String line) {
    return Digest.parse(line.substring(line.lastIndexOf(' ') + 1));
  }

  private static String hex(ByteBuffer bytes) {
    byte[] all = new byte[bytes.remaining()];
    bytes.get(all);
    return all.length == 0 ? "-" : HexFormat.of().formatHex(all);
  }
}
