package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atLeast;
import static dev.stele.bench.Goals.Unit.PERCENT;
import static dev.stele.bench.Goals.Unit.PER_CPU_SECOND;

import dev.stele.journal.Durability;
import dev.stele.journal.Entry;
import dev.stele.journal.MerkleHasher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** How fast everything is read again, each checksum verified. */
final class ReplayQuestion implements Question {

  private static final int WINDOW_BYTES = 1 << 18;

  @Override
  public void answer(Setting setting) throws Exception {
    int events = Payloads.BATCH * setting.scale().choose(2_000, 20);
    setting.out().println("4. Replay from the page cache, one thread. An op is an event.");
    setting.out().println("Journal and RocksDB verify checksums; the other peers keep none.");
    Path folder = setting.scratch().folder("replayed");
    try (Lineup<Peer> lineup = new Lineup<>(setting, "replay", Durability.SYNCED)) {
      JournalPeer peer = new JournalPeer(folder, Durability.SYNCED);
      lineup.open((_, _) -> filled(peer, events));
      List<Path> segments = segments(folder);
      Contestant plain = lineup.add("plain scan: CRC32C of the files", peer, scan(segments));
      Contestant journal = add(lineup, "journal", peer, Entry::payload);
      MerkleHasher hasher = MerkleHasher.create();
      Contestant leaves =
          add(lineup, "journal, leaf hashes too", peer, entry -> entry.leaf(hasher));
      lineup.find(
          "Chronicle Queue",
          (own, durability) -> filled(Lineup.chronicle(own, durability), events),
          ReplayQuestion::work);
      lineup.find(
          "RocksDB",
          (own, durability) -> filled(Lineup.rocks(own, durability), events),
          ReplayQuestion::work);
      lineup.find(
          "SQLite",
          (own, durability) -> filled(Lineup.sqlite(own, durability), events),
          ReplayQuestion::work);
      lineup.run(events);
      Goals goals = setting.goals();
      goals.judge(atLeast(0.5, PERCENT, "of a plain scan, replay"), journal.timesAsFastAs(plain));
      goals.judge(atLeast(1_000_000, PER_CPU_SECOND, "leaves hashed anew"), leaves.perCpuSecond());
    } finally {
      Scratch.remove(folder);
    }
  }

  private static Peer filled(Peer peer, int events) throws Exception {
    for (int i = 0; i < events / Payloads.BATCH; i++) {
      peer.append(Payloads.HUNDRED);
    }
    return peer;
  }

  private static Rounds.Work work(Peer peer) {
    return events -> requireAll(events, peer.replay());
  }

  /** Adds the journal, with what is made of each entry. */
  private static Contestant add(
      Lineup<Peer> lineup, String name, JournalPeer journal, Function<Entry, Object> made) {
    return lineup.add(name, journal, events -> requireAll(events, journal.replay(made)));
  }

  private static void requireAll(int events, long found) {
    if (found != events + 1) { // And the one by which the lineup saw that the peer works.
      throw new IllegalStateException("expected " + (events + 1) + " events, found " + found);
    }
  }

  private static List<Path> segments(Path journal) throws IOException {
    try (Stream<Path> files = Files.list(journal.resolve("segments"))) {
      return files.sorted().toList();
    }
  }

  private static Rounds.Work scan(List<Path> files) {
    ByteBuffer window = ByteBuffer.allocateDirect(WINDOW_BYTES);
    return _ -> {
      CRC32C crc = new CRC32C();
      for (Path file : files) {
        try (FileChannel channel = FileChannel.open(file)) {
          while (channel.read(window.clear()) >= 0) {
            crc.update(window.flip());
          }
        }
      }
      if (crc.getValue() == 0) { // Read, so that it is computed.
        throw new IllegalStateException("expected a checksum, found none");
      }
    };
  }
}
