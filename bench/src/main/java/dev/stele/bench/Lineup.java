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
import java.util.function.Function;

/**
 * Peers that are opened, measured side by side and closed together. One that cannot be opened, or
 * takes no first append, is left out, and the table says why.
 */
final class Lineup implements AutoCloseable {

  private final Setting setting;
  private final Path folder;
  private final Durability durability;
  private final Rounds rounds = new Rounds();
  private final List<Peer> opened = new ArrayList<>();
  private final Map<String, String> absent = new LinkedHashMap<>();

  Lineup(Setting setting, String name, Durability durability) throws Exception {
    this.setting = setting;
    this.folder = setting.scratch().folder(name);
    this.durability = durability;
  }

  /** Opens a peer in an empty folder. */
  @FunctionalInterface
  interface Opener {
    Peer open(Path folder, Durability durability) throws Exception;
  }

  /** Opens a peer that must be there. */
  Peer open(Opener opener) throws Exception {
    Path own = setting.scratch().folder(folder.getFileName() + "-" + opened.size());
    Peer peer = opener.open(own, durability);
    opened.add(peer);
    peer.append(Payloads.ONE);
    return peer;
  }

  /** Adds a contestant that must be there. */
  Contestant add(String name, Opener opener, Function<Peer, Rounds.Work> work) throws Exception {
    Peer peer = open(opener);
    return rounds.add(name, peer::syncs, work.apply(peer), peer::rest);
  }

  /** Adds a contestant that another way of work with an open peer makes. */
  Contestant add(String name, Peer peer, Rounds.Work work) {
    return rounds.add(name, peer::syncs, work);
  }

  /** Adds a contestant if it can be had here. */
  Optional<Contestant> find(String name, Opener opener, Function<Peer, Rounds.Work> work) {
    try {
      return Optional.of(add(name, opener, work));
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
    absent.forEach((name, why) -> setting.out().printf("%-38s not measured: %s%n", name, why));
  }

  @Override
  public void close() throws IOException, SQLException {
    for (Peer peer : opened) {
      peer.close();
    }
    for (int i = 0; i < opened.size(); i++) {
      Scratch.remove(setting.scratch().folder().resolve(folder.getFileName() + "-" + i));
    }
  }
}
