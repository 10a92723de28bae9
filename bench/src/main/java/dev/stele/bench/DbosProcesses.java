package dev.stele.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Workflow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;

/** DBOS on PostgreSQL: workflows that are started here, without its console. */
final class DbosProcesses implements ProcessPeer {

  private static final long LOOK_NANOS = 1_000_000;

  private final HikariDataSource pool;
  private final DBOS dbos;
  private final Work work;

  /** What is registered. */
  public interface Work {

    /** Is the work. */
    String run(String id);
  }

  /** What is run. */
  public static final class Running implements Work {
    @Override
    @Workflow(name = "bench")
    public String run(String id) {
      ProcessRuns.run(id);
      return id;
    }
  }

  DbosProcesses(PostgresServer postgres) throws Exception {
    pool = postgres.pool(32);
    dbos = new DBOS(DBOSConfig.defaults("bench").withDataSource(pool).withMigrate(true));
    work = dbos.registerProxy(Work.class, new Running());
    dbos.launch();
  }

  @Override
  public void start(String id) {
    dbos.startWorkflow(() -> work.run(id), new StartWorkflowOptions(id));
  }

  @Override
  public void awaitEnded() throws SQLException {
    while (pending() > 0) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private long pending() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM dbos.workflow_status WHERE status = 'PENDING'")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public long syncs() {
    return 0; // The server's own, and not seen from here.
  }

  @Override
  public void close() {
    dbos.shutdown();
    pool.close();
  }
}
