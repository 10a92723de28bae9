package dev.stele.process;

import dev.stele.attach.Cursor;
import dev.stele.ground.Clock;
import dev.stele.journal.Position;
import dev.stele.store.StoreReader;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What is known of processes: the durable truth, read at once. Nothing waits in here; {@link
 * Awaiter} does.
 *
 * <p>Safe for any thread. Whatever names a process that is not there fails with {@link
 * ProcessException.UnknownProcess}, unless it says otherwise. Each call may fail as the store does;
 * that is never told as "absent".
 */
public interface ProcessReader extends AutoCloseable {

  /** Whether what was answered survives a crash. */
  enum Tier {
    /** It is gone with the JVM. */
    MEMORY,
    /** It was synced before it was answered. */
    DURABLE
  }

  /** The most that one page has. */
  int PAGE_MAX = 10_000;

  /**
   * Reads the processes of a store that somebody else writes, in another JVM perhaps: each call
   * shows at least what the one before has shown. Closing it does not close the store.
   */
  static ProcessReader of(StoreReader store, String scope, Clock clock) {
    return FollowedProcesses.open(store, scope, clock);
  }

  /** Returns whether what was answered survives. */
  Tier tier();

  /** Returns a process; empty if there is none, or none any more. */
  Optional<ProcessRecord> find(ProcessId id);

  /**
   * Returns a process if it runs; empty if it has ended, or there is none. Looks at memory alone,
   * and so is cheap where {@link #find} would look for the end of a process in the log.
   */
  Optional<ProcessRecord> findRunning(ProcessId id);

  /** Returns a process. */
  ProcessRecord get(ProcessId id);

  /** Returns those of some ids that no process has, in the order they were given. */
  List<ProcessId> unregistered(Collection<ProcessId> ids);

  /** Returns what a process was registered as, with its input. */
  Registration registration(ProcessId id);

  /**
   * Returns who has a lease on a process; one that has run out is shown until somebody else has
   * one. Empty if there is none, or no such process.
   */
  Optional<Lease> lease(ProcessId id);

  /**
   * Returns processes in the order of their ids. Those that run are looked up; those that have
   * ended are searched for, which takes a moment for each million; see {@link #latest}.
   *
   * @param after only later ids
   * @param limit 1 to {@link #PAGE_MAX}
   */
  List<ProcessRecord> list(Filter filter, Optional<ProcessId> after, int limit);

  /**
   * Returns processes as they were registered, the newest first; reads no more than it must.
   *
   * @param before only those registered before this position, {@link ProcessRecord#registered}
   * @param limit 1 to {@link #PAGE_MAX}
   */
  List<ProcessRecord> latest(Filter filter, Optional<Position> before, int limit);

  /** Returns how many processes are in which state. */
  StateCounts counts();

  /** Returns what those that run still need. */
  References references();

  /** Returns the cursor before the first change. */
  Cursor firstChange();

  /**
   * Returns processes that changed at a cursor or behind it, in the order of their last changes,
   * each once. Nothing is ever passed over. What a process was between two changes is not told: its
   * events are.
   *
   * <p>Changes are what {@link WatchedRegistry} tells of, but for wakes that are acknowledged and
   * processes that are given back.
   *
   * @param limit 0 to {@link #PAGE_MAX}
   */
  Changes changedSince(Cursor cursor, int limit);

  /**
   * Returns events of a process in order.
   *
   * @param sequence only those behind it; 0 for all
   * @param limit 1 to {@link #PAGE_MAX}
   */
  List<ProcessEvent> eventsAfter(ProcessId id, long sequence, int limit);

  /** Returns the first event of a type behind a sequence; looks it up in an index. */
  Optional<ProcessEvent> firstAfter(ProcessId id, String type, long sequence);

  /**
   * Returns the nth event of a type.
   *
   * @param ordinal from 1
   */
  Optional<ProcessEvent> nth(ProcessId id, String type, long ordinal);

  /** Returns how many events of a type there are up to a sequence, itself included. */
  long countThrough(ProcessId id, String type, long sequence);

  /**
   * Returns the last events of a process, in order.
   *
   * @param limit 1 to {@link #PAGE_MAX}
   */
  List<ProcessEvent> recent(ProcessId id, int limit);

  /** Returns events behind a sequence that wake somebody and were not acknowledged. */
  List<ProcessEvent> unacknowledgedWakes(ProcessId id, long sequence, int limit);

  /**
   * Returns whom a session is woken by, in order.
   *
   * @param from a position of the log: only what stands there or behind it
   */
  List<WakeDelivery> wakes(SessionScope scope, Position from, int limit);

  /** Returns everything that is on record of a process, in order. */
  List<HistoryEntry> history(ProcessId id);

  /** Returns what a process has waited for, in order; its attempts do not count as waits. */
  List<Waiting> waits(ProcessId id);

  /** Returns the grants of a session's scope, in the order of process ids. */
  List<Grant> grants(SessionScope scope);

  /** Returns the grants of a session's scope for processes that run. */
  List<Grant> liveGrants(SessionScope scope);

  /** Tells whether a scope may address a process; false if there is none. */
  boolean hasGrant(SessionScope scope, ProcessId id);

  /** Returns the grants for a process, in the order of scopes. */
  List<Grant> grantsOf(ProcessId id);

  /** Gives back what it has. */
  @Override
  void close();
}
