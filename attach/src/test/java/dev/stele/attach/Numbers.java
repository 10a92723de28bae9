package dev.stele.attach;

import java.util.UUID;

/** A producer of the numbers below another one: made when they are asked for, and closed then. */
record Numbers(long below) implements Producer<Long> {

  @Override
  public UUID lineage() {
    return new UUID(3, below);
  }

  @Override
  public long oldest() {
    return 0;
  }

  @Override
  public Numbering numbering() {
    return Numbering.DENSE;
  }

  @Override
  public Subscription subscribe(Inbox<Long> inbox) {
    inbox.end(new End.Closed());
    return () -> {};
  }

  @Override
  public Items<Long> history(long from) {
    return new Some(from);
  }

  private final class Some implements Items<Long> {
    private long next;

    Some(long from) {
      next = from;
    }

    @Override
    public boolean hasNext() {
      return next < below;
    }

    @Override
    public Item<Long> next() {
      return new Item<>(next, next++);
    }

    @Override
    public long end() {
      return below;
    }

    @Override
    public void close() {}
  }
}
