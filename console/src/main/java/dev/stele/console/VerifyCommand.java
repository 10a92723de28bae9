package dev.stele.console;

import dev.stele.ground.Disk;
import dev.stele.journal.JournalVerifier;
import dev.stele.journal.VerifyReport;
import dev.stele.store.StoreFollower;
import java.util.ArrayList;
import java.util.List;
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
      "  have no hole, no time goes back, and its causes stand before it. Changes",
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
    VerifyReport report = JournalVerifier.verify(choice.directory(), Disk.system());
    for (VerifyReport.Finding finding : report.findings()) {
      finding(
          finding.kind().name(),
          finding.problem() + ": " + finding.file() + " at byte " + finding.positionBytes());
    }
    boolean isLost =
        report.findings().stream().anyMatch(each -> each.kind() == VerifyReport.Kind.LOSS);
    long eventCount = 0;
    long streamCount = 0;
    List<String> problems = new ArrayList<>();
    if (!isLost) { // Reading would only say the same again.
      try (StoreFollower store = choice.follow();
          Progress bar = progress.begin(setting, "events", OptionalLong.of(store.head().value()))) {
        EventAudit audit = new EventAudit(store, problems::add);
        audit.run(event -> bar.advance(audit.eventCount(), event.position().value()));
        eventCount = audit.eventCount();
        streamCount = audit.streamCount();
      }
    }
    problems.forEach(problem -> finding("EVENT", problem));
    int findings = report.findings().size() + problems.size();
    summary(report, findings, eventCount, streamCount, setting.clock().nanoTime() - begin);
    return findings == 0 ? ExitCode.DONE : ExitCode.DAMAGED;
  }

  private void finding(String kind, String problem) {
    setting.print(
        out -> out.println(kind + "  " + CloudEventText.printable(problem)),
        json -> {
          json.writeStringField("finding", kind);
          json.writeStringField("problem", problem);
        });
  }

  private void summary(
      VerifyReport report, int findings, long eventCount, long streamCount, long nanos) {
    setting.print(
        out ->
            out.println(
                "%s; %s in %s, %s of %s; %s; %s"
                    .formatted(
                        findings == 0 ? "whole" : Times.count(findings, "finding"),
                        Times.count(report.entryCount()) + " entries",
                        Times.count(report.segmentCount(), "segment"),
                        Times.count(eventCount, "event"),
                        Times.count(streamCount, "stream"),
                        report.isClosed() ? "closed in order" : "open, or not closed in order",
                        Times.seconds(nanos))),
        json -> {
          json.writeNumberField("findings", findings);
          json.writeNumberField("entries", report.entryCount());
          json.writeNumberField("segments", report.segmentCount());
          json.writeNumberField("events", eventCount);
          json.writeNumberField("streams", streamCount);
          json.writeBooleanField("closed", report.isClosed());
          if (report.tree().isPresent()) {
            json.writeNumberField("treeSize", report.tree().get().size());
            Setting.put(json, "root", report.tree().get().root());
          }
        });
  }
}
