package dev.stele.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SimPathTest {

  private final SimFileSystem fileSystem = SimFileSystem.over(SimDisk.empty());

  /** The oracle is the JDK's own path on a POSIX system. */
  @Test
  void aPathAnswersAsTheOneOfThisMachineDoes() {
    for (long seed = 1; seed <= 3_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      String first = text(random);
      String second = text(random);
      int from = random.nextInt(-1, 4);
      int to = random.nextInt(-1, 5);
      assertThat(answers(fileSystem.getPath(first), fileSystem.getPath(second), from, to))
          .as("seed %d: '%s' and '%s', %d to %d", seed, first, second, from, to)
          .isEqualTo(answers(Path.of(first), Path.of(second), from, to));
    }
  }

  @Test
  void severalPartsMakeOnePath() {
    assertThat(fileSystem.getPath("", "a", "", "b/c")).isEqualTo(fileSystem.getPath("a/b/c"));
    assertThat(fileSystem.getPath("", "/a")).isEqualTo(fileSystem.getPath("/a"));
    assertThat(fileSystem.getPath("/", "a")).isEqualTo(fileSystem.getPath("/a"));
    assertThat(fileSystem.getPath("a", "/b")).isEqualTo(fileSystem.getPath("a/b"));
  }

  @Test
  void aRelativePathStartsAtTheRoot() {
    assertThat(fileSystem.getPath("a").toAbsolutePath()).isEqualTo(fileSystem.getPath("/a"));
    assertThat(fileSystem.getPath("").toAbsolutePath()).isEqualTo(fileSystem.getPath("/"));
  }

  @Test
  void aRealPathIsOfSomethingThatExists() throws Exception {
    Path directory = Files.createDirectory(fileSystem.getPath("/d"));
    assertThat(fileSystem.getPath("d/../d/.").toRealPath()).isEqualTo(directory);
    assertThatThrownBy(() -> fileSystem.getPath("x").toRealPath())
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aUriLeadsBackToItsPath() {
    Path path = fileSystem.getPath("/with blank/ä");
    assertThat(path.toUri().toString()).startsWith("simdisk:/with%20blank/");
    assertThat(fileSystem.provider().getPath(path.toUri())).isEqualTo(path);
  }

  @Test
  void pathsOfTwoFileSystemsDoNotMix() throws Exception {
    Path own = fileSystem.getPath("/a");
    for (Path foreign : List.of(Path.of("/a"), SimFileSystem.over(SimDisk.empty()).getPath("/a"))) {
      assertThat(own).isNotEqualTo(foreign);
      assertThat(own.startsWith(foreign)).isFalse();
      assertThat(own.endsWith(foreign)).isFalse();
      assertThatThrownBy(() -> own.resolve(foreign)).isInstanceOf(ProviderMismatchException.class);
      assertThatThrownBy(() -> own.relativize(foreign))
          .isInstanceOf(ProviderMismatchException.class);
      assertThat(Files.isSameFile(own, foreign)).isFalse();
    }
  }

  @Test
  void aPathIsNoFileOfTheMachine() {
    assertThatThrownBy(() -> fileSystem.getPath("/a").toFile())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aPathHoldsNoNul() {
    assertThatThrownBy(() -> fileSystem.getPath("a\0b")).isInstanceOf(InvalidPathException.class);
  }

  private static String text(SplittableRandom random) {
    String[] parts = {"a", "b", "ab", ".", "..", "/", "/", "//"};
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(7); i > 0; i--) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.toString();
  }

  private static Map<String, String> answers(Path path, Path other, int from, int to) {
    Map<String, String> answers = new TreeMap<>();
    answers.put("toString", path.toString());
    answers.put("isAbsolute", answer(path::isAbsolute));
    answers.put("getRoot", answer(path::getRoot));
    answers.put("getFileName", answer(path::getFileName));
    answers.put("getParent", answer(path::getParent));
    answers.put("getNameCount", answer(path::getNameCount));
    answers.put("getName", answer(() -> path.getName(from)));
    answers.put("subpath", answer(() -> path.subpath(from, to)));
    answers.put("normalize", answer(path::normalize));
    answers.put("resolve", answer(() -> path.resolve(other)));
    answers.put("resolveSibling", answer(() -> path.resolveSibling(other)));
    answers.put("relativize", answer(() -> path.relativize(other)));
    answers.put("startsWith", answer(() -> path.startsWith(other)));
    answers.put("endsWith", answer(() -> path.endsWith(other)));
    answers.put("equals", answer(() -> path.equals(other)));
    answers.put("hashCode", answer(() -> path.hashCode() == path.resolve("").hashCode()));
    answers.put("compareTo", answer(() -> Integer.signum(path.compareTo(other))));
    List<String> names = new ArrayList<>();
    path.forEach(name -> names.add(name.toString()));
    answers.put("iterator", names.toString());
    return answers;
  }

  private static String answer(Supplier<?> question) {
    try {
      return String.valueOf(question.get());
    } catch (IllegalArgumentException e) {
      return e.getClass().getSimpleName();
    }
  }
}
