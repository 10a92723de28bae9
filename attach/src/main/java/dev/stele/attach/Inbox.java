package dev.stele.attach;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a producer leaves items for one consumer: bounded, with a policy for when it is full. An
 * attach makes it; a producer offers.
 *
 * <p>Offers are made one after the other, with positions that rise. Safe for any thread.
 */
public final class Inbox<T> {

  /*
   * An inbox is open, or what is offered is dropped: then, and only then, a history is asked for after
   * it was opened, which has all that was dropped.
   *
   *   open     offers are queued
   *   behind   closed by an offer that found it full; the consumer opens it again, then asks
   *   ended    nothing is queued any more; what is queued is seen first, unless the end is at once
   *
   * All is guarded by the lock of the doorbell, which may be that of several inboxes; the end may be
   * looked at without it.
   */

  private final Doorbell bell;
  private final Condition room;
  private final int capacity;
  private final Overflow<T> overflow;

  private ArrayDeque<Item<T>> queue = new ArrayDeque<>();

  /** The queue, if items of one key replace each other: in the order of their positions. */
  private final Map<Object, Item<T>> latest = new LinkedHashMap<>();

  private boolean isOpen = true;

  private boolean isBehind;

  /** Position of what was offered last, whether it was taken or not. */
  private long last;

  /** Before it, something may be missing: what was offered before it is not its neighbour. */
  private long gapEnd;

  /** Who waits for room goes in in the order in which he came: two counts of publishers. */
  private long waiting;

  private long admitted;

  private long repeated;

  private long conflated;

  private volatile @Nullable End end;

  /** Makes one for what comes from a position on; what lies before it was seen. */
  Inbox(Doorbell bell, int capacity, Overflow<T> overflow, long next) {
    this.bell = bell;
    this.room = bell.lock.newCondition();
    this.capacity = capacity;
    this.overflow = overflow;
    this.last = next - 1;
  }

  /** Returns an empty one that takes the place of this, and counts on. */
  Inbox<T> successor(long next) {
    Inbox<T> fresh = new Inbox<>(bell, capacity, overflow, next);
    bell.lock.lock();
    try {
      fresh.repeated = repeated;
      fresh.conflated = conflated;
    } finally {
      bell.lock.unlock();
    }
    return fresh;
  }

  // --- The producer's side -----------------------------------------------------------------------

  /**
   * Leaves an item. One that is not behind all before it is taken for a repetition and left out.
   * Blocks only if that is the consumer's policy, and then without regard to interrupts.
   *
   * @param position its position; at least 0
   * @return false if nothing will be taken from here on: the subscription may be forgotten
   */
  public boolean offer(long position, T value) {
    Item<T> item = new Item<>(position, value);
    bell.lock.lock();
    try {
      if (position <= last) {
        repeated++;
        return end == null;
      }
      if (position != last + 1) {
        gapEnd = position;
      }
      last = position;
      return add(item);
    } finally {
      bell.lock.unlock();
    }
  }

  /** Leaves an item that has no position of its own: it gets that behind the last one. */
  public boolean offerNext(T value) {
    bell.lock.lock();
    try {
      last++;
      return add(new Item<>(last, value));
    } finally {
      bell.lock.unlock();
    }
  }

  /**
   * Says that nothing more comes, and why. What was left before is still seen, unless the end is
   * one that forbids it ({@link End.Cancelled}, {@link End.Erased}, {@link End.Denied}). Of several
   * ends the first counts, but one that forbids comes before one that does not.
   */
  public void end(End why) {
    bell.lock.lock();
    try {
      end = first(end, why);
      if (isAtOnce(end)) {
        empty();
      }
      room.signalAll();
      bell.ring();
    } finally {
      bell.lock.unlock();
    }
  }

  /** Tells whether nothing will be taken any more. */
  public boolean isEnded() {
    return end != null;
  }

  private boolean add(Item<T> item) {
    if (end != null) {
      return false;
    }
    if (!isOpen) {
      return true;
    }
    switch (overflow) {
      case Overflow.Block<T>(Duration atMost) -> {
        if (!isTurnOf(waiting) && !awaitRoom(atMost)) {
          return false;
        }
        queue.add(item);
      }
      case Overflow.Evict<T> _ -> {
        if (queue.size() == capacity) {
          end = new End.Evicted();
        } else {
          queue.add(item);
        }
      }
      case Overflow.Resync<T> _ -> {
        if (queue.size() == capacity) {
          fallBehind();
        } else {
          queue.add(item);
        }
      }
      case Overflow.Conflate<T>(Function<? super T, ?> key) -> replace(item, key);
    }
    bell.ring();
    return end == null;
  }

