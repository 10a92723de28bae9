package dev.stele.process;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The processes that ended last, as they are since. Safe for any thread. */
final class RecentEnds {

  /*
   * Whoever waits for a process asks what it ended in a moment after it has. To find that in the log
   * took most of the time from its being durable to its being known: the last facts of both streams,
   * the registration, what owners did.
   *
   * What an ended process is changes only by being forgotten, by its id being registered anew, and by
   * the end of the session that it wakes.
   */

  private static final int PROCESSES_MAX = 2048;

  /** Of what it ended in: larger ones stay in the log. So all are no more than 8 MiB. */
  private static final int BYTES_MAX = 4096;

  // Guarded by this.
  private final Map<ProcessId, Fold> folds = new HashMap<>();
  private final Queue<Fold> inOrder = new ArrayDeque<>();

  synchronized @Nullable Fold get(ProcessId id) {
    return folds.get(id);
  }

  synchronized void add(Fold fold, ProcessOutcome outcome) {
    if (bytes(outcome) > BYTES_MAX) {
      return;
    }
    folds.put(fold.id, fold);
    inOrder.add(fold);
    if (inOrder.size() > PROCESSES_MAX) {
      Fold first = inOrder.remove();
      folds.remove(first.id, first); // Unless it has ended again since.
    }
  }

  synchronized void remove(ProcessId id) {
    folds.remove(id);
  }

  synchronized void clear() {
    folds.clear();
    inOrder.clear();
  }

  synchronized void forgetSession(String session) {
    folds.values().forEach(fold -> fold.forgetSession(session));
  }

  private static int bytes(ProcessOutcome outcome) {
    return switch (outcome) {
      case ProcessOutcome.Succeeded it -> it.value().bytes().remaining();
      case ProcessOutcome.Failed it -> it.message().length() + bytes(it.raw());
      case ProcessOutcome.Cancelled it -> it.message().length() + bytes(it.raw());
      case ProcessOutcome.Abandoned it -> it.evidence().length();
    };
  }

  private static int bytes(Optional<Payload> raw) {
    return raw.map(payload -> payload.bytes().remaining()).orElse(0);
  }
}
