package dev.stele.console;

import dev.stele.journal.JournalOptions;
import dev.stele.journal.JournalSalvage;
import dev.stele.journal.SalvageReport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stele salvage}: saves what is whole of a damaged store. */
@Command(
    name = "salvage",
    header = "Save what is whole of a damaged store.",
    description = {
      "  Copies what is whole of a damaged store into a new one, which begins a new",
      "  lineage. Nothing is renumbered: in the place of each lost entry stands one",
      "  that says so. The damaged store is left as it is. Nobody may have it open."
    },
    footer = {"  stele salvage damaged saved", "  stele salvage --store damaged saved"})
final class SalvageCommand implements Callable<Integer> {

  @Mixin private Setting setting = new Setting();
  @Mixin private StoreChoice choice = new StoreChoice();

  @Parameters(
      arity = "1..2",
      paramLabel = "[SOURCE] TARGET",
      hideParamSyntax = true,
      description = "The damaged store, unless --store names it, and a directory that is new.")
  private List<Path> names = List.of();

  SalvageCommand() {}

  @Override
  public Integer call() {
    Path source = names.size() == 2 ? names.getFirst() : choice.directory();
    Path target = names.getLast();
    SalvageReport report = JournalSalvage.salvage(source, target, JournalOptions.standard());
    long lost = 0;
    for (SalvageReport.Lost range : report.lost()) {
      long count = range.end().value() - range.first().value();
      lost += count;
      setting.print(
          out ->
              out.println(
                  "lost  %s at %s%s"
                      .formatted(
                          count == 1 ? "1 entry" : Times.count(count) + " entries",
                          range.first(),
                          range.areLeavesKnown() ? ", hash kept" : "")),
          json -> {
            json.writeNumberField("lostFirst", range.first().value());
            json.writeNumberField("lostEnd", range.end().value());
            json.writeBooleanField("leavesKnown", range.areLeavesKnown());
          });
    }
    long lostCount = lost;
    setting.print(
        out ->
            new Table()
                .row("saved into", target)
                .row("entries", Times.count(report.tree().size() - lostCount))
                .row("lost", Times.count(lostCount))
                .row("lineage", report.lineage())
                .row("root", report.tree().root())
                .print(out, setting.terminal()),
        json -> {
          json.writeNumberField("saved", report.tree().size() - lostCount);
          json.writeNumberField("lost", lostCount);
          Setting.put(json, "lineage", report.lineage());
          json.writeNumberField("treeSize", report.tree().size());
          Setting.put(json, "root", report.tree().root());
        });
    return lostCount == 0 ? ExitCode.DONE : ExitCode.REFUSED;
  }
}
