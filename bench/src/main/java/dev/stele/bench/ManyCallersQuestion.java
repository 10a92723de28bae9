package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atLeast;
import static dev.stele.bench.Goals.Unit.PERCENT;
import static dev.stele.bench.Goals.Unit.TIMES;

import dev.stele.bench.Goals.Goal;
import dev.stele.journal.Durability;
import java.util.Optional;

/** How many durable appends 64 virtual threads get done together. */
final class ManyCallersQuestion implements Question {

  private static final int CALLERS = 64;

  @Override
  public void answer(Setting setting) throws Exception {
    setting
        .out()
        .println("2. 64 virtual threads, one payload an append, durable. An op is an append.");
    setting.out().println("Syncs: of plain and journal those made, of the others those asked for.");
    try (Lineup<Peer> lineup = new Lineup<>(setting, "many-callers", Durability.SYNCED)) {
      Contestant plain =
          lineup.add(
              "plain group commit, force(false)",
              (folder, durability) -> new GroupCommit(new PlainPeer(folder, durability)),
              ManyCallersQuestion::work);
      Contestant journal = lineup.add("journal", JournalPeer::new, ManyCallersQuestion::work);
      lineup.find("Chronicle Queue, SYNC and sync()", Lineup::chronicle, ManyCallersQuestion::work);
      Optional<Contestant> rocks =
          lineup.find("RocksDB, sync=true", Lineup::rocks, ManyCallersQuestion::work);
      Optional<Contestant> sqlite =
          lineup.find("SQLite, WAL, synchronous=FULL", Lineup::sqlite, ManyCallersQuestion::work);
      lineup.run(CALLERS * setting.scale().choose(100, 1));
      Goals goals = setting.goals();
      goals.judgeDurable(
          atLeast(0.6, PERCENT, "of a plain group commit"), journal.timesAsFastAs(plain));
      against(goals, journal, sqlite, atLeast(40, TIMES, "SQLite, called directly"));
      against(goals, journal, rocks, atLeast(15, TIMES, "RocksDB, called directly"));
    }
  }

  private static Rounds.Work work(Peer peer) {
    return Callers.virtual(peer, CALLERS);
  }

  private static void against(
      Goals goals, Contestant journal, Optional<Contestant> peer, Goal goal) {
    peer.ifPresentOrElse(
        found -> goals.judgeDurable(goal, journal.timesAsFastAs(found)),
        () -> goals.undecided(goal, "not measured"));
  }
}
