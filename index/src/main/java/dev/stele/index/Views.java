package dev.stele.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The view that counts. Readers take it without a lock; changes replace it under one. */
final class Views {

  /*
   * Who changes what, each under the lock: the thread that adds puts a new table at the end, gives
   * an old one up, or takes in what a follower found; the upkeep puts a run in the place of a table
   * or of the runs it was merged of; a reader that met damage takes a run out. A run is closed after
   * the view without it was put in place: a reader in it finishes, one that comes late is refused
   * and takes the view anew. The lock is held for no disk operation.
   */
  private final ReentrantLock lock = new ReentrantLock();

  /** What changes beside the view under the same lock is signalled here, too. */
  private final Condition changed = lock.newCondition();

  private volatile View current;

  Views(View first) {
    this.current = first;
  }

  ReentrantLock lock() {
    return lock;
  }

  Condition changed() {
    return changed;
  }

  View current() {
    return current;
  }

  private void replace(List<Run> runs, List<MemoryTable> tables) {
    List<Run> sorted = new ArrayList<>(runs);
    sorted.sort((one, other) -> Long.compare(one.first(), other.first()));
    current = new View(sorted, tables, current.gaps());
    changed.signalAll();
  }

  private static <T> List<T> without(List<T> all, Predicate<T> which) {
    return all.stream().filter(which.negate()).toList();
  }

  /** Puts an empty table behind the last one. */
  void rotate(MemoryTable fresh) {
    lock.lock();
    try {
      List<MemoryTable> tables = new ArrayList<>(current.tables());
      tables.add(fresh);
      replace(current.runs(), tables);
    } finally {
      lock.unlock();
    }
  }

  /** Puts a run where a table was, which may have been given up meanwhile. */
  void settle(MemoryTable table, Run run) {
    lock.lock();
    try {
      List<Run> runs = new ArrayList<>(current.runs());
      runs.add(run);
      replace(runs, without(current.tables(), other -> other == table));
    } finally {
      lock.unlock();
    }
  }

  /** Gives a table up. */
  void abandon(MemoryTable table) {
    lock.lock();
    try {
      replace(current.runs(), without(current.tables(), other -> other == table));
    } finally {
      lock.unlock();
    }
  }

  /** Puts a run where others were and closes them; false if one of them is gone. */
  boolean merge(List<Run> inputs, Run merged) {
    lock.lock();
    try {
      if (!current.runs().containsAll(inputs)) {
        return false;
      }
      List<Run> runs = new ArrayList<>(without(current.runs(), inputs::contains));
      runs.add(merged);
      replace(runs, current.tables());
    } finally {
      lock.unlock();
    }
    inputs.forEach(Run::close);
    return true;
  }

  /** Takes a run out and closes it; empty if somebody else did. */
  Optional<Run> drop(Path file) {
    Optional<Run> found;
    lock.lock();
    try {
      found = current.runs().stream().filter(run -> run.path().equals(file)).findFirst();
      found.ifPresent(
          run -> replace(without(current.runs(), other -> other == run), current.tables()));
    } finally {
      lock.unlock();
    }
    found.ifPresent(Run::close);
    return found;
  }

  /**
   * Takes in a longer chain: runs that begin before its end give way, tables that end before it,
   * too. The thread that adds calls.
   *
   * @param known runs that were there when the chain was looked for
   * @return false if one of them that the chain rests on was given up since; nothing has changed
   */
  boolean follow(List<Run> chain, List<Run> known, MemoryTable fresh) {
    List<Run> gone;
    lock.lock();
    try {
      if (chain.stream().anyMatch(run -> known.contains(run) && !current.runs().contains(run))) {
        return false;
      }
      long end = chain.getLast().end();
      gone = without(current.runs(), run -> chain.contains(run) || run.first() >= end);
      List<Run> runs = new ArrayList<>(without(current.runs(), gone::contains));
      chain.stream().filter(run -> !runs.contains(run)).forEach(runs::add);
      List<MemoryTable> tables =
          new ArrayList<>(without(current.tables(), table -> table.end() <= end));
      if (tables.isEmpty()) {
        tables.add(fresh);
      }
      replace(runs, tables);
    } finally {
      lock.unlock();
    }
    gone.forEach(Run::close);
    return true;
  }

  /** Closes the runs; returns whatever failed. */
  Optional<RuntimeException> close() {
    RuntimeException first = null;
    for (Run run : current.runs()) {
      try {
        run.close();
      } catch (RuntimeException e) {
        first = e;
      }
    }
    return Optional.ofNullable(first);
  }
}
