package dev.stele.console;

import dev.stele.process.HistoryEntry;
import dev.stele.process.ProcessId;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stele history}: prints everything that is on record of a process. */
@Command(
    name = "history",
    header = "Print everything that is on record of a process.",
    description = {
      "  Its registration, its events, and what was done to it (claims, attempts, waits,",
      "  requests, its end), in the order of the log, one a line."
    },
    footer = "  stele history --store data nightly")
final class HistoryCommand implements Callable<Integer> {

  private static final int SHOWN_MAX = 100;

  @Mixin private Setting setting = new Setting();
  @Mixin private StoreChoice choice = new StoreChoice();
  @Mixin private ProcessScope scope = new ProcessScope();

  @Parameters(paramLabel = "ID", description = "The process.")
  private String id = "";

  HistoryCommand() {}

  @Override
  public Integer call() throws IOException {
    try (Looking looking = Looking.begin(setting, choice, scope.name())) {
      for (HistoryEntry entry : looking.reader().history(ProcessId.of(id))) {
        print(entry);
      }
    }
    return ExitCode.DONE;
  }

  private void print(HistoryEntry entry) {
    Map<String, String> fields = new TreeMap<>(entry.fields());
    setting.print(
        out -> out.println(line(entry, fields)),
        json -> {
          json.writeNumberField("position", entry.position().value());
          Setting.put(json, "time", entry.at());
          Setting.put(json, "what", entry.what());
          json.writeObjectFieldStart("fields");
          for (Map.Entry<String, String> field : fields.entrySet()) {
            Setting.put(json, field.getKey(), field.getValue());
          }
          json.writeEndObject();
          if (entry.payload().size() > 0) {
            ProcessText.write(json, "data", entry.payload());
          }
        });
  }

  private String line(HistoryEntry entry, Map<String, String> fields) {
    String text =
        fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining(" "))
            + (entry.payload().size() == 0 ? "" : "  " + entry.payload().toString().strip());
    String shown = CloudEventText.printable(text.strip());
    return String.format(Locale.ROOT, "%8d", entry.position().value())
        + "  "
        + setting.terminal().faint(entry.at().toString())
        + "  "
        + setting.terminal().strong(CloudEventText.printable(entry.what()))
        + "  "
        + (shown.length() <= SHOWN_MAX ? shown : shown.substring(0, SHOWN_MAX - 1) + "…");
  }
}
