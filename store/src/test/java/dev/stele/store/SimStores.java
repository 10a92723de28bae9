package dev.stele.store;

import dev.stele.journal.JournalOptions;
import dev.stele.trial.SimClock;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimEntropy;
import dev.stele.trial.Unsynced;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Stores on simulated disks: small segments, little memory, upkeep in place. */
final class SimStores {

  static final Path DIRECTORY = Path.of("/store");
  static final Coordinate ALICE = Coordinate.of("game", "player:alice");
  static final Coordinate BOB = Coordinate.of("game", "player:bob");

  private SimStores() {}

  static SimClock clock() {
    return SimClock.at(Instant.parse("2026-01-01T00:00:00Z"));
  }

  static StoreOptions options(SimDisk disk, SimClock clock) {
    return StoreOptions.standard()
        .journal(new JournalOptions(1 << 15, 1 << 12, disk, clock, SimEntropy.of(11)))
        .indexBytes(1 << 16)
        .restarts(new StoreOptions.RestartBudget(0, Duration.ofMinutes(1)));
  }

  static Store open(SimDisk disk) {
    return open(options(disk, clock()));
  }

  static Store open(StoreOptions options) {
    return Store.open(DIRECTORY, options, Runnable::run);
  }

  static List<String> types(Events events) {
    try (events) {
      return events.stream().map(Event::type).toList();
    }
  }

  /** What a machine has whose process alone has died. */
  static SortedSet<Long> everything(SimDisk disk) {
    return disk.pending().stream()
        .map(Unsynced::operation)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