  private void replace(Item<T> item, Function<? super T, ?> key) {
    Object about;
    try {
      about = key.apply(item.value());
    } catch (RuntimeException | Error e) { // The producer and the others have no part in it.
      end = new End.Failed(e);
      return;
    }
    if (latest.remove(about) != null) {
      conflated++;
    } else if (latest.size() == capacity) {
      fallBehind();
      return;
    }
    latest.put(about, item);
  }

  private boolean isTurnOf(long number) {
    return admitted == number && queue.size() < capacity;
  }

  /**
   * Waits until there is room, and nobody who came before waits for it. The lock is not held
   * meanwhile.
   *
   * @return false if it has ended
   */
  private boolean awaitRoom(Duration atMost) {
    long number = waiting++;
    long deadline = bell.clock().deadlineAfter(atMost);
    boolean isInterrupted = false;
    boolean isInTime = true;
    while (end == null && !isTurnOf(number) && isInTime) {
      try {
        isInTime = bell.clock().awaitUntil(bell.lock, room, deadline);
      } catch (InterruptedException _) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
    if (end == null && isTurnOf(number)) {
      admitted++;
    } else if (end == null) {
      end = new End.Evicted();
      bell.ring();
    }
    room.signalAll(); // For who comes next, whatever it is that he meets.
    return end == null;
  }

  private void fallBehind() {
    empty();
    isOpen = false;
    isBehind = true;
  }

  private void empty() {
    queue.clear();
    latest.clear();
  }

  /** Of two ends, which counts. */
  static End first(@Nullable End known, End why) {
    return known == null || (isAtOnce(why) && !isAtOnce(known)) ? why : known;
  }

  static boolean isAtOnce(End why) {
    return why instanceof End.Cancelled || why instanceof End.Erased || why instanceof End.Denied;
  }

  // --- The consumer's side -----------------------------------------------------------------------

  /** What a consumer finds. */
  enum Found {
    ITEMS,
    /** It must open the inbox again, and ask for the history then. */
    BEHIND,
    ENDED,
    /** Not in time. */
    NOTHING
  }

  /** Takes all that is there, in exchange for an empty queue; waits for something if asked. */
  Found take(Queue<T> into, Deadline deadline) throws InterruptedException {
    bell.lock(deadline);
    try {
      if (!bell.await(this::hasSomething, deadline)) {
        return Found.NOTHING;
      }
      if (isEmpty()) {
        return isBehind ? Found.BEHIND : Found.ENDED;
      }
      if (latest.isEmpty()) {
        ArrayDeque<Item<T>> full = queue;
        queue = into.items;
        into.items = full;
      } else {
        into.items.addAll(latest.values());
        latest.clear();
      }
      into.gapEnd = gapEnd;
      room.signalAll();
      return Found.ITEMS;
    } finally {
      bell.lock.unlock();
    }
  }

  /** What a consumer has taken. */
  static final class Queue<T> {
    ArrayDeque<Item<T>> items = new ArrayDeque<>();

    /** Before it, something may be missing: asked where items replace each other. */
    long gapEnd;
  }

  private boolean isEmpty() {
    return queue.isEmpty() && latest.isEmpty();
  }

  /** Called with the lock held. */
  boolean hasSomething() {
    assert bell.lock.isHeldByCurrentThread();
    return !queue.isEmpty() || !latest.isEmpty() || isBehind || end != null;
  }

  /** From now on, offers are queued: whoever asks for the history now misses nothing. */
  void open() {
    bell.lock.lock();
    try {
      empty();
      isOpen = true;
      isBehind = false;
    } finally {
      bell.lock.unlock();
    }
  }

  /** The end, if nothing that was left before may be seen any more. */
  Optional<End> endAtOnce() {
    End why = end;
    return why != null && isAtOnce(why) ? Optional.of(why) : Optional.empty();
  }

  Optional<End> end() {
    return Optional.ofNullable(end);
  }

  int capacity() {
    return capacity;
  }

  /** Returns what happens when it is full: a producer may refuse a policy that it cannot keep. */
  public Overflow<T> overflow() {
    return overflow;
  }

  int queued() {
    return counted(() -> queue.size() + latest.size());
  }

  long repeated() {
    return counted(() -> repeated);
  }

  long conflated() {
    return counted(() -> conflated);
  }

  private <N> N counted(java.util.function.Supplier<N> count) {
    bell.lock.lock();
    try {
      return count.get();
    } finally {
      bell.lock.unlock();
    }
  }

  @Override
  public String toString() {
    Iterator<Item<T>> queued = counted(() -> new ArrayDeque<>(queue)).iterator();
    return "inbox of " + capacity + (queued.hasNext() ? " from " + queued.next().position() : "");
  }
}
