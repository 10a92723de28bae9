package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atLeast;
import static dev.stele.bench.Goals.Unit.PERCENT;
import static dev.stele.bench.Goals.Unit.PER_CPU_SECOND;

import dev.stele.journal.Durability;

/** What batches of 100 cost, durable and not. */
final class BatchQuestion implements Question {

  @Override
  public void answer(Setting setting) throws Exception {
    durable(setting);
    setting.out().println();
    written(setting);
  }

  private static void durable(Setting setting) throws Exception {
    int appends = setting.scale().operations();
    setting.out().println("3. One caller, batches of 100, durable. An op is an append of 100.");
    setting.out().println("Syncs: of plain and journal those made, of the others those asked for.");
    try (Lineup<Peer> lineup = new Lineup<>(setting, "batches", Durability.SYNCED)) {
      Contestant plain =
          lineup.add("plain FileChannel, force(false)", PlainPeer::new, BatchQuestion::appends);
      Contestant journal = lineup.add("journal", JournalPeer::new, BatchQuestion::appends);
      lineup.find(
          "Chronicle Queue, one sync(), not atomic", Lineup::chronicle, BatchQuestion::appends);
      lineup.find("RocksDB, WriteBatch, sync=true", Lineup::rocks, BatchQuestion::appends);
      lineup.find("SQLite, transaction, FULL", Lineup::sqlite, BatchQuestion::appends);
      lineup.run(appends);
      setting
          .goals()
          .judgeDurable(
              atLeast(0.6, PERCENT, "of plain, batches of 100"), journal.timesAsFastAs(plain));
    }
  }

  private static void written(Setting setting) throws Exception {
    int events = Payloads.BATCH * setting.scale().choose(1_000, 20);
    setting.out().println("One caller, batches of 100, written but not synced. An op is an event.");
    setting.out().println("RocksDB's flushes and compactions are waited for and not counted.");
    try (Lineup<Peer> lineup = new Lineup<>(setting, "written", Durability.WRITTEN)) {
      lineup.add("plain FileChannel, write", PlainPeer::new, BatchQuestion::events);
      Contestant journal = lineup.add("journal, WRITTEN", JournalPeer::new, BatchQuestion::events);
      lineup.find("Chronicle Queue, not atomic", Lineup::chronicle, BatchQuestion::events);
      lineup.find("RocksDB, WriteBatch, sync=false", Lineup::rocks, BatchQuestion::events);
      lineup.find("SQLite, transaction, NORMAL", Lineup::sqlite, BatchQuestion::events);
      lineup.run(events);
      setting
          .goals()
          .judge(
              atLeast(500_000, PER_CPU_SECOND, "without syncs, batches of 100"),
              journal.perCpuSecond());
    }
  }

  private static Rounds.Work appends(Peer peer) {
    return Callers.inPlace(peer, Payloads.HUNDRED);
  }

  private static Rounds.Work events(Peer peer) {
    return events -> appends(peer).run(events / Payloads.BATCH);
  }
}
