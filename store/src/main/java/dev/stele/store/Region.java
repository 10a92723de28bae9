package dev.stele.store;

import dev.stele.journal.Position;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which events somebody wants to see. Immutable; the methods return changed copies, each of which
 * has fewer events.
 *
 * <p>What is looked up in an index: the place, types and tags within a scope, the correlation. In
 * {@link #all}, types and tags are looked for by reading.
 *
 * @param place where
 * @param types of one of these types; of any if empty
 * @param tags with all of these tags
 * @param correlation with this correlation
 * @param since appended at this time or later
 * @param before appended before this time
 * @param from at this position or behind it
 * @param until before this position
 */
public record Region(
    Place place,
    Set<String> types,
    Set<String> tags,
    Optional<String> correlation,
    Optional<Instant> since,
    Optional<Instant> before,
    Position from,
    Optional<Position> until) {

  /** Where events are. */
  public sealed interface Place {

    /** Everywhere. */
    record Everywhere() implements Place {}

    /** In a scope. */
    record Scope(String scope) implements Place {

      /** Checks the scope. */
      public Scope {
        Texts.require("scope", scope, Texts.NAME_BYTES_MAX);
      }
    }

    /** In a stream, or one whose entity goes on behind it with a colon. */
    record Below(Coordinate coordinate) implements Place {}

    /** In a stream. */
    record Stream(Coordinate coordinate) implements Place {}

    /** Tells whether a stream is there. */
    default boolean has(Coordinate stream) {
      return switch (this) {
        case Everywhere _ -> true;
        case Scope scope -> scope.scope.equals(stream.scope());
        case Stream one -> one.coordinate.equals(stream);
        case Below below -> {
          String entity = below.coordinate.entity();
          yield below.coordinate.scope().equals(stream.scope())
              && stream.entity().startsWith(entity)
              && (stream.entity().length() == entity.length()
                  || stream.entity().charAt(entity.length()) == ':');
        }
      };
    }
  }

  /** Checks and copies the sets. */
  public Region {
    types = NewEvent.checkedTypes(types);
    tags = NewEvent.checkedTags(tags);
  }

  private static Region at(Place place) {
    return new Region(
        place,
        Set.of(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Position.FIRST,
        Optional.empty());
  }

  /** Returns all events. */
  public static Region all() {
    return at(new Place.Everywhere());
  }

  /** Returns the events of a scope. */
  public static Region scope(String scope) {
    return at(new Place.Scope(scope));
  }

  /** Returns the events of a stream. */
  public static Region of(Coordinate stream) {
    return at(new Place.Stream(stream));
  }

  /**
   * Returns the events of a stream and of those below it: {@code order:17} has {@code
   * order:17:line:3}, and not {@code order:170}.
   */
  public static Region below(Coordinate stream) {
    return at(new Place.Below(stream));
  }

  /** Returns those of these types; replaces types that were given before. */
  public Region types(String... wanted) {
    return new Region(
        place, new TreeSet<>(List.of(wanted)), tags, correlation, since, before, from, until);
  }

  /** Returns those that have these tags too. */
  public Region tagged(String... wanted) {
    Set<String> all = new TreeSet<>(tags);
    all.addAll(List.of(wanted));
    return new Region(place, types, all, correlation, since, before, from, until);
  }

  /** Returns those with a correlation. */
  public Region correlated(String with) {
    return new Region(place, types, tags, Optional.of(with), since, before, from, until);
  }

  /** Returns those that were appended at a time or later. */
  public Region since(Instant time) {
    return new Region(place, types, tags, correlation, Optional.of(time), before, from, until);
  }

  /** Returns those that were appended before a time. */
  public Region before(Instant time) {
    return new Region(place, types, tags, correlation, since, Optional.of(time), from, until);
  }

  /** Returns those at a position or behind it. */
  public Region from(Position position) {
    return new Region(place, types, tags, correlation, since, before, position, until);
  }

  /** Returns those before a position. */
  public Region until(Position position) {
    return new Region(place, types, tags, correlation, since, before, from, Optional.of(position));
  }

  /** Everything but where reading begins, in words that do not change from version to version. */
  String identity() {
    String where =
        switch (place) {
          case Place.Everywhere _ -> "everywhere";
          case Place.Scope(String scope) -> "scope " + quoted(scope);
          case Place.Stream(Coordinate stream) ->
              "stream " + quoted(stream.entity()) + " of scope " + quoted(stream.scope());
          case Place.Below(Coordinate stream) ->
              "below " + quoted(stream.entity()) + " of scope " + quoted(stream.scope());
        };
    return where
        + quoted(", types", types)
        + quoted(", tags", tags)
        + correlation.map(text -> ", correlation " + quoted(text)).orElse("")
        + since.map(time -> ", since " + time).orElse("")
        + before.map(time -> ", before " + time).orElse("")
        + until.map(position -> ", until " + position).orElse("");
  }

  private static String quoted(String what, Set<String> texts) {
    StringBuilder all = new StringBuilder();
    for (String text : texts) {
      all.append(all.isEmpty() ? what + " " : " ").append(quoted(text));
    }
    return all.toString();
  }

  /** A quote within is doubled, so that no two regions are called the same. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** Tells whether an event is in it. */
  public boolean has(Event event) {
    long position = event.position().value();
    return position >= from.value()
        && (until.isEmpty() || position < until.get().value())
        && place.has(event.coordinate())
        && (types.isEmpty() || types.contains(event.type()))
        && event.tags().containsAll(tags)
        && (correlation.isEmpty() || correlation.get().equals(event.correlation()))
        && (since.isEmpty() || !event.time().isBefore(since.get()))
        && (before.isEmpty() || event.time().isBefore(before.get()));
  }
}
