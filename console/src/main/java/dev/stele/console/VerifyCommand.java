package dev.stele.console;

import dev.stele.ground.Disk;
import dev.stele.journal.VerifyReport;
import dev.stele.store.StoreVerifier;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stele verify}: looks at every byte, and at every event. */
@Command(
    name = "verify",
    header = "Look for damage.",
    description = {
      "  Looks at every byte of the log (checksums, order, hashes, zeros where nothing",
      "  was written), then at every event: it can be read, the versions of its stream",
      "  have no hole, and no time goes back. Changes",
      "  nothing. While somebody writes, what is durable is verified.",
      "",
      "  Findings are LOSS (events are damaged: 'stele salvage' saves the others),",
      "  CACHE (the next opening computes it anew), STRAY (bytes where none were",
      "  written) and EVENT (an event that is not as the store appends it). Any one",
      "  ends it with exit status 4. Takes some memory for each stream."
    },
    footer = {"  stele verify --store data", "  stele verify --store data --json | jq .problem"})
final class VerifyCommand implements Callable<Integer> {

  @Mixin private Setting setting = new Setting();
  @Mixin private StoreChoice choice = new StoreChoice();
  @Mixin private Progress.Choice progress = new Progress.Choice();

  VerifyCommand() {}

  @Override
  public Integer call() {
    long begin = setting.clock().nanoTime();
    StoreVerifier.Report report;
    try (Progress bar = progress.begin(setting, "entries", OptionalLong.of(100))) {
      report =
          StoreVerifier.verify(
              choice.directory(),
              Disk.system(),
              (entries, total) -> bar.advance(entries, total == 0 ? 0 : entries * 100 / total));
    }
    for (VerifyReport.Finding finding : report.log().findings()) {
      finding(
          finding.kind().name(),
          finding.problem() + ": " + finding.file() + " at byte " + finding.positionBytes());
    }
    for (StoreVerifier.Problem problem : report.problems()) {
      finding("EVENT", problem.explanation() + ": position " + problem.position());
    }
    summary(report, setting.clock().nanoTime() - begin);
    return report.isClean() ? ExitCode.DONE : ExitCode.DAMAGED;
  }

  private void finding(String kind, String problem) {
    setting.print(
        out -> out.println(kind + "  " + CloudEventText.printable(problem)),
        json -> {
          json.writeStringField("finding", kind);
          json.writeStringField("problem", problem);
        });
  }

  private void summary(StoreVerifier.Report report, long nanos) {
    VerifyReport log = report.log();
    int findings = log.findings().size() + report.problems().size();
    setting.print(
        out ->
            out.println(
                "%s; %s entries in %s, %s of %s; %s; %s"
                    .formatted(
                        findings == 0 ? "whole" : Times.count(findings, "finding"),
                        Times.count(log.entryCount()),
                        Times.count(log.segmentCount(), "segment"),
                        Times.count(report.events(), "event"),
                        Times.count(report.streams(), "stream"),
                        log.isClosed() ? "closed in order" : "open, or not closed in order",
                        Times.seconds(nanos))),
        json -> {
          json.writeNumberField("findings", findings);
          json.writeNumberField("entries", log.entryCount());
          json.writeNumberField("segments", log.segmentCount());
          json.writeNumberField("events", report.events());
          json.writeNumberField("streams", report.streams());
          json.writeBooleanField("closed", log.isClosed());
          if (log.tree().isPresent()) {
            json.writeNumberField("treeSize", log.tree().get().size());
            Setting.put(json, "root", log.tree().get().root());
          }
        });
  }
}
