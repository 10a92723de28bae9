package dev.stele.proving;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The rules of the house style that a plain reader can check. */
final class Tidy {

  private static final int FILE_LINES_MAX = 500;
  private static final int METHOD_LINES_MAX = 60;

  // Banned words are put together from parts, so that this file does not hold them itself.
  private static final Pattern OPEN_TO_DO =
      Pattern.compile("\\b(" + "TO" + "DO|FIX" + "ME|XX" + "X)\\b(?!\\(#\\d+\\))");
  private static final Pattern SLEEP = Pattern.compile("Thread\\" + ".sleep\\(");
  private static final Pattern DISABLED = Pattern.compile("^\\s*@" + "Disabled\\b");
  private static final Pattern WALL_CLOCK =
      Pattern.compile("System\\.current" + "TimeMillis\\(|Instant\\" + ".now\\(");
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
      if (isTest && SLEEP.matcher(line).find()) {
        findings.add(where + "a test never sleeps");
      }
      if (isTest && DISABLED.matcher(line).find()) {
        findings.add(where + "a test is never disabled");
      }
      if (isTest && WALL_CLOCK.matcher(line).find()) {
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
      findings.addAll(longMethods(name, text));
    }
    return findings;
  }

  private static List<String> longMethods(String name, String text) {
    List<String> findings = new ArrayList<>();
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, _ -> {}, null, null, List.of(new Source(text)));
    SourcePositions positions = Trees.instance(task).getSourcePositions();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        LineMap lines = unit.getLineMap();
        new TreeScanner<Boolean, Boolean>() {
          @Override
          public Boolean visitMethod(MethodTree method, Boolean unused) {
            if (method.getBody() != null) {
              long first = lines.getLineNumber(positions.getStartPosition(unit, method));
              long last = lines.getLineNumber(positions.getEndPosition(unit, method));
              long count = last - first + 1;
              if (count > METHOD_LINES_MAX) {
                findings.add(
                    name
                        + ":"
                        + first
                        + ": method of "
                        + count
                        + " lines, at most "
                        + METHOD_LINES_MAX);
              }
            }
            return super.visitMethod(method, unused);
          }
        }.scan(unit, true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return findings;
  }

  /** A source held in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Read.java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
