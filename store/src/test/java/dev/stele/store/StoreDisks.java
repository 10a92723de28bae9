package dev.stele.store;

import dev.stele.ground.Clock;
import dev.stele.ground.Disk;
import dev.stele.journal.JournalOptions;
import dev.stele.trial.SimClock;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimEntropy;
import dev.stele.trial.Unsynced;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Stores on simulated disks, as tests open them. */
final class StoreDisks {

  static final Path DIRECTORY = Path.of("/store");
  static final Instant DAWN = Instant.parse("2026-01-01T00:00:00Z");

  /** The least that a store takes: runs of the index come soon. */
  static final int INDEX_BYTES = 65_536;

  static final Coordinate ALICE = Coordinate.of("game", "player:alice");
  static final Coordinate BOB = Coordinate.of("game", "player:bob");

  private StoreDisks() {}

  static SimClock clock() {
    return SimClock.at(DAWN);
  }

  private static StoreOptions options(Disk disk, Clock clock, int segmentBytes) {
    return StoreOptions.standard()
        .journal(new JournalOptions(segmentBytes, 512, disk, clock, SimEntropy.of(7)))
        .indexBytes(INDEX_BYTES);
  }

  /** Time stands still, unless the clock is that of the machine: then waits end. */
  static StoreOptions options(Disk disk, Clock clock) {
    return options(disk, clock, 1 << 16);
  }

  static StoreOptions options(Disk disk, int segmentBytes) {
    return options(disk, clock(), segmentBytes);
  }

  static StoreOptions options(Disk disk) {
    return options(disk, clock());
  }

  /** Opens a store whose index is kept in place, so that equal runs do equal things. */
  static Store open(Disk disk) {
    return open(options(disk));
  }

  static Store open(StoreOptions options) {
    return Store.open(DIRECTORY, options, Runnable::run);
  }

  /** All that is not synced: kept together, what a machine has whose process alone has died. */
  static SortedSet<Long> all(SimDisk disk) {
    return disk.pending().stream()
        .map(Unsynced::operation)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static NewEvent event(String text) {
    return NewEvent.of("Said", ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Appends events with these texts to a stream, each alone. */
  static void say(Store store, Coordinate stream, String... texts) {
    for (String text : texts) {
      store.append(Append.to(stream).event(event(text))).orThrow();
    }
  }

  /** Appends so many events to a stream, each alone. */
  static void fill(Store store, Coordinate stream, int count) {
    for (int i = 0; i < count; i++) {
      store.append(Append.to(stream).event(event("event " + i))).orThrow();
    }
  }

  static List<Event> events(StoreReader store, Region region) {
    List<Event> all = new ArrayList<>();
    try (Events events = store.read(region)) {
      events.forEachRemaining(all::add);
    }
    return all;
  }

  static List<String> types(Events events) {
    try (events) {
      return events.stream().map(Event::type).toList();
    }
  }

  static List<String> texts(StoreReader store, Region region) {
    return events(store, region).stream().map(Event::text).toList();
  }
}
