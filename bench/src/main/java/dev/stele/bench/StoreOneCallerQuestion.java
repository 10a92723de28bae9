package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atLeast;
import static dev.stele.bench.Goals.Unit.PERCENT;
import static dev.stele.bench.Goals.Unit.TIMES;

import dev.stele.journal.Durability;
import dev.stele.journal.Entry;
import java.util.Optional;

/** What a durable append of one event costs one caller, expectation and key enforced. */
final class StoreOneCallerQuestion implements Question {

  private final PostgresServer postgres;

  StoreOneCallerQuestion(PostgresServer postgres) {
    this.postgres = postgres;
  }

  @Override
  public void answer(Setting setting) throws Exception {
    setting.out().println("1. One caller, one event an append, durable. An op is an append.");
    setting
        .out()
        .println("Expected version and key checked. Syncs: of store and journal those made,");
    setting.out().println("of the others those asked for. PostgreSQL: CPU without the server's.");
    Entry sample = StoreEvents.sample(setting.scratch().folder("sample"));
    Appending.Way one = Appending.Way.ONE;
    try (Appending all = new Appending(setting, "store-one", Durability.SYNCED)) {
      Contestant journal =
          all.add(
              "bare journal, the same bytes",
              (folder, durability) -> new JournalEvents(folder, durability, sample),
              one);
      StoreEvents peer = new StoreEvents(setting.scratch().folder("one"), Durability.SYNCED);
      all.open((_, _) -> peer);
      Contestant platform = all.add("store, platform thread", peer, one);
      Contestant virtual = all.add("store, virtual thread", peer, new Appending.Way(1, 1));
      Optional<Contestant> sqlite =
          all.find("SQLite, WAL, synchronous=FULL", EventPeers::sqlite, one);
      all.find("RocksDB, WriteBatch, sync=true", EventPeers::rocks, one);
      all.find("LMDB, durable", EventPeers::lmdb, one);
      all.find("H2, CHECKPOINT SYNC", EventPeers::h2, one);
      all.find("PostgreSQL, one statement", (_, _) -> postgres.open(1), one);
      long before = peer.disk().syncs();
      long othersBefore = peer.disk().otherSyncs();
      int operations = setting.scale().operations();
      all.run(operations);
      int rounds = setting.scale().rounds() + setting.scale().warmUps();
      Goals goals = setting.goals();
      for (Contestant own : new Contestant[] {platform, virtual}) {
        EventPeers.judge(goals, atLeast(1.4, TIMES, "SQLite FULL, " + own.name()), own, sqlite);
        goals.judgeDurable(
            atLeast(0.8, PERCENT, "of the bare journal, " + own.name()),
            own.timesAsFastAs(journal));
      }
      goals.count(
          "one sync for each append", 2L * rounds * operations, peer.disk().syncs() - before);
      setting
          .out()
          .printf(
              "Syncs of the store beside its log: %d.%n", peer.disk().otherSyncs() - othersBefore);
    }
  }
}
