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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * SQLite with a write-ahead log: {@code synchronous=FULL} where an append must be durable, {@code
 * NORMAL} where it need not. It has one writer at a time; callers share a connection and queue at a
 * lock, which was measured to be as fast as a connection each.
 */
final class SqlitePeer implements Peer {

  private final Connection connection;
  private final PreparedStatement insert;
  private final boolean isSynced;
  private final ReentrantLock turn = new ReentrantLock();
  private final AtomicLong syncs = new AtomicLong();

  SqlitePeer(Path folder, Durability durability) throws SQLException {
    isSynced = durability == Durability.SYNCED;
    connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("events.db"));
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=" + (isSynced ? "FULL" : "NORMAL"));
      requireSetting(statement, "journal_mode", "wal");
      requireSetting(statement, "synchronous", isSynced ? "2" : "1");
      statement.execute("CREATE TABLE events(position INTEGER PRIMARY KEY, payload BLOB NOT NULL)");
    }
    insert = connection.prepareStatement("INSERT INTO events(payload) VALUES (?)");
  }

  private static void requireSetting(Statement statement, String name, String expected)
      throws SQLException {
    try (ResultSet found = statement.executeQuery("PRAGMA " + name)) {
      if (!found.next() || !expected.equals(found.getString(1))) {
        throw new SQLException("setting " + name + " must be " + expected);
      }
    }
  }

  @Override
  public void append(List<byte[]> payloads) throws SQLException {
    turn.lock();
    try {
      if (payloads.size() == 1) {
        insert.setBytes(1, payloads.getFirst());
        insert.executeUpdate();
      } else {
        connection.setAutoCommit(false);
        for (byte[] payload : payloads) {
          insert.setBytes(1, payload);
          insert.addBatch();
        }
        insert.executeBatch();
        connection.commit();
        connection.setAutoCommit(true);
      }
      if (isSynced) {
        syncs.incrementAndGet();
      }
    } finally {
      turn.unlock();
    }
  }

  @Override
  public long replay() throws SQLException {
    long count = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT payload FROM events ORDER BY position")) {
      while (rows.next()) {
        if (rows.getBytes(1).length == Payloads.BYTES) {
          count++;
        }
      }
    }
    return count;
  }

  @Override
  public long syncs() {
    return syncs.get();
  }

  @Override
  public void close() throws SQLException {
    insert.close();
    connection.close();
  }
}
