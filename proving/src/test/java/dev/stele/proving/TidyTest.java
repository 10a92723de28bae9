package dev.stele.proving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a plain reader of the sources can see. */
class TidyTest {

  private static final Set<String> NOT_OURS = Set.of(".git", "target", ".idea", "node_modules");

  @Test
  void theSourcesAreTidy() throws IOException {
    Path root = Repository.root();
    List<String> findings = new ArrayList<>();
    int read = 0;
    for (Path file : files(root)) {
      String text;
      try {
        text = Files.readString(file);
      } catch (MalformedInputException _) {
        continue; // No text.
      }
      read++;
      String name = root.relativize(file).toString();
      Tidy.check(name, text, root.toString()).forEach(findings::add);
    }
    assertThat(findings).isEmpty();
    assertThat(read).isGreaterThan(80);
  }

  @Test
  void aLongFileIsFound() {
    finds("Long.java", "int i;\n".repeat(501), "Long.java: 501 lines, at most 500");
  }

  @Test
  void aLongMethodIsFound() {
    String method = "class A {\n  void long1() {\n" + "    f();\n".repeat(60) + "  }\n}\n";
    finds("A.java", method, "A.java:2: method of 62 lines, at most 60");
    assertThat(Tidy.check("A.java", method.replaceFirst("    f\\(\\);\n    f\\(\\);\n", ""), "/x"))
        .isEmpty();
  }

  @Test
  void aToDoWithoutAnIssueIsFound() {
    String mark = "TO" + "DO";
    finds("A.java", "// " + mark + ": later\n", "A.java:1: a to-do names its issue");
    assertThat(Tidy.check("A.java", "// " + mark + "(#12): later\n", "/x")).isEmpty();
  }

  @Test
  void aSleepingOrDisabledTestIsFound() {
    finds("src/test/A.java", "Thread" + ".sleep(1);\n", "src/test/A.java:1: a test never sleeps");
    finds("src/test/A.java", "@" + "Disabled\n", "src/test/A.java:1: a test is never disabled");
    finds(
        "src/test/A.java",
        "Instant" + ".now();\n",
        "src/test/A.java:1: a test does not look at the wall clock");
  }

  @Test
  void aWildcardImportIsFound() {
    finds("A.java", "import java.util" + ".*;\n", "A.java:1: no wildcard imports");
  }

  @Test
  void whatTiesTheSourcesToAMachineIsFound() {
    finds("a.sh", "cd /home/me/stele/target\n", "a.sh:1: a path of this machine");
    finds("a.properties", "distribution" + "Url=x\n", "a.properties:1: a download address");
    finds("a.json", "\"resolved\"" + ": \"http://x\"\n", "a.json:1: a download address");
    finds("a.md", "from repo1" + ".maven.org\n", "a.md:1: the name of a package registry");
  }

  @Test
  void whatUsersSeeWithoutACommentIsFound() {
    String type =
        """
        /** A. */
        public final class A {
          public void bare() {}

          @Override
          public String toString() { return ""; }

          void ours() {}

          /** B. */
          public enum B { ONE }
        }
        """;
    String name = "ground/src/main/java/dev/stele/ground/A.java";
    assertThat(Tidy.check(name, type, "/x"))
        .containsExactly(
            name + ":3: 'bare' is for users and has no comment",
            name + ":11: 'ONE' is for users and has no comment");
    assertThat(Tidy.check(name, type.replace("public final class", "final class"), "/x")).isEmpty();
    assertThat(Tidy.check("ground/src/test/java/A.java", type, "/x")).isEmpty();
    finds(name, "public interface A {}\n", name + ":1: 'A' is for users and has no comment");
  }

  private static void finds(String name, String text, String finding) {
    assertThat(Tidy.check(name, text, "/home/me/stele")).containsExactly(finding);
  }

  private static List<Path> files(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> entries = Files.list(root)) {
      for (Path entry : entries.sorted().toList()) {
        if (NOT_OURS.contains(String.valueOf(entry.getFileName()))) {
          continue;
        }
        if (Files.isDirectory(entry)) {
          files.addAll(files(entry));
        } else {
          files.add(entry);
        }
      }
    }
    return files;
  }
}
