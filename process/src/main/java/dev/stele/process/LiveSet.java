package dev.stele.process;

import dev.stele.ground.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The processes that run, those that ended last, and how many have ended how: all that is held in
 * memory. Safe for any thread.
 */
final class LiveSet {

  private static final List<String> STATES =
      List.of("completed", "failed", "cancelled", "abandoned");

  private final Clock clock;
  private final ConcurrentNavigableMap<ProcessId, Fold> folds = new ConcurrentSkipListMap<>();
  private final Map<String, AtomicLong> ended = new TreeMap<>();
  private final RecentEnds recent = new RecentEnds();

  LiveSet(Clock clock) {
    this.clock = clock;
    STATES.forEach(state -> ended.put(state, new AtomicLong()));
  }

  @Nullable Fold get(ProcessId id) {
    return folds.get(id);
  }

  /** Returns a process that has ended, as it is, if that is still known without the log. */
  @Nullable Fold recent(ProcessId id) {
    return recent.get(id);
  }

  /** Returns those behind an id, in the order of ids. */
  Iterable<Fold> after(Optional<ProcessId> id) {
    return id.map(after -> folds.tailMap(after, false)).orElse(folds).values();
  }

  int size() {
    return folds.size();
  }

  List<Fold> all() {
    return new ArrayList<>(folds.values());
  }

  /** Holds a process that was registered, or found again. */
  void add(Fold fold) {
    recent.remove(fold.id);
    folds.put(fold.id, fold);
  }

  void remove(ProcessId id) {
    recent.remove(id);
    folds.remove(id);
  }

  /** Lets go of a process that ends now: those who wait for that ask for it next. */
  void end(Fold fold, ProcessOutcome outcome) {
    recent.add(fold, outcome);
    end(fold.id, outcome);
  }

  /** Lets go of a process that has ended. */
  void end(ProcessId id, ProcessOutcome outcome) {
    if (folds.remove(id) != null) {
      count(outcome.word()).incrementAndGet();
    }
  }

  void pruned(ProcessId id, String state) {
    recent.remove(id);
    count(state).decrementAndGet();
  }

  private AtomicLong count(String state) {
    AtomicLong count = ended.get(state);
    if (count == null) {
      throw new IllegalArgumentException("state must be known, got: '" + state + "'");
    }
    return count;
  }

  long ended(String state) {
    return count(state).get();
  }

  Map<String, String> counts() {
    Map<String, String> fields = new TreeMap<>();
    ended.forEach((state, count) -> fields.put(state, Long.toString(count.get())));
    return fields;
  }

  void counts(Fact fact) {
    ended.forEach((state, count) -> count.set(Long.parseLong(fact.field(state))));
  }

  /** Applies a fact of the log that is read for the first time, in the order of the log. */
  void replay(Stamped stamped) {
    Fact fact = stamped.fact();
    if (fact.type().equals(Types.SESSION_DELETED)) {
      forgetSession(fact.field("session"));
      return;
    }
    ProcessId id = Streams.process(fact.stream()).orElse(null);
    if (id == null) {
      return;
    }
    Fold fold = folds.get(id);
    if (fold == null && fact.type().equals(Types.REGISTERED)) {
      fold = new Fold(id, clock);
      fold.versions(Ledger.NONE, Ledger.NONE);
      folds.put(id, fold);
    }
    if (fact.type().equals(Types.PRUNED)) {
      pruned(id, fact.field("state"));
    } else if (fold != null) {
      fold.apply(stamped);
      if (fact.tags().contains(Types.TAG_ENDED)) {
        end(id, OutcomeFields.parse(fact));
      }
    }
  }

  /** Takes note that nobody knows whether a session was forgotten: of the ended, the log does. */
  void forgetRecent() {
    recent.clear();
  }

  void forgetSession(String session) {
    folds.values().forEach(fold -> fold.forgetSession(session));
    recent.forgetSession(session);
  }
}
