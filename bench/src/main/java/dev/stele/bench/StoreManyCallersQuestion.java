package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atLeast;
import static dev.stele.bench.Goals.Unit.TIMES;

import dev.stele.journal.Durability;
import dev.stele.journal.Entry;
import java.util.Optional;

/** How many durable appends 64 virtual threads get done together, each on streams of its own. */
final class StoreManyCallersQuestion implements Question {

  private static final int CALLERS = 64;

  private final PostgresServer postgres;

  StoreManyCallersQuestion(PostgresServer postgres) {
    this.postgres = postgres;
  }

  @Override
  public void answer(Setting setting) throws Exception {
    setting
        .out()
        .println("2. 64 virtual threads, one event an append, durable. An op is an append.");
    setting.out().println("Grouped: a thread commits all that waits as one transaction.");
    setting.out().println("Syncs: of store and journal those made, of the others those asked for.");
    setting.out().println("PostgreSQL: CPU without the server's, which groups commits itself.");
    Entry sample = StoreEvents.sample(setting.scratch().folder("sample-many"));
    Appending.Way many = new Appending.Way(CALLERS, 1);
    try (Appending all = new Appending(setting, "store-many", Durability.SYNCED)) {
      Contestant store = all.add("store", EventPeers::store, many);
      all.add(
          "bare journal, the same bytes",
          (folder, durability) -> new JournalEvents(folder, durability, sample),
          many);
      Optional<Contestant> grouped =
          all.find("SQLite FULL, grouped", EventPeers.grouped(EventPeers::sqlite), many);
      Optional<Contestant> direct =
          all.find("SQLite FULL, called directly", EventPeers::sqlite, many);
      all.find("RocksDB, sync=true, grouped", EventPeers.grouped(EventPeers::rocks), many);
      all.find("LMDB, grouped", EventPeers.grouped(EventPeers::lmdb), many);
      all.find("H2, CHECKPOINT SYNC, grouped", EventPeers.grouped(EventPeers::h2), many);
      all.find("PostgreSQL, a connection each", (_, _) -> postgres.open(CALLERS), many);
      all.find("PostgreSQL, grouped", EventPeers.grouped((_, _) -> postgres.open(1)), many);
      all.run(CALLERS * setting.scale().choose(100, 1));
      Goals goals = setting.goals();
      EventPeers.judge(goals, atLeast(6, TIMES, "SQLite behind a batching writer"), store, grouped);
      EventPeers.judge(goals, atLeast(40, TIMES, "SQLite, called directly"), store, direct);
    }
  }
}
