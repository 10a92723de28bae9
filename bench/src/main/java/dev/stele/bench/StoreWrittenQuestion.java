package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atLeast;
import static dev.stele.bench.Goals.Unit.TIMES;

import dev.stele.bench.Goals.Goal;
import dev.stele.journal.Durability;
import java.util.Optional;

/** What appends cost that are not synced, where the processor is the limit. */
final class StoreWrittenQuestion implements Question {

  private static final int BATCH = 100;
  private static final int CALLERS = 64;

  @Override
  public void answer(Setting setting) throws Exception {
    batches(setting);
    setting.out().println();
    singles(setting);
  }

  private static void batches(Setting setting) throws Exception {
    setting
        .out()
        .println("3. One caller, batches of 100, written but not synced. An op is an event.");
    setting.out().println("A batch is to one stream, its expected version and key checked.");
    setting
        .out()
        .println("RocksDB's flushes and compactions are waited for and not counted; the store's");
    setting.out().println("last sync of a round, and the index files it still owes, are counted.");
    try (Appending all = new Appending(setting, "store-written", Durability.WRITTEN)) {
      Appending.Way way = new Appending.Way(0, BATCH);
      Contestant store = all.add("store, WRITTEN", EventPeers::store, way);
      Optional<Contestant> sqlite =
          all.find("SQLite, transaction, NORMAL", EventPeers::sqlite, way);
      all.find("SQLite, NORMAL, an event at a time", EventPeers::sqlite, Appending.Way.ONE);
      all.find("RocksDB, WriteBatch, sync=false", EventPeers::rocks, way);
      all.find("LMDB, NOSYNC, WRITEMAP", EventPeers::lmdb, way);
      all.run(BATCH * setting.scale().choose(300, 5));
      Goal goal = atLeast(25, TIMES, "SQLite NORMAL in a CPU-second, batches of 100");
      sqlite.ifPresentOrElse(
          found -> setting.goals().judge(goal, store.timesPerCpuSecondOf(found)),
          () -> setting.goals().undecided(goal, "not measured"));
    }
  }

  private static void singles(Setting setting) throws Exception {
    setting.out().println("Blocking appends of one event, written but not synced.");
    try (Appending all = new Appending(setting, "store-single", Durability.WRITTEN)) {
      Appending.Way one = Appending.Way.ONE;
      EventPeer store = all.open(EventPeers::store);
      all.add("store, WRITTEN, one caller", store, one);
      all.add("store, WRITTEN, 64 virtual threads", store, new Appending.Way(CALLERS, 1));
      all.find("SQLite, NORMAL, one caller", EventPeers::sqlite, one);
      all.find("RocksDB, sync=false, one caller", EventPeers::rocks, one);
      all.find("LMDB, NOSYNC, WRITEMAP, one caller", EventPeers::lmdb, one);
      all.run(CALLERS * setting.scale().choose(50, 1));
    }
  }
}
