package dev.stele.process;

import dev.stele.ground.Clock;
import dev.stele.journal.Position;
import dev.stele.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The truth about processes. Each call is one batch: done whole and durable when it returns, or not
 * at all. Nothing waits for anything but the device.
 *
 * <p>Safe for any thread. A failure while something is written ends as the store's {@link
 * dev.stele.store.StoreException.OutcomeUnknown}; asking again is safe, since each call finds what
 * it did before.
 *
 * <p>Writes of whoever works on a process carry his {@link Lease}, and are refused once it does not
 * hold any more. A lease holds until it has run out by the clock, was given back, or was taken.
 */
public interface Registry extends ProcessReader {

  /**
   * Opens the registry that is kept in a scope of a store. All leases of earlier openings are dead
   * from now on. Closing it does not close the store.
   *
   * @throws ProcessException.AlreadyOpen if it is open in this JVM already
   * @throws ProcessException.NewerFormat if a newer version wrote it
   */
  static Registry open(Store store, String scope, Documents documents, Clock clock) {
    return LedgerRegistry.open(store, scope, documents, clock);
  }

  /** As above, without looking into payloads, by the clock of the machine. */
  static Registry open(Store store, String scope) {
    return open(store, scope, Documents.none(), Clock.system());
  }

  /** Opens an empty one in memory, which is gone with it. */
  static Registry inMemory(Documents documents, Clock clock) {
    return LedgerRegistry.open(new MemoryLedger(clock), documents, clock, () -> {});
  }

  /** Returns the life that leases of this opening are part of. */
  Incarnation.Opening incarnation();

  /**
   * Registers a process. The same registration again is answered with the process as it is now,
   * whatever became of it.
   *
   * @return refused if {@link Refusal.Different}, or if a type needs documents
   */
  Answer<ProcessRecord> register(Registration registration);

  /** Registers a process and lets a session address it, in one batch. */
  Answer<ProcessRecord> register(Registration registration, Grant grant);

  /**
   * Says what a process is called elsewhere. The same again does nothing.
   *
   * @return refused if the process is unknown or has ended, or is called otherwise already
   */
  Answer<ProcessRecord> setExternal(ProcessId id, ExternalRef external);

  /** Lets a session address a process; replaces its grant if it has one. */
  Answer<Grant> grant(Grant grant);

  /** Takes a grant back; does nothing if there is none. */
  void revoke(SessionScope scope, ProcessId id);

  /** Gives grants of one scope to another, with their descriptions: all, or none. */
  Answer<List<Grant>> transfer(SessionScope from, SessionScope to, List<ProcessId> ids);

  /**
   * Forgets a session: its grants of all frames, and that processes wake it. No process is ended.
   */
  SessionDeletion deleteSession(String session);

  /**
   * Appends an event on behalf of somebody outside: a signal, for example.
   *
   * @return refused if the process is unknown or has ended, the type is not declared, needs a key
   *     or another payload, or the key has another event
   */
  Answer<Appended> append(ProcessId id, ProcessAppend append);

  /** Appends an event on behalf of whoever has the lease. */
  Answer<Appended> append(Lease lease, ProcessAppend append);

  /**
   * Appends events on behalf of whoever has the lease, all or none; none of them may have a replay
   * key, wake somebody, or end the process.
   *
   * @return the sequence of the last one
   */
  Answer<Long> appendAll(Lease lease, List<ProcessAppend> appends);

  /** Sends a signal, which is an event of type {@code signal.NAME}; the key is its identity. */
  default Answer<Appended> signal(ProcessId id, String signal, Payload payload, String key) {
    return append(id, ProcessAppend.of(EventType.signalType(signal), payload).key(key));
  }

  /** Asks a process to end. The same reason again does nothing. */
  Answer<Appended> requestCancel(ProcessId id, String reason);

  /**
   * Asks for a process to be given up; the first request stays. It ends nothing by itself: a sweep
   * does, once nobody has the process.
   */
  Answer<ProcessRecord> requestAbandon(ProcessId id, String by, Optional<String> reason);

  /** Notes that whoever was to be woken by an event was. Once is enough, and stays. */
  Answer<ProcessRecord> acknowledgeWake(ProcessId id, long sequence);

  /**
   * Ends a process without a lease. The same end again is answered with what is there.
   *
   * @return refused if the authority does not fit, somebody has a lease that holds, or it has ended
   *     otherwise
   */
  Answer<ProcessRecord> complete(ProcessId id, ProcessOutcome outcome, Authority authority);

  /**
   * Takes a process that nobody has, or whose lease has run out. Whoever has it already has it for
   * longer, with the same fence.
   *
   * @param ttl how long, positive
   */
  Answer<Claim> claim(ProcessId id, Owner owner, Duration ttl);

  /**
   * As {@link #claim}, and notes in the same batch that an attempt begins: unless it was started
   * before and is bound to its owner, has had as many attempts as it may have, is to be abandoned,
   * or to be cancelled before its first attempt. Whoever gets a lease with an attempt may run it.
   */
  Answer<Claim> claimToRun(ProcessId id, Owner owner, Duration ttl);

  /**
   * Takes a process from an owner who is dead; see {@link #proofOfDeath}.
   *
   * @param observed what was seen of his lease: if it is another one by now, or nothing proves him
   *     dead, the process is busy
   */
  Answer<Claim> reclaim(ProcessId id, Owner owner, Lease observed, Duration ttl);

  /** Returns why an owner is dead for sure; empty if he may be alive. */
  Optional<String> proofOfDeath(Owner owner);

  /**
   * Lets a lease hold for longer, from now.
   *
   * @return refused if it does not hold any more, or the process has ended
   */
  Answer<Lease> renew(Lease lease, Duration ttl);

  /** Gives a lease back; does nothing if it is not the one that is held. */
  void release(Lease lease);

  /**
   * Notes that an attempt begins.
   *
   * @return whether the process was started by this for the first time
   */
  Answer<Boolean> start(Lease lease);

  /**
   * Gives a lease back, with an attempt that is to count for nothing: its worker ends, and the
   * process is as it was.
   */
  Answer<ProcessRecord> giveBack(Lease lease);

  /**
   * Notes that an attempt failed and gives the lease back: the process waits for its next attempt,
   * or has failed if it may have no more.
   */
  Answer<ProcessRecord> failAttempt(Lease lease, String why);

  /** Notes that a process waits; its attempts count from none again. */
  Answer<ProcessRecord> setWaiting(Lease lease, Waiting waiting);

  /**
   * Notes that a process does not wait any more. If the time of its wait is over, nothing has come
   * of it: its attempts count as if it had not waited.
   */
  Answer<ProcessRecord> clearWaiting(Lease lease);

  /**
   * Ends a process and gives the lease back, in one batch. The same end again is answered with what
   * is there, whether the lease holds or not.
   */
  Answer<ProcessRecord> complete(Lease lease, ProcessOutcome outcome);

  /**
   * Forgets processes that ended before a time: they are unknown from then on. Never one that runs.
   *
   * @param only those that pass; {@link Filter.States#RUNNING} passes none
   * @param upTo only those whose end stands before this position: what a follower of the change
   *     feed has seen
   */
  PruneReport prune(Instant endedBefore, Filter only, Optional<Position> upTo);
}
