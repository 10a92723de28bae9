package dev.stele.bench;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** What is read of the table of events, the same on all SQL databases. For one thread. */
final class SqlReads implements AutoCloseable {

  private static final String COLUMNS =
      "SELECT position, id, scope, entity, version, type, correlation, time, payload FROM events";

  /** What a driver fetches at once of a replay, where it would else fetch all. */
  private static final int FETCHED_ROWS = 1_000;

  /** What a replay asks for at once of a database that has no cursor to rely on. */
  private static final int PAGE_ROWS = 10_000;

  /** How all events are read. */
  enum Replay {
    /** By one query whose rows come as they are asked for. */
    CURSOR(COLUMNS + " ORDER BY position"),
    /** By a query for each {@value #PAGE_ROWS} events. */
    PAGES(COLUMNS + " WHERE position > ? ORDER BY position LIMIT " + PAGE_ROWS);

    private final String query;

    Replay(String query) {
      this.query = query;
    }
  }

  private final Replay how;

  private final PreparedStatement stream;
  private final PreparedStatement find;
  private final PreparedStatement replay;
  private final PreparedStatement count;
  private final PreparedStatement keys;
  private final PreparedStatement tags;

  SqlReads(Connection connection, Replay how) throws SQLException {
    this.how = how;
    stream =
        connection.prepareStatement(
            COLUMNS + " WHERE scope = ? AND entity = ? AND version >= ? ORDER BY version");
    find = connection.prepareStatement(COLUMNS + " WHERE id = ?");
    replay = connection.prepareStatement(how.query);
    replay.setFetchSize(FETCHED_ROWS);
    count = connection.prepareStatement("SELECT count(*) FROM events");
    keys = connection.prepareStatement("SELECT count(*) FROM keys");
    tags = connection.prepareStatement("SELECT count(*) FROM tags");
  }

  void stream(String entity, Consumer<Found> sink) throws SQLException {
    stream.setString(1, Draft.SCOPE);
    stream.setString(2, entity);
    stream.setLong(3, 0);
    pass(stream, sink);
  }

  void replay(Consumer<Found> sink) throws SQLException {
    if (how == Replay.CURSOR) {
      pass(replay, sink);
      return;
    }
    long[] last = new long[1];
    long before;
    do {
      before = last[0];
      replay.setLong(1, before);
      pass(
          replay,
          event -> {
            last[0] = event.position();
            sink.accept(event);
          });
    } while (last[0] != before);
  }

  Optional<Found> find(UUID id) throws SQLException {
    find.setBytes(1, Identities.bytes(id));
    try (ResultSet rows = find.executeQuery()) {
      return rows.next() ? Optional.of(found(rows)) : Optional.empty();
    }
  }

  /** Returns the number of events; fails if their tags are not there, or no key is. */
  long count() throws SQLException {
    long events = number(count);
    if (number(tags) != 2 * events || number(keys) < 1) {
      throw new SQLException("expected two tags for each event and keys, found others");
    }
    return events;
  }

  private static long number(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() ? rows.getLong(1) : -1;
    }
  }

  private static void pass(PreparedStatement statement, Consumer<Found> sink) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        sink.accept(found(rows));
      }
    }
  }

  private static Found found(ResultSet rows) throws SQLException {
    return new Found(
        rows.getLong(1),
        Identities.of(rows.getBytes(2)),
        rows.getString(3),
        rows.getString(4),
        rows.getLong(5),
        rows.getString(6),
        rows.getString(7),
        rows.getLong(8),
        ByteBuffer.wrap(rows.getBytes(9)));
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement :
        new PreparedStatement[] {stream, find, replay, count, keys, tags}) {
      statement.close();
    }
  }
}
