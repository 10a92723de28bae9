package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atLeast;
import static dev.stele.bench.Goals.Goal.atMost;
import static dev.stele.bench.Goals.Unit.MICROS;
import static dev.stele.bench.Goals.Unit.TIMES;

import dev.stele.bench.Goals.Goal;
import dev.stele.journal.Durability;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** How fast events are read again: a stream, one by its identity, all of them. */
final class StoreReadQuestion implements Question {

  private static final int BATCH = 100;
  private static final int BATCHES_AT_ONCE = 10;
  private static final int IDS = 10_000;

  private final PostgresServer postgres;

  StoreReadQuestion(PostgresServer postgres) {
    this.postgres = postgres;
  }

  /** A filled peer, and what is asked of it. */
  private record Filled(EventPeer peer, List<UUID> ids) {}

  /** Makes the work that is measured of a peer. */
  @FunctionalInterface
  private interface Making {
    Rounds.Work of(Filled filled);
  }

  /** How much there is: {@code streams} times {@code length} events, a stream's far apart. */
  private record Shape(int streams, int length) {

    private int events() {
      return streams * length;
    }
  }

  @Override
  public void answer(Setting setting) throws Exception {
    Shape shape = new Shape(setting.scale().choose(1_000, 20), setting.scale().choose(1_000, 100));
    setting
        .out()
        .printf(
            Locale.ROOT,
            "4. Reading, warm: %,d events, in turn of %,d streams. All fields but tags are read.%n",
            shape.events(),
            shape.streams);
    setting.out().println("Store and RocksDB verify checksums; the others keep none, or not so.");
    try (Lineup<EventPeer> lineup = new Lineup<>(setting, "store-read", Durability.WRITTEN)) {
      Map<String, Filled> all = new LinkedHashMap<>();
      lineup.add("store", EventPeers::store, filling(all, "store", shape));
      lineup.find("SQLite", EventPeers::sqlite, filling(all, "SQLite", shape));
      lineup.find("RocksDB", EventPeers::rocks, filling(all, "RocksDB", shape));
      lineup.find("LMDB", EventPeers::lmdb, filling(all, "LMDB", shape));
      lineup.find("H2", EventPeers::h2, filling(all, "H2", shape));
      lineup.find("PostgreSQL", (_, _) -> postgres.open(1), filling(all, "PostgreSQL", shape));
      lineup.printAbsent();
      Goals goals = setting.goals();
      String length = String.format(Locale.ROOT, "%,d", shape.length);
      setting.out().println("A stream of " + length + ". An op is a stream.");
      goals.judge(
          atMost(1_000, MICROS, "for a stream of " + length),
          run(setting, all, setting.scale().choose(20, 2), filled -> streams(filled, shape))
              .getFirst()
              .micros());
      setting.out().println();
      setting
          .out()
          .println("An event by its identity, of up to 10,000 in turn. An op is an event.");
      goals.judge(
          atMost(2, MICROS, "for an event by its identity"),
          run(setting, all, setting.scale().choose(10_000, 100), StoreReadQuestion::finds)
              .getFirst()
              .micros());
      setting.out().println();
      setting.out().println("All events from the first on. An op is an event.");
      List<Contestant> replays = run(setting, all, shape.events(), StoreReadQuestion::replays);
      Goal goal = atLeast(3, TIMES, "SQLite, replay");
      int sqlite = List.copyOf(all.keySet()).indexOf("SQLite");
      if (sqlite < 0) {
        goals.undecided(goal, "not measured");
      } else {
        goals.judge(goal, replays.getFirst().timesAsFastAs(replays.get(sqlite)));
      }
    }
  }

  private static List<Contestant> run(
      Setting setting, Map<String, Filled> all, int operations, Making making) throws Exception {
    Rounds rounds = new Rounds();
    List<Contestant> contestants = new ArrayList<>();
    all.forEach((name, filled) -> {
      contestants.add(rounds.add(name, filled.peer::syncs, making.of(filled)));
    });
    rounds.run(setting.out(), setting.scale(), operations);
    return contestants;
  }

  /** Fills a peer before it is measured; one that fails then, or lacks something, is left out. */
  private static Lineup.Making<EventPeer> filling(
      Map<String, Filled> all, String name, Shape shape) {
    return peer -> {
      fill(peer, name, shape);
      all.put(name, new Filled(peer, sampled(peer, shape)));
      return _ -> {};
    };
  }

  private static void fill(EventPeer peer, String name, Shape shape) throws Exception {
    List<Batch> batches = new ArrayList<>();
    for (int from = 0; from < shape.events(); from += BATCH) {
      batches.add(Author.filling(shape.streams, from, Math.min(BATCH, shape.events() - from)));
      if (batches.size() == BATCHES_AT_ONCE || from + BATCH >= shape.events()) {
        peer.append(batches);
        batches.clear();
      }
    }
    peer.settle();
    peer.rest();
    if (peer.count() != shape.events() + 1L) {
      throw new IllegalStateException(
          "expected " + (shape.events() + 1) + " events, found " + peer.count() + ": " + name);
    }
    peer.stream(
        Author.filled(shape.streams - 1),
        event -> {
          if (!event.is(Author.draft(event.entity(), event.version()))) {
            throw new IllegalStateException("expected what was appended, found " + event);
          }
        });
  }

  /** Returns identities from all over the peer, in an order of chance. */
  private static List<UUID> sampled(EventPeer peer, Shape shape) throws Exception {
    int step = Math.max(1, shape.events() / IDS);
    List<UUID> ids = new ArrayList<>();
    long[] passed = new long[1];
    peer.replay(event -> {
      if (passed[0]++ % step == 0) {
        ids.add(event.id());
      }
    });
    Collections.shuffle(ids, new Random(22));
    return ids;
  }

  private static Rounds.Work streams(Filled filled, Shape shape) {
    Random chance = new Random(23);
    return operations -> {
      for (int i = 0; i < operations; i++) {
        String entity = Author.filled(chance.nextInt(shape.streams));
        long[] next = new long[1];
        filled.peer.stream(
            entity,
            event -> {
              if (event.version() != next[0]++ || event.payload().remaining() == 0) {
                throw new IllegalStateException("expected the next version, found " + event);
              }
            });
        if (next[0] != shape.length) {
          throw new IllegalStateException(
              "expected " + shape.length + " events, found " + next[0] + ": " + entity);
        }
      }
    };
  }

  private static Rounds.Work finds(Filled filled) {
    return operations -> {
      for (int i = 0; i < operations; i++) {
        UUID id = filled.ids.get(i % filled.ids.size());
        if (!filled.peer.find(id).orElseThrow().id().equals(id)) {
          throw new IllegalStateException("expected the event " + id + ", found another");
        }
      }
    };
  }

  private static Rounds.Work replays(Filled filled) {
    return events -> {
      long[] bytes = new long[1];
      filled.peer.replay(event -> bytes[0] += event.payload().remaining());
      long expected = (events + 1L) * Draft.PAYLOAD_BYTES; // And the first append.
      if (bytes[0] < expected) {
        throw new IllegalStateException(
            "expected payloads of " + expected + " bytes, found " + bytes[0]);
      }
    };
  }
}
