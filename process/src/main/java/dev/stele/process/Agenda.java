package dev.stele.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a worker has to do: processes that can be taken, the highest priority and then the oldest
 * first; those to be looked at again at a time; those that wait for others. For one thread, but for
 * {@link #size}.
 */
final class Agenda {

  /** A process that can be taken. */
  private record Queued(ProcessId id, int priority, long registered) {}

  private final PriorityQueue<Queued> queue =
      new PriorityQueue<>(
          Comparator.comparingInt(Queued::priority)
              .reversed()
              .thenComparingLong(Queued::registered));
  private final Map<ProcessId, Queued> queued = new HashMap<>();
  private final TreeMap<Instant, Set<ProcessId>> due = new TreeMap<>();
  private final Map<ProcessId, Instant> dueAt = new HashMap<>();
  private final Map<ProcessId, Set<ProcessId>> waiters = new HashMap<>();
  private volatile int size;

  /** Takes note of a verdict, which replaces what was noted of the process before. */
  void note(ProcessId id, Triage.Verdict verdict) {
    forgetDue(id);
    switch (verdict) {
      case Triage.Verdict.Nothing _ -> {}
      case Triage.Verdict.Later(Instant at) -> {
        due.computeIfAbsent(at, _ -> new HashSet<>()).add(id);
        dueAt.put(id, at);
      }
      case Triage.Verdict.After(ProcessId other) ->
          waiters.computeIfAbsent(other, _ -> new HashSet<>()).add(id);
      case Triage.Verdict.Now(ProcessRecord record) -> {
        Queued entry = new Queued(id, record.priority(), record.registered().value());
        if (queued.putIfAbsent(id, entry) == null) {
          queue.add(entry);
        }
      }
    }
    if (!(verdict instanceof Triage.Verdict.Now)) {
      queued.remove(id); // Somebody has taken it meanwhile, or it has to wait: its entry is over.
    }
    size = queued.size();
  }

  private void forgetDue(ProcessId id) {
    Instant at = dueAt.remove(id);
    if (at != null) {
      Set<ProcessId> ids = due.get(at);
      if (ids != null) {
        ids.remove(id);
        if (ids.isEmpty()) {
          due.remove(at);
        }
      }
    }
  }

  /** Returns those who wait for a process, which has ended, and forgets that they do. */
  Set<ProcessId> waitersFor(ProcessId id) {
    Set<ProcessId> found = waiters.remove(id);
    return found == null ? Set.of() : found;
  }

  /** Takes the next one. */
  @Nullable ProcessId next() {
    Queued next = queue.poll();
    while (next != null && !queued.remove(next.id(), next)) {
      next = queue.poll();
    }
    size = queued.size();
    return next == null ? null : next.id();
  }

  /** Takes those whose time has come. */
  List<ProcessId> due(Instant now) {
    List<ProcessId> ids = new ArrayList<>();
    while (!due.isEmpty() && !due.firstKey().isAfter(now)) {
      due.pollFirstEntry()
          .getValue()
          .forEach(id -> {
            dueAt.remove(id);
            ids.add(id);
          });
    }
    return ids;
  }

  /** Returns when the next one is due. */
  Optional<Instant> nextDue() {
    return due.isEmpty() ? Optional.empty() : Optional.of(due.firstKey());
  }

  /** Returns how many can be taken; for any thread. */
  int size() {
    return size;
  }
}
