package dev.stele.console;

import dev.stele.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stele import}: appends the CloudEvents of a file. */
@Command(
    name = "import",
    header = "Append CloudEvents from a file.",
    description = {
      "  Reads CloudEvents 1.0 in JSON, one a line, and appends them in the order of",
      "  the file: source is the scope, subject the entity, id the idempotency key.",
      "  The extensions correlationid, causationid (ids with commas between them) and",
      "  tags (the same) become what they are called; everything else is kept, and",
      "  'stele export' gives it back.",
      "",
      "  A file that is imported twice adds nothing, and an import that was",
      "  interrupted goes on where it is started again: what is there is found by its",
      "  id. A bad line is named by number and reason on standard error."
    },
    footer = {
      "  stele import --store data events.jsonl",
      "  zcat events.jsonl.gz | stele import --store data --on-bad-line skip"
    })
final class ImportCommand implements Callable<Integer> {

  private static final String STANDARD_INPUT = "-";

  @Mixin private Setting setting = new Setting();
  @Mixin private StoreChoice choice = new StoreChoice();
  @Mixin private Progress.Choice progress = new Progress.Choice();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      defaultValue = STANDARD_INPUT,
      description = "The file; - is standard input.")
  private String file = STANDARD_INPUT;

  @Option(
      names = "--on-bad-line",
      paramLabel = "WHAT",
      defaultValue = "stop",
      description = "What a bad line does: stop ends the import there, skip goes on.")
  private Importer.BadLines badLines = Importer.BadLines.STOP;

  @Option(
      names = "--unknown-cause",
      paramLabel = "WHAT",
      defaultValue = "refuse",
      description = {
        "What a cause does that is neither earlier in the file nor in the store:",
        "refuse makes the line a bad one, keep notes the name alone."
      })
  private Causes.Unknown unknownCauses = Causes.Unknown.REFUSE;

  @Option(
      names = "--keep-ids",
      description = "Let ids that are UUIDs be the identities of the events too.")
  private boolean keepsIds;

  ImportCommand() {}

  @Override
  public Integer call() throws IOException {
    choice.directory();
    long begin = setting.clock().nanoTime();
    try (Lines lines = new Lines(input(), Importer.LINE_BYTES_MAX);
        Store store = choice.open();
        Interruption interruption = Interruption.betweenSteps(setting.out());
        Progress bar = progress.begin(setting, "lines", total())) {
      Importer importer =
          new Importer(
              store,
              new Importer.Rules(badLines, unknownCauses, keepsIds),
              new Importer.Listener() {
                @Override
                public void bad(long line, String reason) {
                  bar.clear();
                  ImportCommand.this.bad(line, reason);
                }

                @Override
                public void progress(long lineCount, long bytes) {
                  bar.advance(lineCount, bytes);
                }
              });
      ImportReport report = importer.run(lines, interruption::isTold);
      bar.clear();
      report(report, store, setting.clock().nanoTime() - begin, interruption.isTold());
      return report.isWhole() ? ExitCode.DONE : ExitCode.REFUSED;
    }
  }

  private InputStream input() throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return System.in;
    }
    Path path = Path.of(file);
    if (Files.isDirectory(path)) {
      throw new FailedException(ExitCode.FAILED, "file must be no directory: '" + file + "'");
    }
    return Files.newInputStream(path);
  }

  private OptionalLong total() throws IOException {
    return file.equals(STANDARD_INPUT)
        ? OptionalLong.empty()
        : OptionalLong.of(Files.size(Path.of(file)));
  }

  private void bad(long line, String reason) {
    setting.say("line " + line + ": " + reason);
    if (setting.isJson()) {
      setting.json(json -> {
        json.writeNumberField("badLine", line);
        json.writeStringField("reason", reason);
      });
    }
  }

  private void report(ImportReport report, Store store, long nanos, boolean isInterrupted) {
    setting.print(
        out ->
            out.println(
                "imported %s, %s there before, %s; %s; head %s; %s"
                    .formatted(
                        Times.count(report.imported(), "event"),
                        Times.count(report.present()),
                        Times.count(report.bad(), "bad line"),
                        Times.count(report.lines(), "line"),
                        store.head(),
                        Times.seconds(nanos))),
        json -> {
          json.writeNumberField("imported", report.imported());
          json.writeNumberField("present", report.present());
          json.writeNumberField("bad", report.bad());
          json.writeNumberField("lines", report.lines());
          json.writeBooleanField("stopped", report.isStopped());
          json.writeNumberField("head", store.head().value());
        });
    if (report.isStopped()) {
      setting.say(
          (isInterrupted ? "interrupted" : "stopped at the bad line")
              + "; the same command goes on from here");
    }
  }
}
