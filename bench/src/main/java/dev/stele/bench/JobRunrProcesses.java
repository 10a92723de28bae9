package dev.stele.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.scheduling.JobScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;

/**
 * JobRunr on PostgreSQL, polling as often as it may, without its dashboard. It tells nobody what it
 * is used for unless that is shown in a browser.
 */
final class JobRunrProcesses implements ProcessPeer {

  private static final int THREADS = 64;
  private static final long LOOK_NANOS = 1_000_000;

  /** The least that it takes. */
  private static final Duration POLL = Duration.ofSeconds(5);

  private final HikariDataSource pool;
  private final StorageProvider storage;
  private final BackgroundJobServer server;
  private final JobScheduler scheduler;

  JobRunrProcesses(PostgresServer postgres) throws Exception {
    pool = postgres.pool(32);
    JacksonJsonMapper json = new JacksonJsonMapper();
    storage = SqlStorageProviderFactory.using(pool);
    storage.setJobMapper(new JobMapper(json));
    server =
        new BackgroundJobServer(
            storage,
            json,
            null,
            BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                .andPollInterval(POLL)
                .andWorkerCount(THREADS));
    server.start();
    scheduler = new JobScheduler(storage);
  }

  @Override
  public void start(String id) {
    scheduler.enqueue(UUID.nameUUIDFromBytes(id.getBytes(UTF_8)), () -> ProcessRuns.run(id));
  }

  @Override
  public void awaitEnded() {
    while (storage.getJobStats().getEnqueued() + storage.getJobStats().getProcessing() > 0) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @Override
  public long syncs() {
    return 0; // The server's own, and not seen from here.
  }

  @Override
  public void close() {
    server.stop();
    storage.close();
    pool.close();
  }
}
