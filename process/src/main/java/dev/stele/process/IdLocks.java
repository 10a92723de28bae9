package dev.stele.process;

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
  private static final class Counted {
    private final ReentrantLock lock = new ReentrantLock();
    private int count; // Changed within compute alone.
  }

  private final ConcurrentMap<ProcessId, Counted> locks = new ConcurrentHashMap<>();

  /** Waits for the locks of processes; an interrupt does not end the wait. */
  Held lock(Collection<ProcessId> ids) {
    List<ProcessId> inOrder = List.copyOf(new TreeSet<>(ids));
    inOrder.forEach(this::lockOne);
    return () -> inOrder.reversed().forEach(this::unlockOne);
  }

  /** Waits for the lock of a process. */
  Held lock(ProcessId id) {
    lockOne(id);
    return () -> unlockOne(id);
  }

  private void lockOne(ProcessId id) {
    Counted counted =
        locks.compute(
            id,
            (_, known) -> {
              Counted one = known == null ? new Counted() : known;
              one.count++;
              return one;
            });
    counted.lock.lock();
  }

  private void unlockOne(ProcessId id) {
    locks.computeIfPresent(
        id,
        (_, counted) -> {
          counted.lock.unlock();
          counted.count--;
          return counted.count == 0 ? null : counted;
        });
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
