package dev.stele.process;

import dev.stele.ground.DiskException;
import dev.stele.journal.JournalException;
import dev.stele.store.StoreException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/** Decides about processes, one after another for each, and writes what was decided. */
final class Deciding {

  /*
   * Whoever decides about a process keeps others out by its lock, looks at it, and writes facts with
   * the versions that both of its streams must still have. So what was decided rests on what is there,
   * whoever else writes; and each write of a lease's holder is fenced, since taking a lease is a fact
   * in one of them. What was written is applied before the lock is given back.
   *
   * A write of which nobody knows whether it was done leaves the process in doubt: whoever looks next
   * reads it from the log.
   *
   * Locks are taken in this order: that of everything (shared by who decides, alone for who needs to
   * have no decision under way), then those of processes in the order of ids, then a process's own.
   */

  private static final long SNAPSHOT_FACTS_MIN = 50_000;

  private final Ledger ledger;
  private final LiveSet live;
  private final Function<ProcessId, Fold> loading;
  private final IdLocks locks = new IdLocks();
  private final ReentrantReadWriteLock everything = new ReentrantReadWriteLock();
  private final Set<ProcessId> inDoubt = ConcurrentHashMap.newKeySet();

  /** Processes that were to be forgotten, as they were then. */
  private final ConcurrentMap<ProcessId, Fold> forgetting = new ConcurrentHashMap<>();

  private final AtomicLong sinceSnapshot;
  private final AtomicBoolean isSnapshotting = new AtomicBoolean();

  Deciding(Ledger ledger, LiveSet live, Function<ProcessId, Fold> loading, long sinceSnapshot) {
    this.ledger = ledger;
    this.live = live;
    this.loading = loading;
    this.sinceSnapshot = new AtomicLong(sinceSnapshot);
  }

  /** Decides about one process. */
  <T> Answer<T> one(ProcessId id, Function<Fold, Step<T>> decision) {
    return several(Set.of(id), folds -> decision.apply(folds.values().iterator().next()));
  }

  /** Decides about several processes at once. */
  <T> Answer<T> several(
      Collection<ProcessId> ids, Function<Map<ProcessId, Fold>, Step<T>> decision) {
    everything.readLock().lock();
    try (IdLocks.Held _ = locks.lock(ids)) {
      while (true) {
        Map<ProcessId, Fold> folds = new TreeMap<>();
        ids.forEach(id -> folds.put(id, current(id)));
        switch (decision.apply(folds)) {
          case Step.Answered<T>(Answer<T> answer) -> {
            return answer;
          }
          case Step.Write<T> write -> {
            Optional<Answer<T>> answer = written(folds, write);
            if (answer.isPresent()) {
              return answer.get();
            }
          }
        }
      }
    } finally {
      everything.readLock().unlock();
      snapshotIfDue();
    }
  }

  private Fold current(ProcessId id) {
    if (inDoubt.contains(id)) {
      reload(id);
    }
    Fold running = live.get(id);
    if (running != null) {
      return running;
    }
    Fold loaded = loading.apply(id);
    if (loaded.isKnown() && !loaded.hasEnded()) {
      live.add(loaded); // It was not there when it was looked for after a failure.
    }
    return loaded;
  }

  /** Empty if somebody else has written: then it has to be decided again. */
  private <T> Optional<Answer<T>> written(Map<ProcessId, Fold> folds, Step.Write<T> write) {
    Ledger.Written written = write(folds, write.facts(), write.unlessTag());
    if (written instanceof Ledger.Written.Taken) {
      written = write(folds, write.facts().subList(0, write.facts().size() - 1), Optional.empty());
    }
    return switch (written) {
      case Ledger.Written.Done(List<Stamped> facts) ->
          Optional.of(Answer.done(write.then().apply(facts)));
      case Ledger.Written.Refused(Refusal refusal) -> Optional.of(Answer.refused(refusal));
      case Ledger.Written.Moved _ -> {
        folds.keySet().forEach(this::reload);
        yield Optional.empty();
      }
      case Ledger.Written.Taken _ ->
          throw new IllegalStateException("tag must be taken only where one is asked for");
    };
  }

  private Ledger.Written write(
      Map<ProcessId, Fold> folds, List<Fact> facts, Optional<String> unlessTag) {
    boolean isKnown = false;
    try {
      Ledger.Written written = ledger.write(facts, expected(folds.values()), unlessTag);
      if (written instanceof Ledger.Written.Done(List<Stamped> stamped)) {
        stamped.forEach(fact -> apply(folds, fact));
        sinceSnapshot.addAndGet(facts.size());
      }
      isKnown = true;
      return written;
    } finally {
      if (!isKnown) {
        inDoubt.addAll(folds.keySet());
      }
    }
  }

