package dev.stele.attach;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A producer that a test drives: it emits, fails and forgets when it is told to, and lets the test
 * come between its steps. It shares no code with the room's own producers. For one thread.
 */
final class Scripted implements Producer<Integer> {

  /** Where a test can come in. */
  enum Point {
    BEFORE_SUBSCRIBE,
    AFTER_SUBSCRIBE,
    BEFORE_HISTORY,
    AFTER_HISTORY,
    BEFORE_ITEM
  }

  /** What is done at points. */
  @FunctionalInterface
  interface Between {
    void at(Point point);
  }

  private final List<Item<Integer>> emitted = new ArrayList<>();
  private final List<Inbox<Integer>> inboxes = new ArrayList<>();
  private final Deque<Throwable> subscribeFailures = new ArrayDeque<>();
  private final Deque<Throwable> historyFailures = new ArrayDeque<>();
  private final Numbering numbering;
  private UUID lineage = new UUID(1, 1);
  private long next;
  private long oldest;
  private boolean isDeaf;
  private @Nullable Throwable lineageFailure;
  private OptionalLong breaksBefore = OptionalLong.empty();
  private @Nullable Error breaksWith;
  private Between between = _ -> {};
  int subscriptions;
  int subscriptionAttempts;
  int histories;
  int openHistories;

  Scripted(Numbering numbering) {
    this.numbering = numbering;
  }

  static Scripted dense() {
    return new Scripted(Numbering.DENSE);
  }

  static Scripted rising() {
    return new Scripted(Numbering.RISING);
  }

  // --- What a test does --------------------------------------------------------------------------

  /** Emits the next positions, each as its own value; a rising one leaves out every other. */
  Scripted emit(int count) {
    for (int i = 0; i < count; i++) {
      Item<Integer> item = new Item<>(next, Math.toIntExact(next));
      next += numbering == Numbering.DENSE ? 1 : 2;
      emitted.add(item);
      if (!isDeaf) {
        List.copyOf(inboxes).forEach(inbox -> inbox.offer(item.position(), item.value()));
      }
    }
    return this;
  }

  /** Emits without offering: what a producer must not do. */
  void emitUnheard(int count) {
    isDeaf = true;
    emit(count);
    isDeaf = false;
  }

  void end(End why) {
    List.copyOf(inboxes).forEach(inbox -> inbox.end(why));
  }

  void forgetBefore(long position) {
    oldest = position;
    emitted.removeIf(item -> item.position() < position);
  }

  /** Loses its newest items, which an honest producer does not. */
  void loseFrom(long position) {
    emitted.removeIf(item -> item.position() >= position);
    next = position;
  }

  void becomeAnother() {
    lineage = new UUID(2, 2);
  }

  void failSubscribing(int times) {
    for (int i = 0; i < times; i++) {
      subscribeFailures.add(new IllegalStateException("no connection"));
    }
  }

  void failSubscribing(Error error) {
    subscribeFailures.add(error);
  }

  void failHistory(Error error) {
    historyFailures.add(error);
  }

  void failHistory(int times) {
    for (int i = 0; i < times; i++) {
      historyFailures.add(new IllegalStateException("no history"));
    }
  }

  void failLineage() {
    failLineage(new IllegalStateException("no lineage"));
  }

  void failLineage(Throwable failure) {
    lineageFailure = failure;
  }

  /** Is another one when it is next asked for what was. */
  void replaceHistory(Cursor now) {
    for (int i = 0; i < 2; i++) {
      historyFailures.add(new AttachException.Replaced(Optional.of(now)));
    }
  }

  /** Breaks the next history off before an item. */
  void breakBefore(long position) {
    breaksBefore = OptionalLong.of(position);
  }

  void breakBefore(long position, Error error) {
    breakBefore(position);
    breaksWith = error;
  }

  /** Fails no more. */
  void mend() {
    breaksBefore = OptionalLong.empty();
    lineageFailure = null;
    subscribeFailures.clear();
    historyFailures.clear();
  }

  void between(Between between) {
    this.between = between;
  }

  List<Integer> values() {
    return emitted.stream().map(Item::value).toList();
  }

  long head() {
    return next;
  }

  int attached() {
    return inboxes.size();
  }

  // --- What an attach sees -----------------------------------------------------------------------

  @Override
  public UUID lineage() {
    failIf(lineageFailure);
    return lineage;
  }

  @Override
  public long oldest() {
    return oldest;
  }

  @Override
  public Numbering numbering() {
    return numbering;
  }

  @Override
  public Subscription subscribe(Inbox<Integer> inbox) {
    subscriptionAttempts++;
    between.at(Point.BEFORE_SUBSCRIBE);
    failIf(subscribeFailures.poll());
    subscriptions++;
    inboxes.add(inbox);
    between.at(Point.AFTER_SUBSCRIBE);
    return () -> inboxes.remove(inbox);
  }

  @Override
  public Items<Integer> history(long from) {
    between.at(Point.BEFORE_HISTORY);
    failIf(historyFailures.poll());
    if (from < oldest) {
      throw new AttachException.Forgotten(from, oldest);
    }
    histories++;
    openHistories++;
    List<Item<Integer>> items = emitted.stream().filter(item -> item.position() >= from).toList();
    Items<Integer> history = new Told(items, next);
    between.at(Point.AFTER_HISTORY);
    return history;
  }

  private static void failIf(@Nullable Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  private final class Told implements Items<Integer> {
    private final Deque<Item<Integer>> items;
    private final long end;
    private boolean isOpen = true;

    Told(List<Item<Integer>> items, long end) {
      this.items = new ArrayDeque<>(items);
      this.end = end;
    }

    @Override
    public boolean hasNext() {
      requireOpen();
      return !items.isEmpty();
    }

    @Override
    public Item<Integer> next() {
      requireOpen();
      between.at(Point.BEFORE_ITEM);
      Item<Integer> item = items.remove();
      if (breaksBefore.isPresent() && item.position() >= breaksBefore.getAsLong()) {
        breaksBefore = OptionalLong.empty();
        failIf(breaksWith);
        throw new IllegalStateException("connection lost before " + item.position());
      }
      return item;
    }

    private void requireOpen() {
      if (!isOpen) {
        throw new IllegalStateException("items must be open, got: closed ones");
      }
    }

    @Override
    public long end() {
      return end;
    }

    @Override
    public void close() {
      if (isOpen) {
        isOpen = false;
        openHistories--;
      }
    }
  }
}
