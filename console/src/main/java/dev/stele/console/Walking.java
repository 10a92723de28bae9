package dev.stele.console;

import dev.stele.store.Event;
import dev.stele.store.StoreFollower;
import dev.stele.store.StoreReader;
import dev.stele.store.Walk;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands share that walk the graph of causes. */
final class Walking {

  @Parameters(paramLabel = "EVENT", description = "An identity, a position, or a key.")
  private String name = "";

  @Option(names = "--scope", paramLabel = "SCOPE", description = "EVENT is a key in this scope.")
  private @Nullable String scope;

  @Option(
      names = "--depth",
      paramLabel = "N",
      defaultValue = "64",
      description = "Go no further than so many steps (${DEFAULT-VALUE}).")
  private int depth = 64;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Find no more than so many events (${DEFAULT-VALUE}).")
  private int limit = 10_000;

  Walking() {}

  /** Goes one of the two ways. */
  @FunctionalInterface
  interface Way {
    Walk walk(StoreReader store, Event from, Walk.Limits limits);
  }

  int walk(Setting setting, StoreChoice choice, Way way) {
    Walk.Limits limits = new Walk.Limits(depth, limit);
    try (StoreFollower store = choice.follow()) {
      Walk walk = way.walk(store, EventName.require(store, name, scope), limits);
      EventPrinter printer = new EventPrinter(setting);
      for (Walk.Step step : walk.steps()) {
        setting.print(
            out ->
                out.println(
                    String.format(Locale.ROOT, "%3d %s", step.depth(), printer.text(step.event()))),
            json -> {
              json.writeNumberField("depth", step.depth());
              EventPrinter.members(json, step.event());
            });
      }
      switch (walk.ending()) {
        case COMPLETE -> {}
        case DEPTH_REACHED -> setting.say("there is more, further away: see --depth");
        case COUNT_REACHED -> setting.say("there is more: see --limit");
      }
      return ExitCode.DONE;
    }
  }
}
