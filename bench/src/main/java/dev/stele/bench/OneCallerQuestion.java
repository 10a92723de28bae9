package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atLeast;
import static dev.stele.bench.Goals.Unit.PERCENT;

import dev.stele.journal.Durability;
import java.util.List;

/** What a durable append costs one caller, and how much of it is the hand-over. */
final class OneCallerQuestion implements Question {

  @Override
  public void answer(Setting setting) throws Exception {
    durable(setting);
    setting.out().println();
    handOver(setting);
  }

  private static void durable(Setting setting) throws Exception {
    int operations = setting.scale().operations();
    setting.out().println("1. One caller, one payload an append, durable. An op is an append.");
    setting.out().println("Syncs: of plain and journal those made, of the others those asked for.");
    try (Lineup<Peer> lineup = new Lineup<>(setting, "one-caller", Durability.SYNCED)) {
      Contestant plain =
          lineup.add(
              "plain FileChannel, force(false)",
              PlainPeer::new,
              peer -> Callers.inPlace(peer, Payloads.ONE));
      Contestant handedOver =
          lineup.add(
              "plain, handed over to a thread",
              (folder, durability) -> new GroupCommit(new PlainPeer(folder, durability)),
              peer -> Callers.inPlace(peer, Payloads.ONE));
      Peer journal = lineup.open(JournalPeer::new);
      Contestant platform =
          lineup.add("journal, platform thread", journal, Callers.inPlace(journal, Payloads.ONE));
      Contestant virtual =
          lineup.add("journal, virtual thread", journal, Callers.virtual(journal, 1));
      lineup.find(
          "Chronicle Queue, SYNC and sync()",
          Lineup::chronicle,
          peer -> Callers.inPlace(peer, Payloads.ONE));
      lineup.find("RocksDB, sync=true", Lineup::rocks, peer -> Callers.inPlace(peer, Payloads.ONE));
      lineup.find(
          "SQLite, WAL, synchronous=FULL",
          Lineup::sqlite,
          peer -> Callers.inPlace(peer, Payloads.ONE));
      long before = journal.syncs();
      lineup.run(operations);
      int rounds = setting.scale().rounds() + setting.scale().warmUps();
      long appends = 2L * rounds * operations; // Of both contestants.
      Goals goals = setting.goals();
      for (Contestant own : List.of(platform, virtual)) {
        goals.judgeDurable(
            atLeast(0.85, PERCENT, "of plain, " + own.name()), own.timesAsFastAs(plain));
      }
      goals.judgeDurable(
          atLeast(0.85, PERCENT, "of plain handed over, " + platform.name()),
          platform.timesAsFastAs(handedOver));
      goals.count("one sync for each append", appends, journal.syncs() - before);
    }
  }

  private static void handOver(Setting setting) throws Exception {
    setting.out().println("The hand-over to a committing thread and back, without a device.");
    setting.out().println("An op is one of them; in the last two rows, an append.");
    try (Lineup<Peer> lineup = new Lineup<>(setting, "hand-over", Durability.SYNCED)) {
      Peer nowhere = lineup.open((_, _) -> new GroupCommit(new GroupCommit.Nowhere()));
      lineup.add("hand-over, platform thread", nowhere, Callers.inPlace(nowhere, Payloads.ONE));
      lineup.add("hand-over, virtual thread", nowhere, Callers.virtual(nowhere, 1));
      Peer journal =
          lineup.open(
              (folder, durability) -> new JournalPeer(folder, durability, new SilentDisk()));
      lineup.add("journal, silent disk, platform", journal, Callers.inPlace(journal, Payloads.ONE));
      lineup.add("journal, silent disk, virtual", journal, Callers.virtual(journal, 1));
      lineup.run(setting.scale().operations());
    }
  }
}
