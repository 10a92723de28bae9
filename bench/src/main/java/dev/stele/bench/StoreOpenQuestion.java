package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atMost;
import static dev.stele.bench.Goals.Unit.MILLIS;

import dev.stele.ground.Disk;
import dev.stele.journal.Durability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** How long a store that was closed takes to open in a fresh JVM, and what heap it then needs. */
final class StoreOpenQuestion implements Question {

  private static final int BATCH = 100;
  private static final int STREAM_EVENTS = 1_000;
  private static final int LARGE_EVENTS = 10_000_000;
  private static final long HEAP_BYTES_MAX = 64 << 20;

  /** What an event takes on disk with its index, at most about. */
  private static final long EVENT_BYTES = 1_000;

  /** A store to be opened in each round, and how that is judged. */
  private record Kept(
      String name, Path folder, long events, double microsMax, AtomicLong heapBytesMax) {}

  @Override
  public void answer(Setting setting) throws Exception {
    setting
        .out()
        .println("6. Opening in a fresh JVM with " + StoreProbe.HEAP + ", after a clean close,");
    setting.out().println("files in the page cache. Time from the first line of main; CPU of the");
    setting.out().println("whole JVM with its start. An op is an open.");
    List<Kept> kept = new ArrayList<>();
    kept.add(make(setting, setting.scale().choose(1_000_000, 2_000), 150_000));
    if (setting.scale() == Scale.LARGE && hasRoom(setting)) {
      kept.add(make(setting, LARGE_EVENTS, 600_000));
    } else if (setting.scale() != Scale.LARGE) {
      setting.out().println("10 M events: left out, needs --large and 10 GB of disk.");
    }
    Rounds rounds = new Rounds(Rounds.Unit.MILLIS);
    List<Contestant> found = new ArrayList<>();
    for (Kept store : kept) {
      StoreProbe.Opening[] last = {open(store)}; // Rounds rotate: the second row may come first.
      found.add(
          rounds.add(
              store.name,
              _ -> {
                last[0] = open(store);
                return first(last[0]);
              }));
      found.add(rounds.add(store.name + ", classes loaded", _ -> again(last[0])));
    }
    rounds.add("a JVM that opens nothing", _ -> first(StoreProbe.run(StoreProbe.Task.START)));
    rounds.run(setting.out(), setting.scale(), 1);
    for (int i = 0; i < kept.size(); i++) {
      Kept store = kept.get(i);
      long heapBytes = store.heapBytesMax.get();
      setting
          .goals()
          .judge(
              atMost(store.microsMax, MILLIS, "to open, " + store.name), found.get(2 * i).micros());
      setting
          .goals()
          .judge(
              atMost(store.microsMax, MILLIS, "to open once classes are loaded, " + store.name),
              found.get(2 * i + 1).micros());
      setting
          .out()
          .printf(Locale.ROOT, "%-38s %,9d bytes of heap at most%n", store.name, heapBytes);
      setting
          .goals()
          .count(
              "stores of a heap over 64 MB, " + store.name, 0, heapBytes > HEAP_BYTES_MAX ? 1 : 0);
      Scratch.remove(store.folder);
    }
  }

  private static boolean hasRoom(Setting setting) {
    long needed = EVENT_BYTES * LARGE_EVENTS;
    long free = Disk.system().volume(setting.scratch().folder()).usableBytes();
    if (free < needed) {
      setting
          .out()
          .printf(
              Locale.ROOT,
              "10 M events: left out, needs %,d bytes of disk, there are %,d.%n",
              needed,
              free);
    }
    return free >= needed;
  }

  /** Fills a store and closes it. */
  private static Kept make(Setting setting, int events, double microsMax) throws Exception {
    String size = events >= 1_000_000 ? events / 1_000_000 + " M" : Integer.toString(events);
    Path folder = setting.scratch().folder("open-" + events);
    int streams = Math.max(1, events / STREAM_EVENTS);
    try (EventPeer peer = EventPeers.store(folder, Durability.WRITTEN)) {
      for (int from = 0; from < events; from += BATCH) {
        peer.append(List.of(Author.filling(streams, from, BATCH)));
      }
    }
    return new Kept(size + " events", folder, events, microsMax, new AtomicLong());
  }

  /** Each opening leaves an entry behind, and the store closed as it was. */
  private static StoreProbe.Opening open(Kept store) throws Exception {
    StoreProbe.Opening opening = StoreProbe.run(StoreProbe.Task.OPEN, store.folder.toString());
    if (opening.head() < store.events) {
      throw new IllegalStateException(
          "expected " + store.events + " entries or more, found " + opening);
    }
    store.heapBytesMax.accumulateAndGet(opening.heapBytes(), Math::max);
    return opening;
  }

  private static Contestant.Sample first(StoreProbe.Opening opening) {
    return new Contestant.Sample(opening.nanos() / 1e3, opening.cpuMillis() * 1e3, 0);
  }

  private static Contestant.Sample again(StoreProbe.Opening opening) {
    return new Contestant.Sample(opening.againNanos() / 1e3, 0, 0);
  }
}
