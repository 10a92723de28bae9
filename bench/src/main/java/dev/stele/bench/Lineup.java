package dev.stele.bench;

import dev.stele.bench.Question.Setting;
import dev.stele.journal.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Peers that are opened, measured side by side and closed together. One that cannot be opened, or
 * takes no first append, or fails while it is prepared, is left out, and the table says why.
 *
 * @param <P> what they have in common
 */
final class Lineup<P extends Entrant> implements AutoCloseable {

  private final Setting setting;
  private final String name;
  private final Durability durability;
  private final Rounds rounds = new Rounds();
  private final List<Path> folders = new ArrayList<>();
  private final List<P> opened = new ArrayList<>();
  private final Map<String, String> absent = new LinkedHashMap<>();

  Lineup(Setting setting, String name, Durability durability) {
    this.setting = setting;
    this.name = name;
    this.durability = durability;
  }

  /** Opens a peer in an empty folder. */
  @FunctionalInterface
  interface Opener<P> {
    P open(Path folder, Durability durability) throws Exception;
  }

  // A reference to a constructor links the peer's class where it is written. These link it where it
  // is opened, so that its absence is seen there.

  static Peer chronicle(Path folder, Durability durability) {
    return new ChroniclePeer(folder, durability);
  }

  static Peer rocks(Path folder, Durability durability) throws Exception {
    return new RocksPeer(folder, durability);
  }

  static Peer sqlite(Path folder, Durability durability) throws Exception {
    return new SqlitePeer(folder, durability);
  }

  /** Opens a peer that must be there. */
  P open(Opener<? extends P> opener) throws Exception {
    Path own = setting.scratch().folder(name + "-" + folders.size());
    folders.add(own);
    P peer = opener.open(own, durability);
    opened.add(peer);
    peer.begin();
    return peer;
  }

  /** Prepares an open peer, and makes the work that is measured of it. */
  @FunctionalInterface
  interface Making<P> {
    Rounds.Work of(P peer) throws Exception;
  }

  /** Adds a contestant that must be there. */
  Contestant add(String name, Opener<? extends P> opener, Making<P> work) throws Exception {
    P peer = open(opener);
    return rounds.add(name, peer::syncs, work.of(peer), peer::rest);
  }

  /** Measures a number of operations of an open peer. */
  @FunctionalInterface
  interface Measuring<P> {
    Contestant.Sample of(P peer, int operations) throws Exception;
  }

  /** Adds a contestant that must be there and is measured in a way of its own. */
  Contestant measure(String name, Opener<? extends P> opener, Measuring<P> measuring)
      throws Exception {
    P peer = open(opener);
    return rounds.add(name, operations -> measuring.of(peer, operations));
  }

  /** Adds a contestant that is measured in a way of its own, if it can be had here. */
  Optional<Contestant> look(String name, Opener<? extends P> opener, Measuring<P> measuring) {
    return had(name, () -> measure(name, opener, measuring));
  }

  /** Adds a contestant that another way of work with an open peer makes. */
  Contestant add(String name, P peer, Rounds.Work work) {
    return rounds.add(name, peer::syncs, work);
  }

  /** Adds a contestant if it can be had here. */
  Optional<Contestant> find(String name, Opener<? extends P> opener, Making<P> work) {
    return had(name, () -> add(name, opener, work));
  }

  private Optional<Contestant> had(String name, Callable<Contestant> adding) {
    try {
      return Optional.of(adding.call());
    } catch (Exception | LinkageError e) { // A native library that cannot be loaded, for example.
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      absent.put(name, cause.toString().lines().findFirst().orElse(""));
      return Optional.empty();
    }
  }

  /** Runs them and prints the table, then who was not there. */
  void run(int operations) throws Exception {
    rounds.run(setting.out(), setting.scale(), operations);
    printAbsent();
  }

  /** Prints who was not there, and why. */
  void printAbsent() {
    absent.forEach((name, why) -> setting.out().printf("%-38s not measured: %s%n", name, why));
  }

  @Override
  public void close() throws IOException, SQLException {
    for (P peer : opened) {
      peer.close();
    }
    for (Path folder : folders) {
      Scratch.remove(folder);
    }
  }
}
