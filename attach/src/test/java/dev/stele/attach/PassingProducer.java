package dev.stele.attach;

import java.util.UUID;

/** Passes everything on: what differs is overridden. */
class PassingProducer<T> implements Producer<T> {

  private final Producer<T> inner;

  PassingProducer(Producer<T> inner) {
    this.inner = inner;
  }

  @Override
  public UUID lineage() {
    return inner.lineage();
  }

  @Override
  public long oldest() {
    return inner.oldest();
  }

  @Override
  public Numbering numbering() {
    return inner.numbering();
  }

  @Override
  public Subscription subscribe(Inbox<T> inbox) {
    return inner.subscribe(inbox);
  }

  @Override
  public Items<T> history(long from) {
    return inner.history(from);
  }
}
