package dev.stele.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * db-scheduler on PostgreSQL, with what makes it fast: it runs at once what it started itself, and
 * locks what it fetches. Keeps no history: what has run is deleted.
 */
final class DbSchedulerProcesses implements ProcessPeer {

  private static final int THREADS = 64;
  private static final long LOOK_NANOS = 1_000_000;

  private final HikariDataSource pool;
  private final Scheduler scheduler;
  private final OneTimeTask<String> task;

  DbSchedulerProcesses(PostgresServer postgres) throws Exception {
    pool = postgres.pool(32);
    execute(
        "CREATE TABLE scheduled_tasks (task_name text NOT NULL, task_instance text NOT NULL,"
            + " task_data bytea, execution_time timestamptz, picked boolean NOT NULL,"
            + " picked_by text, last_success timestamptz, last_failure timestamptz,"
            + " consecutive_failures int, last_heartbeat timestamptz, version bigint NOT NULL,"
            + " priority smallint, PRIMARY KEY (task_name, task_instance))");
    execute("CREATE INDEX by_execution_time ON scheduled_tasks (execution_time)");
    execute("CREATE INDEX by_last_heartbeat ON scheduled_tasks (last_heartbeat)");
    task =
        Tasks.oneTime("bench", String.class)
            .execute((instance, _) -> ProcessRuns.run(instance.getId()));
    scheduler =
        Scheduler.create(pool, List.of(task))
            .threads(THREADS)
            .pollUsingLockAndFetch(0.5, 4)
            .pollingInterval(Duration.ofSeconds(1))
            .enableImmediateExecution()
            .build();
    scheduler.start();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void start(String id) {
    scheduler.schedule(task.instance(id, "what it works on"), Instant.now());
  }

  @Override
  public void awaitEnded() throws SQLException {
    while (count() > 0) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private long count() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM scheduled_tasks")) {
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
    scheduler.stop();
    pool.close();
  }
}
