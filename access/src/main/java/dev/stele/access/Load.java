package dev.stele.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one type that one caller leads: he asked first, and others wait for his answer.
 *
 * <p>They are cut into sheets, each of which its source answers in one call. A load ends when its
 * last sheet has ended, and whatever happens every key has an answer then.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class Load<K, V> {

  /** The load whose source runs on this thread. */
  static final ScopedValue<Load<?, ?>> RUNNING = ScopedValue.newInstance();

  private final Shelf<K, V> shelf;
  private final Instant at;
  private final Waiter caller;
  private final List<Slot<V>> slots;
  private final List<K> keys;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger unfinished = new AtomicInteger();
  private volatile List<Sheet<K, V>> sheets = List.of();

  /** While it runs on the thread of who asked: what else that thread has to run. Its alone. */
  private List<Load<?, ?>> beside = List.of();

  /** Of a prompt one that runs: the load whose source has asked for it on the same thread. */
  private @Nullable Load<?, ?> within;

  /**
   * Makes one.
   *
   * @param expected about how many keys it will lead
   */
  Load(Shelf<K, V> shelf, Instant at, Waiter caller, int expected) {
    this.shelf = shelf;
    this.at = at;
    this.caller = caller;
    this.slots = new ArrayList<>(expected);
    this.keys = new ArrayList<>(expected);
  }

  Shelf<K, V> shelf() {
    return shelf;
  }

  /** Returns when it was begun: its answers are not older. */
  Instant at() {
    return at;
  }

  /** Returns true if it leads no key: all were joined, or known. */
  boolean isEmpty() {
    return keys.isEmpty();
  }

  boolean isPrompt() {
    return shelf.source().isPrompt();
  }

  /** Takes a key that this load leads if nobody is before it. */
  void lead(K key, Slot<V> slot) {
    keys.add(key);
    slots.add(slot);
  }

  /** Gives up the key that it took last: somebody was before it. */
  void follow() {
    keys.removeLast();
    slots.removeLast();
  }

  /** Cuts what it leads into sheets; from here on its keys have answers, whatever happens. */
  void cut() {
    int size = Math.min(shelf.source().maxBatch(), keys.size());
    List<Sheet<K, V>> cut = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += size) {
      int to = Math.min(keys.size(), from + size);
      for (int i = from; i < to; i++) {
        slots.get(i).sheet = cut.size();
      }
      cut.add(new Sheet<>(this, cut.size(), keys.subList(from, to), slots.subList(from, to)));
    }
    unfinished.set(cut.size());
    sheets = cut;
  }

  /** Returns how many threads it is worth. */
  int lanes() {
    return Math.min(shelf.source().concurrency(), sheets.size());
  }

  /**
   * Has the source answer sheet after sheet, until there is none that nobody has begun.
   *
   * @return the first error that it threw: the keys of that sheet have failed, the others not
   */
  @Nullable Error run() {
    Error thrown = null;
    for (int i = next.getAndIncrement(); i < sheets.size(); i = next.getAndIncrement()) {
      try {
        sheets.get(i).run(shelf.source());
      } catch (Error error) {
        thrown = thrown == null ? error : thrown;
      }
    }
    return thrown;
  }

  /** Returns true if there is a sheet that nobody has begun. */
  boolean isLeft() {
    return next.get() < sheets.size();
  }

  /** Returns true if all its keys have answers. */
  boolean isOver() {
    return unfinished.get() == 0;
  }

  /** Says what runs on the same thread: before it runs there, and again when that is over. */
  void runsBeside(List<Load<?, ?>> others, @Nullable Load<?, ?> outer) {
    beside = others;
    within = outer;
  }

  List<Load<?, ?>> beside() {
    return beside;
  }

  @Nullable Load<?, ?> within() {
    return within;
  }

  /** Ends what has not ended, with this for every key without an answer. */
  void end(FactError why) {
    for (Sheet<K, V> sheet : sheets.reversed()) { // So that nobody begins the next meanwhile.
      sheet.end(why);
    }
  }

  /** Answers whatever it leads, begun or not: the plan it belongs to was given up. */
  void abandon(FactError why) {
    if (!sheets.isEmpty()) {
      end(why);
      return;
    }
    List<Waiter> woken = new ArrayList<>();
    for (Slot<V> slot : slots) {
      woken.addAll(slot.finish(new Fact.Failed<>(why)));
    }
    shelf.leave();
    woken.forEach(Waiter::wake);
  }

  /** Called by a sheet whose keys have their answers. */
  void sheetEnded() {
    if (unfinished.decrementAndGet() == 0) {
      shelf.leave();
      caller.wake();
    }
  }

  @Nullable Slot<V> slot(K key) {
    Slot<V> slot = shelf.slot(key);
    return slot == null || slot.load() != this ? null : slot;
  }
}
