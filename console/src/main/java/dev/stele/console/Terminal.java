package dev.stele.console;

import java.io.Console;
import java.util.Map;

/**
 * What is at the other end of the two outputs.
 *
 * @param hasColours standard output is read by a person who did not forbid colours
 * @param hasBar standard error is read by a person
 */
record Terminal(boolean hasColours, boolean hasBar) {

  /** What the launcher knows of standard output and standard error, which a JVM cannot ask. */
  private static final String TOLD = "stele.terminal";

  /** No person: a file, a pipe, a test. */
  static Terminal none() {
    return new Terminal(false, false);
  }

  /** Asks the launcher's word; without it, Java knows of a terminal only if all of it is one. */
  @SuppressWarnings(
      "SystemConsoleNull") // It is null where there is no terminal, since JDK 25 again.
  static Terminal detect() {
    Console console = System.console();
    boolean isAll = console != null && console.isTerminal();
    return of(System.getProperty(TOLD, isAll ? "out,err" : ""), System.getenv());
  }

  static Terminal of(String told, Map<String, String> environment) {
    boolean isPlain =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "").equals("dumb");
    return new Terminal(
        told.contains("out") && !isPlain,
        told.contains("err") && !environment.getOrDefault("TERM", "").equals("dumb"));
  }

  /** Marks what a reader looks for first. */
  String strong(String text) {
    return hasColours ? "\u001b[1m" + text + "\u001b[0m" : text;
  }

  /** Marks what a reader seldom needs. */
  String faint(String text) {
    return hasColours ? "\u001b[2m" + text + "\u001b[0m" : text;
  }
}
