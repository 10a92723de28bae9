package dev.stele.proving;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The rules of the house style that a plain reader can check. */
final class Tidy {

  private static final int FILE_LINES_MAX = 500;

  // Banned words are put together from parts, so that this file does not hold them itself.
  private static final Pattern OPEN_TO_DO =
      Pattern.compile("\\b(" + "TO" + "DO|FIX" + "ME|XX" + "X)\\b(?!\\(#\\d+\\))");
  private static final Pattern SLEEP = Pattern.compile("Thread\\" + ".sleep\\(");
  private static final Pattern DISABLED = Pattern.compile("^\\s*@" + "Disabled\\b");
  private static final Pattern WALL_CLOCK =
      Pattern.compile("System\\.current" + "TimeMillis\\(|Instant\\" + ".now\\(");

  /** They compare what stands for time with time: for a nanosecond, or not at all. */
  private static final Pattern TIME_ITSELF =
      Pattern.compile("explore/src/test/.*/(Synchronizer|Thread)Scripts\\.java");

  private static final Pattern WILDCARD = Pattern.compile("^import .*\\.\\*;");
  private static final Pattern DOWNLOAD =
      Pattern.compile("distribution" + "Url|\"resolved\"" + ": *\"http");
  private static final Pattern REGISTRY =
      Pattern.compile(
          "repo1?\\.maven"
              + "\\.(org|apache)|repo\\.maven"
              + "\\.apache|registry\\.npm"
              + "js|deb\\.debian"
              + "\\.org");

  private Tidy() {}

  /**
   * Reads one file.
   *
   * @param name its path below the root, with slashes
   * @param root where the repository lies on this machine
   * @return a line for each finding
   */
  static List<String> check(String name, String text, String root) {
    List<String> findings = new ArrayList<>();
    List<String> lines = text.lines().toList();
    boolean isJava = name.endsWith(".java");
    boolean isTest = name.contains("src/test/");
    boolean isTimeless = isTest && !TIME_ITSELF.matcher(name).matches();
    if (isJava && lines.size() > FILE_LINES_MAX) {
      findings.add(name + ": " + lines.size() + " lines, at most " + FILE_LINES_MAX);
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String where = name + ":" + (i + 1) + ": ";
      if (isJava && OPEN_TO_DO.matcher(line).find()) {
        findings.add(where + "a to-do names its issue");
      }
      if (isJava && WILDCARD.matcher(line).find()) {
        findings.add(where + "no wildcard imports");
      }
      if (isTimeless && SLEEP.matcher(line).find()) {
        findings.add(where + "a test never sleeps");
      }
      if (isTest && DISABLED.matcher(line).find()) {
        findings.add(where + "a test is never disabled");
      }
      if (isTimeless && WALL_CLOCK.matcher(line).find()) {
        findings.add(where + "a test does not look at the wall clock");
      }
      if (line.contains(root + "/")) {
        findings.add(where + "a path of this machine");
      }
      if (DOWNLOAD.matcher(line).find()) {
        findings.add(where + "a download address");
      }
      if (REGISTRY.matcher(line).find()) {
        findings.add(where + "the name of a package registry");
      }
    }
    if (isJava) {
      findings.addAll(TidySyntax.check(name, text));
    }
    return findings;
  }
}
