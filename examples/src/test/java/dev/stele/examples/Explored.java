package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.explore.ExploreError;
import dev.stele.explore.Explorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the explorer says of a stranger's class, compared with what the room's own page shows. */
final class Explored {

  private Explored() {}

  /** Finds what is wrong with a model, again by its schedule, and in the page as printed. */
  static String found(Explorer.Model model, ExploreError.Kind kind) throws IOException {
    ExploreError error = failure(Explorer.standard(), model);
    assertThat(error.kind()).isEqualTo(kind);
    assertThat(failure(Explorer.standard().replay(error.replay()), model).kind()).isEqualTo(kind);
    assertThat(page()).contains("```\n" + error.report() + "\n```");
    return error.report().lines().findFirst().orElseThrow();
  }

  /** Returns the room's own page. */
  static String page() throws IOException {
    Path root = Path.of("").toAbsolutePath().endsWith("examples") ? Path.of("..") : Path.of("");
    return Files.readString(root.resolve("explore/README.md"));
  }

  private static ExploreError failure(Explorer explorer, Explorer.Model model) {
    try {
      throw new IllegalStateException("expected a failure, found " + explorer.explore(model));
    } catch (ExploreError e) {
      return e;
    }
  }
}
