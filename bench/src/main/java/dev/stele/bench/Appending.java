package dev.stele.bench;

import dev.stele.bench.Question.Setting;
import dev.stele.journal.Durability;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Peers that are appended to side by side, and looked into afterwards: one that lost something, or
 * never had it, fails the run.
 */
final class Appending implements AutoCloseable {

  /** Streams that are read again of a peer with more authors. */
  private static final int STREAMS_READ = 5;

  private final Setting setting;
  private final Lineup<EventPeer> lineup;
  private final Map<EventPeer, List<Author>> authors = new LinkedHashMap<>();
  private final Map<EventPeer, String> names = new LinkedHashMap<>();

  Appending(Setting setting, String name, Durability durability) {
    this.setting = setting;
    lineup = new Lineup<>(setting, name, durability);
  }

  /**
   * Who appends, and how much at once.
   *
   * @param virtualThreads 0 for the thread that measures, a platform thread
   * @param events of an append; an operation is an event
   */
  record Way(int virtualThreads, int events) {

    static final Way ONE = new Way(0, 1);

    private Rounds.Work work(EventPeer peer, List<Author> all) {
      List<Rounds.Work> works = all.stream().map(author -> appends(peer, author)).toList();
      Rounds.Work appends = virtualThreads == 0 ? works.getFirst() : Callers.each(works);
      return operations -> {
        appends.run(operations);
        peer.settle();
      };
    }

    private Rounds.Work appends(EventPeer peer, Author author) {
      return operations -> {
        for (int i = 0; i < operations; i += events) {
          peer.append(List.of(author.next(events)));
        }
      };
    }
  }

  /** Opens a peer that must be there. */
  EventPeer open(Lineup.Opener<? extends EventPeer> opener) throws Exception {
    return lineup.open(opener);
  }

  /** Adds a contestant that works with an open peer. */
  Contestant add(String name, EventPeer peer, Way way) {
    return lineup.add(name, peer, work(name, peer, way));
  }

  /** Adds a contestant that must be there. */
  Contestant add(String name, Lineup.Opener<? extends EventPeer> opener, Way way) throws Exception {
    return lineup.add(name, opener, peer -> work(name, peer, way));
  }

  /** Adds a contestant if it can be had here. */
  Optional<Contestant> find(String name, Lineup.Opener<? extends EventPeer> opener, Way way) {
    return lineup.find(name, opener, peer -> work(name, peer, way));
  }

  private Rounds.Work work(String name, EventPeer peer, Way way) {
    List<Author> all = authors.computeIfAbsent(peer, _ -> new ArrayList<>());
    names.putIfAbsent(peer, name);
    int first = all.size();
    List<Author> own =
        IntStream.range(first, first + Math.max(1, way.virtualThreads))
            .mapToObj(i -> new Author(String.format("%04d", i)))
            .toList();
    all.addAll(own);
    return way.work(peer, own);
  }

  /** Runs them, prints the table, and looks into them. */
  void run(int operations) throws Exception {
    lineup.run(operations);
    long expected = 0;
    long found = 0;
    for (Map.Entry<EventPeer, List<Author>> entry : authors.entrySet()) {
      EventPeer peer = entry.getKey();
      long own = 1 + entry.getValue().stream().mapToLong(Author::events).sum(); // The first append.
      long there = peer.count();
      String name = names.getOrDefault(peer, "");
      if (there != own) {
        setting.goals().count("events found in " + name, own, there);
      }
      expected += own;
      found += there;
      if (peer.knowsEvents()) {
        for (Author author : entry.getValue().stream().limit(STREAMS_READ).toList()) {
          requireStream(name, peer, author);
        }
      }
    }
    setting.goals().count("events found in all of them afterwards", expected, found);
  }

  /** Reads what an author wrote last, by stream and by identity. */
  private static void requireStream(String name, EventPeer peer, Author author) throws Exception {
    List<Found> events = new ArrayList<>();
    peer.stream(author.entity(), events::add);
    boolean isRight = events.size() == author.version();
    for (int version = 0; isRight && version < events.size(); version++) {
      isRight = events.get(version).is(Author.draft(author.entity(), version));
    }
    if (isRight && !events.isEmpty()) {
      UUID id = events.getLast().id();
      isRight =
          peer.find(id)
              .filter(event -> event.position() == events.getLast().position())
              .isPresent();
    }
    if (!isRight) {
      throw new IllegalStateException(
          "expected "
              + author.version()
              + " events as they were appended, found "
              + events.size()
              + " or others: "
              + name
              + ", "
              + author.entity());
    }
  }

  @Override
  public void close() throws IOException, SQLException {
    lineup.close();
  }
}
