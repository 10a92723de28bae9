package dev.stele.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** The command line in this process, and what it said. */
record Cli(int exitCode, String out, String err) {

  static Cli run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words);
    return new Cli(exitCode, out.toString(), err.toString());
  }

  /** Runs what must be done. */
  static Cli done(String... words) {
    Cli cli = run(words);
    assertThat(cli.exitCode).as(cli.err + cli.out).isEqualTo(ExitCode.DONE);
    assertThat(cli.err).isEmpty();
    return cli;
  }

  /** Runs what must end so, with one line on standard error. */
  static Cli ends(int exitCode, String... words) {
    Cli cli = run(words);
    assertThat(cli.exitCode).as(cli.err + cli.out).isEqualTo(exitCode);
    assertThat(cli.err.lines()).hasSize(1);
    assertThat(cli.err).startsWith("stele: ").doesNotContain("Exception", "\tat ");
    return cli;
  }

  List<String> lines() {
    return out.lines().toList();
  }

  /** Returns the lines, each of which must be an object of JSON. */
  List<String> objects() {
    for (String line : lines()) {
      try (JsonParser parser = JsonText.FACTORY.createParser(line)) {
        assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
        parser.skipChildren();
        assertThat(parser.nextToken()).isNull();
      } catch (IOException e) {
        throw new AssertionError(line, e);
      }
    }
    return lines();
  }
}
