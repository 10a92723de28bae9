package dev.stele.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.store.Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Importing files, good and bad ones. */
class ImportTest {

  @TempDir private Path folder = Path.of("");

  private String store() {
    return folder.resolve("store").toString();
  }

  private String file(String... lines) throws IOException {
    Path file = Files.createTempFile(folder, "events", ".jsonl");
    return Files.write(file, List.of(lines)).toString();
  }

  private static String event(String id, String more) {
    return ("{'specversion':'1.0','id':'" + id + "','source':'/s','type':'T','subject':'e'" + more)
            .replace('\'', '"')
        + "}";
  }

  private Cli exported() {
    return Cli.done("export", "--store", store());
  }

  @Test
  void aFileThatIsImportedTwiceAddsNothing() throws IOException {
    String file = file(event("1", ""), "", event("2", ",'data':7"));
    assertThat(Cli.done("import", "--store", store(), file).out())
        .startsWith("imported 2 events, 0 there before, 0 bad lines; 3 lines; head 3;");
    assertThat(Cli.done("import", "--store", store(), file).out())
        .startsWith("imported 0 events, 2 there before, 0 bad lines; 3 lines; head 4;");
    assertThat(exported().lines()).containsExactly(event("1", ""), event("2", ",'data':7"));
  }

  @Test
  void aBadLineStopsTheImportAndIsNamed() throws IOException {
    String file = file(event("1", ""), "{", event("3", ""));
    Cli cli = Cli.run("import", "--store", store(), file);
    assertThat(cli.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(cli.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("stele: import: line 2: line must be JSON: "),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "stele: import: stopped at the bad line; the same command goes on from"
                            + " here"));
    assertThat(cli.out()).startsWith("imported 1 event, 0 there before, 1 bad line; 2 lines;");
  }

  @Test
  void aBadLineIsSkippedWhereThatWasAskedFor() throws IOException {
    String file = file(event("1", ""), event("2", ",'Time':'x'"), event("3", ""));
    Cli cli = Cli.ends(1, "import", "--store", store(), "--on-bad-line", "skip", file);
    assertThat(cli.err()).startsWith("stele: import: line 2: attribute name must have lower-case");
    assertThat(cli.out()).startsWith("imported 2 events, 0 there before, 1 bad line; 3 lines;");
    assertThat(exported().lines()).hasSize(2);
  }

  @Test
  void whatTheStoreCannotTakeIsABadLine() throws IOException {
    for (String more :
        List.of(
            ",'tags':'a,,b'",
            ",'causationid':'1,,2'",
            ",'causationid':'nobody'",
            ",'ext':'" + "x".repeat(70_000) + "'",
            ",'correlationid':'" + "x".repeat(600) + "'")) {
      Cli cli = Cli.run("import", "--store", store(), "--json", file(event("1", more)));
      assertThat(cli.exitCode()).as(more).isEqualTo(ExitCode.REFUSED);
      assertThat(cli.objects().getFirst()).startsWith("{\"badLine\":1,\"reason\":\"");
    }
    Cli cli = Cli.run("import", "--store", store(), file(event("1", "").replace("T", "stele.x")));
    assertThat(cli.err()).contains("line 1: ", "stele.");
    assertThat(exported().out()).isEmpty();
  }

  @Test
  void anIdThatBelongsToAnotherEventIsABadLine() throws IOException {
    Cli.done("import", "--store", store(), file(event("1", ",'data':1")));
    Cli cli =
        Cli.ends(
            1,
            "import",
            "--store",
            store(),
            "--on-bad-line=skip",
            file(event("1", ",'data': 1 "), event("1", ",'data':1.0")));
    assertThat(cli.err())
        .isEqualTo(
            "stele: import: line 2: id must not be that of another event of its source, got: '1'"
                + " (at position 1)\n");
    assertThat(cli.out()).startsWith("imported 0 events, 1 there before, 1 bad line");
  }

  @Test
  void causesAreFoundInTheFileAndInTheStore() throws IOException {
    Cli.done("import", "--store", store(), file(event("1", ""), event("a,b", "")));
    Cli.done(
        "import",
        "--store",
        store(),
        file(
            event("3", ",'causationid':'1, a%2Cb'"),
            event("x", "").replace("/s", "/other#1"),
            event("4", ",'causationid':'3,/other%231#x'")));
    assertThat(Cli.done("causes", "--store", store(), "--scope", "/s", "4").lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("  1 ").contains("/s/e@2"),
            line -> assertThat(line).startsWith("  1 ").contains("/other#1/e@0"),
            line -> assertThat(line).startsWith("  2 ").contains("/s/e@0"),
            line -> assertThat(line).startsWith("  2 ").contains("/s/e@1"));
    assertThat(Cli.done("effects", "--store", store(), "1", "--json").objects()).hasSize(2);
  }

