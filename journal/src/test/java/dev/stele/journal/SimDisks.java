package dev.stele.journal;

import dev.stele.trial.SimDisk;
import dev.stele.trial.Unsynced;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What tests ask of a simulated disk. */
final class SimDisks {

  private SimDisks() {}

  /** All that is not synced: kept together, what a machine has whose process alone has died. */
  static SortedSet<Long> all(SimDisk disk) {
    return disk.pending().stream()
        .map(Unsynced::operation)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
