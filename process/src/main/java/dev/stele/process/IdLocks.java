package dev.stele.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock for each process that somebody decides about, and only as long. Several are taken in the
 * order of ids, so that nobody waits in a circle.
 */
final class IdLocks {

  /** A lock, and how many have it or wait for it. */
  private record Counted(ReentrantLock lock, int count) {}

  private final ConcurrentMap<ProcessId, Counted> locks = new ConcurrentHashMap<>();

  /** Waits for the locks of processes; an interrupt does not end the wait. */
  Held lock(Collection<ProcessId> ids) {
    List<Held> held = new ArrayList<>();
    for (ProcessId id : new TreeSet<>(ids)) {
      held.add(lock(id));
    }
    return () -> held.reversed().forEach(Held::close);
  }

  /** Waits for the lock of a process. */
  Held lock(ProcessId id) {
    Counted counted =
        locks.compute(
            id,
            (_, known) ->
                known == null
                    ? new Counted(new ReentrantLock(), 1)
                    : new Counted(known.lock, known.count + 1));
    counted.lock.lock();
    return () -> unlock(id, counted.lock);
  }

  private void unlock(ProcessId id, ReentrantLock lock) {
    lock.unlock(); // Before it is forgotten: nobody may make another one while this one is held.
    locks.computeIfPresent(
        id,
        (_, counted) -> counted.count == 1 ? null : new Counted(counted.lock, counted.count - 1));
  }

  /** Tells whether somebody decides about a process, or waits to. */
  boolean isBusy(ProcessId id) {
    return locks.containsKey(id);
  }

  /** How many processes somebody decides about. */
  int size() {
    return locks.size();
  }

  /** Locks that are held. */
  @FunctionalInterface
  interface Held extends AutoCloseable {
    @Override
    void close();
  }
}
