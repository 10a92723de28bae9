package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atMost;
import static dev.stele.bench.Goals.Unit.MILLIS;

import dev.stele.journal.Durability;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * How long after an event is durable a follower in another JVM has it. The two compare their {@code
 * System.nanoTime}, which Linux counts from one beginning for all.
 */
final class StoreFollowerQuestion implements Question {

  private static final String QUESTION =
      "7. From durable to seen by a follower in another JVM. A figure is of a round.";

  /** Between two appends, by chance up to this, so that they meet the follower in any phase. */
  private static final int PAUSE_NANOS_MAX = 60_000_000;

  @Override
  public void answer(Setting setting) throws Exception {
    setting.out().println(QUESTION);
    if (!System.getProperty("os.name").equals("Linux")) {
      setting
          .out()
          .println("store: not measured: the clocks of two JVMs are compared on Linux alone");
      return;
    }
    Path folder = setting.scratch().folder("followed");
    try (StoreEvents peer = new StoreEvents(folder, Durability.SYNCED)) {
      peer.begin();
      Process follower = StoreProbe.start(StoreProbe.Task.FOLLOW, folder.toString());
      try (BufferedReader sights = follower.inputReader()) {
        next(sights); // It is there.
        measure(setting, peer, sights);
      } finally {
        follower.destroyForcibly().waitFor();
      }
    }
  }

  private static void measure(Setting setting, StoreEvents peer, BufferedReader sights)
      throws Exception {
    Author author = new Author("followed");
    Random chance = new Random(24);
    ManyReadings<Long> passages =
        new ManyReadings<>(() -> {
          LockSupport.parkNanos(chance.nextInt(PAUSE_NANOS_MAX));
          return pass(peer, author, sights);
        });
    Rounds rounds = new Rounds(Rounds.Unit.MILLIS);
    Contestant slowest = passages.add(rounds, "the slowest", 1, nanos -> nanos);
    passages.add(rounds, "the median", 0.5, nanos -> nanos);
    rounds.run(setting.out(), setting.scale(), setting.scale().choose(30, 3));
    setting
        .goals()
        .judgeDurable(
            atMost(50_000, MILLIS, "from durable to seen by a follower, the slowest of a round"),
            slowest.micros());
  }

  private static long pass(StoreEvents peer, Author author, BufferedReader sights)
      throws IOException {
    long position = peer.store().head().value();
    peer.append(List.of(author.next(1)));
    long synced = peer.disk().lastSyncNanos();
    StoreProbe.Sight sight = next(sights);
    if (sight.position() != position) {
      throw new IOException("expected the event at " + position + ", the follower saw " + sight);
    }
    return sight.nanos() - synced;
  }

  private static StoreProbe.Sight next(BufferedReader sights) throws IOException {
    String line = sights.readLine();
    if (line == null) {
      throw new IOException("the follower ended");
    }
    return StoreProbe.Sight.parse(line);
  }
}
