package dev.stele.bench;

import dev.stele.bench.Goals.Goal;
import dev.stele.journal.Durability;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the peers of the store are opened. A reference to a constructor links the peer's class where
 * it is written; these link it where it is opened, so that its absence is seen there.
 */
final class EventPeers {

  private EventPeers() {}

  static EventPeer store(Path folder, Durability durability) {
    return new StoreEvents(folder, durability);
  }

  static EventPeer sqlite(Path folder, Durability durability) throws Exception {
    return SqlEvents.sqlite(folder, durability);
  }

  static EventPeer h2(Path folder, Durability durability) throws Exception {
    return SqlEvents.h2(folder, durability);
  }

  static EventPeer rocks(Path folder, Durability durability) throws Exception {
    return new RocksEvents(folder, durability);
  }

  static EventPeer lmdb(Path folder, Durability durability) {
    return new LmdbEvents(folder, durability);
  }

  /** Returns how one is opened behind a thread that writes for all. */
  static Lineup.Opener<EventPeer> grouped(Lineup.Opener<EventPeer> opener) {
    return (folder, durability) -> new GroupedEvents(opener.open(folder, durability));
  }

  /** Judges how many times as fast as a peer somebody is, if the peer was there. */
  static void judge(Goals goals, Goal goal, Contestant own, Optional<Contestant> peer) {
    peer.ifPresentOrElse(
        found -> goals.judgeDurable(goal, own.timesAsFastAs(found)),
        () -> goals.undecided(goal, "not measured"));
  }
}
