package dev.stele.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  void whatOnlyTheDemoCallsIsNotShown() {
    assertThat(run("--help")).isZero();
    assertThat(run("completion")).isZero();
    assertThat(out.toString())
        .doesNotContain(DemoWriter.NAME, DemoWork.NAME)
        .doesNotContain("for 'stele start'");
  }

  @Test
  void theDemoImportsKillsTakesOverProvesAndBreaksTheNaiveProgramAlone() {
    assertThat(run("demo")).as(out + "\n" + err).isZero();
    // A step came in between once, and two had its number.
    assertThat(out.toString().lines().filter(line -> line.matches("\\d\\. .*")))
        .map(line -> line.substring(0, 1))
        .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(out.toString())
        .containsPattern("(\\d+) events?, durable; imported again, the same lines added 0\\.")
        .containsPattern("it follows from \\d+ events, the furthest \\d+ steps away\\.")
        .contains("the last one among them.")
        .contains("Bob does, too: ", "stream must have no events, got: version 0")
        .contains("she asks again:      appended before")
        .contains("no event must match the condition, got: one at position ")
        .containsPattern("16 virtual threads of process \\d+ appended")
        .containsPattern("\\d{4,} batches that were acknowledged to this one")
        .contains("then killed it: exit status 137, which is SIGKILL.")
        .containsPattern(
            "(\\d{4,}) batches were acknowledged; \\1 are where they were said to be, \\1\\s+"
                + "whole, \\1 once, \\1 in order\\.")
        .containsPattern("\\d+ more were under way and are there; 0 of all are broken\\.")
        .containsPattern("The 16 that were under way, tried again by their keys: \\d+ were there,")
        .containsPattern("(\\d{3,}) events were seen by the tail; \\1 are there\\.")
        .containsPattern("read on: ([1-9]\\d*) more, \\1 of them the same\\.")
        .containsPattern("It was killed behind line [0-9,]+; half a line was put there\\.")
        .containsPattern("it went on there, and was killed behind line [0-9,]+\\.")
        .containsPattern(
            "([0-9,]+) events were appended; the file has \\1 lines, each once, in order\\.")
        .contains("5 processes were begun there, and none has ended; exit status 137.")
        .contains("of 3 that can be run again, 3 completed in their second attempt;")
        .contains("of 2 that cannot, 2 were given up, and not run twice")
        .containsPattern("its opening at position \\d+ was over when that at position \\d+ began")
        .containsPattern("entries in \\d+ segments?, [0-9,]+ events of \\d+ streams: whole\\.")
        .contains("It says: proven.")
        .containsPattern("it says:\\s+\\| \\{\"proven\":false,\"reason\":\"ROOT\"")
        .contains("The same plan again: broken in the same way.")
        .containsPattern("plan: +run crash@\\d+ keep")
        .contains("Survived.")
        .contains("All of it as it must be, in ");
    assertThat(directory(out.toString())).doesNotExist();
    assertThat(directory(out.toString()).resolveSibling("")).doesNotExist();
    assertThat(err.toString()).isEmpty();
  }

  private static Path directory(String told) {
    Matcher found = Pattern.compile("^ +(\\S+stele-demo-\\S+)$", Pattern.MULTILINE).matcher(told);
    assertThat(found.find()).as(told).isTrue();
    return Path.of(found.group(1));
  }
}
