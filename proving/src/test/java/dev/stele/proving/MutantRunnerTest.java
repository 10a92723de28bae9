package dev.stele.proving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs mutants. */
class MutantRunnerTest {

  @TempDir private Path scratch;

  @Test
  void aMutantThatNoLongerFitsIsRefused() {
    Mutant stale =
        Mutant.of("stale", "trial/SimDisk", "no such text", "", "SimDiskTest#whatWasSyncedIsKept");
    MutantRunner runner = new MutantRunner(Repository.root(), scratch);
    assertThatThrownBy(() -> runner.run(stale)).hasMessageContaining("must stand exactly once");
  }

  @Test
  void eachListOfMutantsIsRunOnce() throws IOException {
    Path here = Repository.root().resolve("proving/src/test/java/dev/stele/proving");
    StringBuilder heirs = new StringBuilder();
    List<String> lists = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(here, "*Mutants*.java")) {
      for (Path file : files) {
        String name = file.getFileName().toString().replace(".java", "");
        if (name.endsWith("Mutants")) {
          lists.add(name);
        } else {
          heirs.append(Files.readString(file));
        }
      }
    }
    assertThat(lists).hasSizeGreaterThan(10);
    for (String list : lists) {
      assertThat(heirs.toString().split("\\b" + list + "\\.ALL\\b", -1)).as(list).hasSize(2);
    }
  }
}
