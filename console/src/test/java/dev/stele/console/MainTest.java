package dev.stele.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** The command line as a user meets it. */
class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  @Test
  void theVersionIsOneLineAndFilledInByTheBuild() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).matches("stele \\d+\\.\\d+\\.\\d+\\S*( \\([0-9a-z-]+\\))?\\R");
  }

  @Test
  void aBuildWithoutACommitNamesTheVersionAlone() {
    assertThat(Version.line("1.2.3", "")).isEqualTo("stele 1.2.3");
    assertThat(Version.line("1.2.3", "0123abc")).isEqualTo("stele 1.2.3 (0123abc)");
  }

  @Test
  void nothingAskedIsAnsweredWithHelp() {
    assertThat(run()).isZero();
    assertThat(out.toString()).startsWith("NAME").contains("SYNOPSIS", "EXIT STATUS", "demo");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void helpFitsATerminalOf80Columns() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void anUnknownCommandIsAUsageMistake() {
    assertThat(run("carve")).isEqualTo(2);
    assertThat(err.toString()).contains("carve");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void completionKnowsEveryCommand() {
    assertThat(run("completion")).isZero();
    assertThat(out.toString()).contains("complete -F", "demo");
  }

  @Test
  void theDemoBreaksTheNaiveProgramAndNotTheCarefulOne() {
    assertThat(run("demo")).isZero();
    assertThat(out.toString())
        .contains("There is no event store yet", "The same plan again: broken in the same way.")
        .containsPattern("plan: +run crash@\\d+ keep")
        .contains("Survived.");
  }
}