  @Test
  void anUnknownCauseIsKeptAsANameWhereThatWasAskedFor() throws IOException {
    String line = event("1", ",'causationid':'nobody'");
    String[] command = {"import", "--store", store(), "--unknown-cause", "keep", file(line)};
    Cli.done(command);
    assertThat(exported().out().strip()).contains("\"causationid\":\"nobody\"");
    assertThat(Cli.done(command).out()).contains("imported 0 events, 1 there before");
    assertThat(Cli.done("causes", "--store", store(), "1").out()).isEmpty();
  }

  @Test
  void eventsThatWereExportedComeBackToTheirStoreAsThemselves() throws IOException {
    Cli.done("append", "--store", store(), "--stream", "s/e", "--type", "A", "--key", "k");
    String id =
        Cli.done("get", "--store", store(), "1").lines().get(1).replaceAll("id +", "").strip();
    Cli.done("append", "--store", store(), "--stream", "s/e", "--type", "B", "--cause", id);
    String file = file(exported().lines().toArray(String[]::new));
    assertThat(Cli.done("import", "--store", store(), file).out())
        .contains("imported 0 events, 2 there before");
    String other = folder.resolve("other").toString();
    Cli.done("import", "--store", other, "--keep-ids", file);
    assertThat(Cli.done("export", "--store", other).lines()).isEqualTo(exported().lines());
    assertThat(Cli.done("get", "--store", other, id).out()).contains(id);
  }

  @Test
  void anImportThatWasCutGoesOnWhereItWas() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String cause = i == 0 ? "" : ",'causationid':'" + (i - 1) + "'";
      lines.add(event(Integer.toString(i), cause));
    }
    Importer.Rules rules = new Importer.Rules(Importer.BadLines.STOP, Causes.Unknown.REFUSE, false);
    for (int cut : List.of(0, 1, 120, 299, 300)) {
      AtomicInteger asked = new AtomicInteger();
      try (Store store = Store.open(Path.of(store()));
          Lines input = new Lines(bytes(String.join("\n", lines)), Importer.LINE_BYTES_MAX)) {
        ImportReport report =
            new Importer(store, rules, new Silence())
                .run(input, () -> asked.getAndIncrement() >= cut);
        assertThat(report.lines()).isEqualTo(cut);
        assertThat(report.imported() + report.present()).isEqualTo(cut);
      }
    }
    assertThat(exported().lines()).isEqualTo(lines);
  }

  @Test
  void theSampleOfTheDemonstrationIsWholeAndOneGraph() throws IOException {
    List<String> lines = DemoInput.sample().lines();
    assertThat(lines).hasSizeGreaterThan(50);
    Cli.done("import", "--store", store(), file(lines.toArray(String[]::new)));
    assertThat(exported().lines()).isEqualTo(lines.stream().map(ImportTest::ordered).toList());
    String last = Integer.toString(lines.size());
    assertThat(Cli.done("causes", "--store", store(), last).lines()).hasSizeGreaterThan(3);
  }

  private static String ordered(String line) {
    try {
      return CloudEventText.write(
          CloudEventText.parse(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8))));
    } catch (BadLineException e) {
      throw new AssertionError(line, e);
    }
  }

  @Test
  void aLineThatIsTooLongIsPassedOver() throws IOException {
    String text = "a\n" + "b".repeat(200_000) + "\n\nlast";
    try (Lines lines = new Lines(bytes(text), 100_000)) {
      assertThat(lines.next().orElseThrow().bytes()).isPresent();
      Lines.Line tooLong = lines.next().orElseThrow();
      assertThat(tooLong.number()).isEqualTo(2);
      assertThat(tooLong.bytes()).isEmpty();
      assertThat(lines.next().orElseThrow().isBlank()).isTrue();
      Lines.Line last = lines.next().orElseThrow();
      assertThat(StandardCharsets.UTF_8.decode(last.bytes().orElseThrow()).toString())
          .isEqualTo("last");
      assertThat(lines.next()).isEmpty();
      assertThat(lines.bytesRead()).isEqualTo(text.length());
    }
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private record Silence() implements Importer.Listener {
    @Override
    public void bad(long line, String reason) {
      throw new AssertionError(line + ": " + reason);
    }

    @Override
    public void progress(long lines, long bytes) {}
  }
}
