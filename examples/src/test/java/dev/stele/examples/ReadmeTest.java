package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README shows code that was compiled and run, and names every example. */
class ReadmeTest {

  private static final Path ROOT =
      Path.of("").toAbsolutePath().endsWith("examples") ? Path.of("..") : Path.of("");
  private static final Path SOURCES = ROOT.resolve("examples/src/main/java/dev/stele/examples");

  @Test
  void theFirstFiveMinutesAreTheQuickstart() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    String section = between(readme, "\n## First five minutes\n", "\n## ");
    assertThat(between(section, "```java\n", "```"))
        .isEqualTo(region(Files.readString(SOURCES.resolve("Quickstart.java")), "first"));
  }

  @Test
  void historyThenLiveIsTheLiveTail() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    String section = between(readme, "\n## History, then live\n", "\n## ");
    assertThat(between(section, "```java\n", "```"))
        .isEqualTo(region(Files.readString(SOURCES.resolve("LiveTail.java")), "live"));
  }

  @Test
  void accessIsTheSharingOfDocuments() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    String section = between(readme, "\n## Access\n", "\n## ");
    String source = Files.readString(SOURCES.resolve("ShareDocuments.java"));
    assertThat(section)
        .contains("```java\n" + region(source, "policies") + "```\n")
        .contains("```java\n" + region(source, "check") + "```\n");
  }

  @Test
  void everyProgramIsListedAndRunByATest() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    String section = between(readme, "\n## Examples\n", "\n## ");
    List<String> listed =
        section
            .lines()
            .filter(line -> line.startsWith("| [`"))
            .map(line -> between(line, "[`", "`]"))
            .sorted()
            .toList();
    assertThat(listed).isEqualTo(programs());
    for (String program : listed) {
      assertThat(section).contains("[`" + program + "`](" + link(program) + ")");
      assertThat(ROOT.resolve("examples/src/test/java/dev/stele/examples/" + program + "Test.java"))
          .exists();
    }
  }

  private static String link(String program) {
    return "examples/src/main/java/dev/stele/examples/" + program + ".java";
  }

  private static List<String> programs() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files
          .filter(ReadmeTest::hasMain)
          .map(file -> String.valueOf(file.getFileName()).replace(".java", ""))
          .sorted()
          .toList();
    }
  }

  private static boolean hasMain(Path file) {
    try {
      return Files.readString(file).contains("public static void main(");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what stands between two marks, as far to the left as its leftmost line allows. */
  private static String region(String source, String name) {
    String body = between(source, "// @start region=\"" + name + "\"\n", "// @end");
    return body.substring(0, body.lastIndexOf('\n')).stripTrailing().stripIndent() + "\n";
  }

  private static String between(String text, String start, String end) {
    assertThat(text).contains(start);
    int from = text.indexOf(start) + start.length();
    int to = text.indexOf(end, from);
    assertThat(to).as("'%s' behind '%s'", end, start).isGreaterThanOrEqualTo(from);
    return text.substring(from, to);
  }
}
