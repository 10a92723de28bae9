package dev.stele.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** What is inserted for a batch, the same on all SQL databases. For one thread at a time. */
final class SqlWrites implements AutoCloseable {

  private final PreparedStatement event;
  private final PreparedStatement tag;
  private final PreparedStatement key;

  SqlWrites(Connection connection) throws SQLException {
    event =
        connection.prepareStatement(
            "INSERT INTO events(position, id, scope, entity, version, type, correlation, time,"
                + " payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    tag = connection.prepareStatement("INSERT INTO tags(scope, tag, position) VALUES (?, ?, ?)");
    key =
        connection.prepareStatement(
            "INSERT INTO keys(scope, name, fingerprint, position) VALUES (?, ?, ?, ?)");
  }

  /** Inserts a batch and returns the position behind it. */
  long insert(Batch batch, long first) throws SQLException {
    long position = first;
    long micros = System.currentTimeMillis() * 1_000;
    for (Draft draft : batch.drafts()) {
      event.setLong(1, position);
      event.setBytes(2, Identities.bytes(Identities.next()));
      event.setString(3, Draft.SCOPE);
      event.setString(4, draft.entity());
      event.setLong(5, draft.version());
      event.setString(6, draft.type());
      event.setString(7, draft.correlation());
      event.setLong(8, micros);
      event.setBytes(9, draft.bytes());
      event.addBatch();
      for (String text : draft.tags()) {
        tag.setString(1, Draft.SCOPE);
        tag.setString(2, text);
        tag.setLong(3, position);
        tag.addBatch();
      }
      position++;
    }
    event.executeBatch();
    tag.executeBatch();
    key.setString(1, Draft.SCOPE);
    key.setString(2, batch.key());
    key.setBytes(3, batch.fingerprint());
    key.setLong(4, first);
    key.executeUpdate();
    return position;
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : List.of(event, tag, key)) {
      statement.close();
    }
  }
}
