package dev.stele.console;

import dev.stele.process.Filter;
import dev.stele.process.ProcessReader;
import dev.stele.process.ProcessRecord;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code stele ps}: lists processes. */
@Command(
    name = "ps",
    header = "List processes.",
    description = {
      "  Prints the processes that run, the newest first: id, state, kind, when it was",
      "  registered, label; and what it ended in, if it has. A state is one of queued,",
      "  running, waiting, cancelling, completed, failed, cancelled, abandoned."
    },
    footer = {
      "  stele ps --store data",
      "  stele ps --store data --all --limit 20",
      "  stele ps --store data --state failed --kind shell --json"
    })
final class PsCommand implements Callable<Integer> {

  private static final int GAP = 2;

  @Mixin private Setting setting = new Setting();
  @Mixin private StoreChoice choice = new StoreChoice();
  @Mixin private ProcessScope scope = new ProcessScope();

  @Option(names = "--all", description = "Those that have ended, too.")
  private boolean isAll;

  @Option(names = "--kind", paramLabel = "KIND", description = "Of this kind.")
  private @Nullable String kind;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "In this state: ${COMPLETION-CANDIDATES}; ended is any but the first two.")
  private @Nullable State state;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "So many at most (${DEFAULT-VALUE}).")
  private int limit = 1_000;

  PsCommand() {}

  /** What a user may ask for. */
  enum State {
    RUNNING(Filter.States.RUNNING),
    WAITING(Filter.States.RUNNING),
    ENDED(Filter.States.ENDED),
    COMPLETED(Filter.States.COMPLETED),
    FAILED(Filter.States.FAILED),
    CANCELLED(Filter.States.CANCELLED),
    ABANDONED(Filter.States.ABANDONED);

    private final Filter.States states;

    State(Filter.States states) {
      this.states = states;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    Filter filter() {
      Filter filter = Filter.of(states);
      return this == WAITING ? filter.waiting(true) : filter;
    }
  }

  @Override
  public Integer call() throws IOException {
    if (limit < 1 || limit > ProcessReader.PAGE_MAX) {
      throw new ParameterException(
          setting.mixee().commandLine(),
          "option --limit must be 1 to " + ProcessReader.PAGE_MAX + ", got: " + limit);
    }
    if (isAll && state != null) {
      throw new ParameterException(
          setting.mixee().commandLine(), "options --all and --state must not both be given");
    }
    Filter states = isAll ? Filter.any() : state == null ? Filter.running() : state.filter();
    Filter filter = kind == null ? states : states.kind(kind);
    try (Looking looking = Looking.begin(setting, choice, scope.name())) {
      List<ProcessRecord> found = looking.reader().latest(filter, Optional.empty(), limit);
      if (setting.isJson()) {
        found.forEach(record -> setting.json(json -> ProcessText.write(json, record)));
      } else {
        print(found);
      }
    }
    return ExitCode.DONE;
  }

  private void print(List<ProcessRecord> found) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("ID", "STATE", "KIND", "REGISTERED", "LABEL"));
    for (ProcessRecord record : found) {
      String label = record.label().orElse("");
      rows.add(
          List.of(
              CloudEventText.printable(record.id().value()),
              ProcessText.state(record),
              CloudEventText.printable(record.kind()),
              record.created().truncatedTo(ChronoUnit.SECONDS).toString(),
              CloudEventText.printable(
                  record
                      .outcome()
                      .map(outcome -> label + "  (" + ProcessText.outcome(outcome) + ")")
                      .orElse(label))));
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size() - 1; column++) {
        int of = column;
        int width = rows.stream().mapToInt(each -> each.get(of).length()).max().orElse(0) + GAP;
        line.append(row.get(column)).append(" ".repeat(width - row.get(column).length()));
      }
      setting.out().println((line + row.getLast()).stripTrailing());
    }
  }
}