  static Map<String, Long> expected(Collection<Fold> folds) {
    Map<String, Long> expected = new HashMap<>();
    for (Fold fold : folds) {
      expected.put(Streams.main(fold.id), fold.mainVersion());
      expected.put(Streams.control(fold.id), fold.controlVersion());
    }
    return expected;
  }

  private void apply(Map<ProcessId, Fold> folds, Stamped stamped) {
    Fold fold = Streams.process(stamped.fact().stream()).map(folds::get).orElse(null);
    if (fold == null) {
      return;
    }
    fold.apply(stamped);
    if (stamped.fact().type().equals(Types.REGISTERED)) {
      live.add(fold);
    } else if (stamped.fact().tags().contains(Types.TAG_ENDED)) {
      live.end(fold, OutcomeFields.parse(stamped.fact()));
    }
  }

  /** Lets a process be as it is in the log. */
  private void reload(ProcessId id) {
    Fold fold = loading.apply(id);
    Fold before = live.get(id);
    if (before != null) {
      fold.keepLease(before);
    }
    if (!fold.isKnown()) {
      live.remove(id);
    } else if (fold.hasEnded()) {
      live.end(fold, fold.record().outcome().orElseThrow());
    } else {
      live.add(fold);
    }
    inDoubt.remove(id);
  }

  /** Takes note that processes may not be what they seem: a write of somebody else's failed. */
  void doubt(Collection<ProcessId> ids) {
    inDoubt.addAll(ids);
  }

  /** Lets each process in doubt be as it is in the log. */
  void settle() {
    for (ProcessId id : inDoubt) {
      try (IdLocks.Held _ = locks.lock(id)) {
        if (inDoubt.contains(id)) {
          reload(id);
        }
      }
    }
    forgetting.forEach((id, before) -> {
      Fold now = loading.apply(id);
      boolean isThere = now.isKnown() && now.mainVersion() == before.mainVersion();
      if (forgetting.remove(id, before) && !isThere) {
        forgotten(before);
      }
    });
  }

  /** Takes note that nobody knows whether processes were forgotten. */
  void perhapsForgotten(List<Fold> folds) {
    folds.forEach(fold -> forgetting.put(fold.id, fold));
  }

  /** Takes note that a process was forgotten. */
  void forgotten(Fold fold) {
    forgetting.remove(fold.id);
    live.pruned(fold.id, fold.record().outcome().orElseThrow().word());
  }

  /** Returns a process that runs, as it is in memory; null if it does not, or is in doubt. */
  @org.jspecify.annotations.Nullable Fold running(ProcessId id) {
    return inDoubt.contains(id) ? null : live.get(id);
  }

  /** Returns a process as the log has it. */
  Fold load(ProcessId id) {
    return loading.apply(id);
  }

  /** Tells whether what is in memory of a process may lag behind the log. */
  boolean isBusy(ProcessId id) {
    return locks.isBusy(id) || inDoubt.contains(id); // Doubts come before the lock is given back.
  }

  /** Does something while nobody decides about anything. */
  <T> T alone(java.util.function.Supplier<T> action) {
    everything.writeLock().lock();
    try {
      return action.get();
    } finally {
      everything.writeLock().unlock();
    }
  }

  /** Does something that no snapshot may fall into the middle of. */
  <T> T beside(java.util.function.Supplier<T> action) {
    everything.readLock().lock();
    try {
      return action.get();
    } finally {
      everything.readLock().unlock();
    }
  }

  /** Writes a snapshot if reading on from the last one takes long. */
  private void snapshotIfDue() {
    if (ledger.tier() == ProcessReader.Tier.DURABLE
        && sinceSnapshot.get() >= Math.max(SNAPSHOT_FACTS_MIN, 3L * live.size())
        && isSnapshotting.compareAndSet(false, true)) {
      Thread.ofVirtual()
          .name("stele-process-snapshot")
          .start(() -> {
            try {
              snapshot();
            } catch (RuntimeException _) {
              // Only a cache: whoever writes next is told what is wrong.
            } finally {
              isSnapshotting.set(false);
            }
          });
    }
  }

  /** Writes a snapshot if opening would have to read more than a few facts. */
  void snapshotAtEnd(long factsMin) {
    if (ledger.tier() == ProcessReader.Tier.DURABLE
        && sinceSnapshot.get() >= factsMin
        && isSnapshotting.compareAndSet(false, true)) {
      try {
        snapshot();
      } catch (StoreException | JournalException | DiskException _) {
        // Only a cache: whoever opens reads what it would have spared him.
      }
    }
  }

  private void snapshot() {
    List<Fold> folds;
    Map<String, String> counts;
    long asOf;
    everything.writeLock().lock();
    try {
      settle(); // What is in doubt may lag behind the log, and the snapshot would keep it so.
      folds = live.all();
      counts = live.counts();
      asOf = ledger.end();
      sinceSnapshot.set(0);
    } finally {
      everything.writeLock().unlock();
    }
    Snapshots.write(ledger, folds, counts, asOf);
  }
}
