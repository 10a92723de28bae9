package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A terminal shows what the screen shows, however often it comes and goes. */
class ReattachTerminalTest {

  @Test
  void nothingIsLostBetweenTwoAttaches() throws Exception {
    List<String> lines = Printed.by(ReattachTerminal::main, Path.of(""));
    assertThat(lines)
        .contains("attached", "detached; the program goes on", "attached again")
        .endsWith("the terminal shows what the screen shows: true");
    // How much was on the screen already is chance; that each line is shown once is not.
    String first =
        String.join("\n", lines.subList(1, lines.indexOf("detached; the program goes on")));
    for (String line : List.of("compiling", "linking", "testing")) {
      assertThat(first).containsOnlyOnce(line);
    }
    assertThat(lines.get(lines.indexOf("attached again") + 1)).contains("packing | signing");
  }
}
