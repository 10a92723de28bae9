package dev.stele.console;

import dev.stele.journal.Position;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.Events;
import dev.stele.store.Region;
import dev.stele.store.StoreReader;
import dev.stele.store.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which events a command is about; all filters must fit. */
final class Filters {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec mixee = CommandSpec.create();

  @Option(names = "--scope", paramLabel = "SCOPE", description = "In this scope.")
  private @Nullable String scope;

  @Option(
      names = "--entity",
      paramLabel = "ENTITY",
      description = "In the stream of this entity; needs --scope.")
  private @Nullable String entity;

  @Option(
      names = "--below",
      paramLabel = "ENTITY",
      description = "In this entity's stream, and those below it: order:17 has order:17:line:3.")
  private @Nullable String below;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Of this type; given twice, of either.")
  private List<String> types = List.of();

  @Option(names = "--tag", paramLabel = "TAG", description = "With this tag; given twice, both.")
  private List<String> tags = List.of();

  @Option(names = "--correlation", paramLabel = "TEXT", description = "With this correlation.")
  private @Nullable String correlation;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Appended then or later: 2026-01-31, or 2026-01-31T12:00:00Z.")
  private @Nullable Instant since;

  @Option(names = "--before", paramLabel = "TIME", description = "Appended before that time.")
  private @Nullable Instant before;

  @Option(names = "--from", paramLabel = "POSITION", description = "At this position or behind.")
  private @Nullable Long from;

  @Option(names = "--until", paramLabel = "POSITION", description = "Before this position.")
  private @Nullable Long until;

  Filters() {}

  /** Tells whether a place to begin at was given. */
  boolean hasFrom() {
    return from != null;
  }

  /** Returns the scope, if one was given. */
  Optional<String> scope() {
    return Optional.ofNullable(scope);
  }

  /** Tells whether nothing was given, or the scope alone. */
  boolean haveScopeAlone() {
    return entity == null
        && below == null
        && types.isEmpty()
        && tags.isEmpty()
        && correlation == null
        && since == null
        && before == null
        && from == null
        && until == null;
  }

  Region region() {
    Region region = place();
    if (!types.isEmpty()) {
      region = region.types(types.toArray(String[]::new));
    }
    region = region.tagged(tags.toArray(String[]::new));
    if (correlation != null) {
      region = region.correlated(correlation);
    }
    if (since != null) {
      region = region.since(since);
    }
    if (before != null) {
      region = region.before(before);
    }
    if (from != null) {
      region = region.from(new Position(from));
    }
    return until == null ? region : region.until(new Position(until));
  }

  private Region place() {
    if (scope == null) {
      if (entity != null || below != null) {
        throw wrong("options --entity and --below need --scope");
      }
      return Region.all();
    }
    if (entity != null && below != null) {
      throw wrong("options --entity and --below must not both be given");
    }
    if (entity != null) {
      return Region.of(Coordinate.of(scope, entity));
    }
    return below == null ? Region.scope(scope) : Region.below(Coordinate.of(scope, below));
  }

  private ParameterException wrong(String what) {
    return new ParameterException(mixee.commandLine(), what);
  }

  /** Reads them, the first one first. */
  Events read(StoreReader store, @Nullable Long fromVersion) {
    if (fromVersion == null) {
      return store.read(region());
    }
    return store.readStream(stream(), new Version(fromVersion));
  }

  /** Tells which of the events that {@link #read} found are meant. */
  Predicate<Event> meant(@Nullable Long fromVersion) {
    if (fromVersion == null) {
      return _ -> true;
    }
    Coordinate _ = stream();
    Region region = region();
    return event -> region.has(event) && event.version().value() >= fromVersion;
  }

  private Coordinate stream() {
    if (scope == null || entity == null) {
      throw wrong("option --from-version needs --scope and --entity");
    }
    return Coordinate.of(scope, entity);
  }
}
