package dev.stele.bench;

import dev.stele.journal.Durability;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * An event store on an SQL database in this JVM: SQLite or H2. Callers share a connection and queue
 * at a lock, since the events are to have one order; for SQLite that was measured to be as fast as
 * a connection each. Both have 64 MB of cache; the other settings are their own.
 *
 * <p>An append is a transaction: the stream's head is looked up, the events are inserted, then
 * their tags and the key. Unique constraints refuse what slips through, and a repeated key.
 */
final class SqlEvents implements EventPeer {

  private final Dialect dialect;
  private final Durability durability;
  private final Connection connection;
  private final PreparedStatement head;
  private final SqlWrites writes;
  private final Optional<PreparedStatement> sync;
  private final SqlReads reads;
  private final ReentrantLock turn = new ReentrantLock();
  private final AtomicLong syncs = new AtomicLong();
  private long next = 1;

  /** What the databases do not have in common. */
  private enum Dialect {
    SQLITE("max(version)", "", "BLOB", "TEXT", " WITHOUT ROWID", SqlReads.Replay.CURSOR),
    // It looks at all versions for a maximum, and at one for this.
    H2(
        "version",
        " ORDER BY scope DESC, entity DESC, version DESC FETCH FIRST ROW ONLY",
        "VARBINARY(65536)",
        "VARCHAR",
        "",
        // Its lazy queries lose their chunks to housekeeping when they last ("Chunk not found").
        SqlReads.Replay.PAGES);

    private final String headColumn;
    private final String headOrder;
    private final String bytes;
    private final String text;
    private final String clustered;
    private final SqlReads.Replay replay;

    Dialect(
        String headColumn,
        String headOrder,
        String bytes,
        String text,
        String clustered,
        SqlReads.Replay replay) {
      this.replay = replay;
      this.headColumn = headColumn;
      this.headOrder = headOrder;
      this.bytes = bytes;
      this.text = text;
      this.clustered = clustered;
    }

    private String typed(String schema) {
      return schema.replace("BLOB", bytes).replace("TEXT", text);
    }
  }

  static SqlEvents sqlite(Path folder, Durability durability) throws SQLException {
    Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("events.db"));
    boolean isSynced = durability == Durability.SYNCED;
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=" + (isSynced ? "FULL" : "NORMAL"));
      statement.execute("PRAGMA cache_size=-65536");
      require(statement, "PRAGMA journal_mode", "wal");
      require(statement, "PRAGMA synchronous", isSynced ? "2" : "1");
    }
    return new SqlEvents(Dialect.SQLITE, durability, connection, Optional.empty());
  }

  /** Its commits are durable by {@code CHECKPOINT SYNC} alone. */
  static SqlEvents h2(Path folder, Durability durability) throws SQLException {
    Connection connection =
        DriverManager.getConnection(
            "jdbc:h2:file:" + folder.resolve("events") + ";CACHE_SIZE=65536");
    Optional<PreparedStatement> sync =
        durability == Durability.SYNCED
            ? Optional.of(connection.prepareStatement("CHECKPOINT SYNC"))
            : Optional.empty();
    return new SqlEvents(Dialect.H2, durability, connection, sync);
  }

  private SqlEvents(
      Dialect dialect,
      Durability durability,
      Connection connection,
      Optional<PreparedStatement> sync)
      throws SQLException {
    this.dialect = dialect;
    this.durability = durability;
    this.connection = connection;
    this.sync = sync;
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          dialect.typed(
              """
              CREATE TABLE events(
                position INTEGER PRIMARY KEY,
                id BLOB NOT NULL UNIQUE,
                scope TEXT NOT NULL,
                entity TEXT NOT NULL,
                version INTEGER NOT NULL,
                type TEXT NOT NULL,
                correlation TEXT NOT NULL,
                time BIGINT NOT NULL,
                payload BLOB NOT NULL,
                metadata TEXT,
                UNIQUE(scope, entity, version))\
              """));
      statement.execute(
          dialect.typed(
                  """
                  CREATE TABLE keys(
                    scope TEXT NOT NULL,
                    name TEXT NOT NULL,
                    fingerprint BLOB NOT NULL,
                    position INTEGER NOT NULL,
                    PRIMARY KEY(scope, name))\
                  """)
              + dialect.clustered);
      statement.execute(
          dialect.typed(
                  """
                  CREATE TABLE tags(
                    scope TEXT NOT NULL,
                    tag TEXT NOT NULL,
                    position INTEGER NOT NULL,
                    PRIMARY KEY(scope, tag, position))\
                  """)
              + dialect.clustered);
    }
    connection.setAutoCommit(false);
    head =
        connection.prepareStatement(
            "SELECT "
                + dialect.headColumn
                + " FROM events WHERE scope = ? AND entity = ?"
                + dialect.headOrder);
    writes = new SqlWrites(connection);
    reads = new SqlReads(connection, dialect.replay);
  }

  private static void require(Statement statement, String question, String expected)
      throws SQLException {
    try (ResultSet found = statement.executeQuery(question)) {
      if (!found.next() || !expected.equals(found.getString(1))) {
        throw new SQLException("answer to " + question + " must be " + expected);
      }
    }
  }

  @Override
  public void append(List<Batch> batches) throws SQLException {
    turn.lock();
    try {
      long position = next;
      for (Batch batch : batches) {
        if (batch.isExpecting()) {
          batch.requireHead(head(batch.entity()));
        }
        position = writes.insert(batch, position);
      }
      connection.commit();
      next = position;
      if (sync.isPresent()) {
        sync.get().execute();
      }
      if (durability == Durability.SYNCED) {
        syncs.incrementAndGet();
      }
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      turn.unlock();
    }
  }

  private long head(String entity) throws SQLException {
    head.setString(1, Draft.SCOPE);
    head.setString(2, entity);
    try (ResultSet rows = head.executeQuery()) {
      if (!rows.next()) {
        return Batch.NO_STREAM;
      }
      long version = rows.getLong(1);
      return rows.wasNull() ? Batch.NO_STREAM : version;
    }
  }

  @Override
  public long count() throws SQLException {
    return reads.count();
  }

  @Override
  public void stream(String entity, Consumer<Found> sink) throws SQLException {
    reads.stream(entity, sink);
  }

  @Override
  public void replay(Consumer<Found> sink) throws SQLException {
    reads.replay(sink);
  }

  @Override
  public Optional<Found> find(UUID id) throws SQLException {
    return reads.find(id);
  }

  @Override
  public long syncs() {
    return syncs.get();
  }

  @Override
  public void close() throws SQLException {
    reads.close();
    writes.close();
    head.close();
    if (sync.isPresent()) {
      sync.get().close();
    }
    connection.commit();
    connection.close();
  }

  @Override
  public String toString() {
    return dialect.name();
  }
}
