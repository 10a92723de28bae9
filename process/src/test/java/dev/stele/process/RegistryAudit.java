package dev.stele.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.ground.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Everything that a registry says, so that two of them can be compared. */
final class RegistryAudit {

  private RegistryAudit() {}

  /** What was read of one process. */
  record One(
      ProcessRecord record,
      Registration registration,
      List<ProcessEvent> events,
      List<ProcessEvent> wakes,
      List<HistoryEntry> history,
      List<Grant> grants,
      Optional<Lease> lease) {}

  /** What was read of all. */
  record Seen(
      Map<ProcessId, One> processes,
      List<ProcessRecord> running,
      List<ProcessRecord> latest,
      List<ProcessRecord> changes,
      StateCounts counts,
      References references) {}

  static Seen of(ProcessReader reader) {
    Map<ProcessId, One> processes = new TreeMap<>();
    for (ProcessRecord record : reader.list(Filter.any(), Optional.empty(), 10_000)) {
      processes.put(record.id(), process(reader, record));
    }
    return new Seen(
        processes,
        reader.list(Filter.running(), Optional.empty(), 10_000),
        reader.latest(Filter.any(), Optional.empty(), 10_000),
        changes(reader),
        reader.counts(),
        reader.references());
  }

  private static One process(ProcessReader reader, ProcessRecord record) {
    ProcessId id = record.id();
    // How long a lease of an opening holds is known to that opening alone.
    Optional<Lease> lease =
        reader
            .lease(id)
            .map(it -> new Lease(id, it.owner(), it.fence(), it.attempt(), record.created()));
    return new One(
        record,
        reader.registration(id),
        reader.eventsAfter(id, 0, 10_000),
        reader.unacknowledgedWakes(id, 0, 10_000),
        reader.history(id),
        reader.grantsOf(id),
        lease);
  }

  /** Reads the feed to its end in small pages. */
  static List<ProcessRecord> changes(ProcessReader reader) {
    List<ProcessRecord> all = new java.util.ArrayList<>();
    dev.stele.attach.Cursor cursor = reader.firstChange();
    while (reader.changedSince(cursor, 7) instanceof Changes.Page page
        && !page.records().isEmpty()) {
      assertThat(page.next().position()).isGreaterThan(cursor.position());
      all.addAll(page.records());
      cursor = page.next();
    }
    return all;
  }

  /** Checks that what is in memory of processes is what the log says, and what lists say. */
  static void requireEachAsLoaded(ProcessReader reader, Ledger ledger, Clock clock) {
    List<ProcessRecord> all = reader.list(Filter.any(), Optional.empty(), 10_000);
    for (ProcessRecord record : all) {
      Fold loaded = Loading.load(ledger, record.id(), clock);
      assertThat(loaded.record()).isEqualTo(record).isEqualTo(reader.get(record.id()));
      List<ProcessEvent> events = reader.eventsAfter(record.id(), 0, 10_000);
      assertThat(events)
          .extracting(ProcessEvent::sequence)
          .isEqualTo(upTo(Math.min(10_000, record.sequence())));
      assertThat(record.waiting().isPresent() && record.hasEnded()).isFalse();
    }
    assertThat(all).extracting(ProcessRecord::id).isSorted();
    assertThat(reader.list(Filter.running(), Optional.empty(), 10_000))
        .isEqualTo(all.stream().filter(it -> !it.hasEnded()).toList());
    assertThat(reader.counts()).isEqualTo(counted(all));
    assertThat(changes(reader))
        .containsExactlyInAnyOrderElementsOf(all)
        .isSortedAccordingTo(java.util.Comparator.comparing(ProcessRecord::changed));
  }

  private static List<Long> upTo(long last) {
    return java.util.stream.LongStream.rangeClosed(1, last).boxed().toList();
  }

  private static StateCounts counted(List<ProcessRecord> all) {
    return new StateCounts(
        count(all, Filter.running()),
        count(all, Filter.running().waiting(true)),
        count(all, Filter.of(Filter.States.COMPLETED)),
        count(all, Filter.of(Filter.States.FAILED)),
        count(all, Filter.of(Filter.States.CANCELLED)),
        count(all, Filter.of(Filter.States.ABANDONED)));
  }

  private static long count(List<ProcessRecord> all, Filter filter) {
    return all.stream().filter(filter::has).count();
  }
}
