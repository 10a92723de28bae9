package dev.stele.process;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the facts that are read one by one. */
final class CountingLedger extends ForwardingLedger {

  private final AtomicInteger read;

  CountingLedger(Ledger delegate, AtomicInteger read) {
    super(delegate);
    this.read = read;
  }

  private Facts counted(Facts facts) {
    return new Facts() {
      @Override
      public boolean hasNext() {
        return facts.hasNext();
      }

      @Override
      public Stamped next() {
        read.incrementAndGet();
        return facts.next();
      }

      @Override
      public void close() {
        facts.close();
      }
    };
  }

  @Override
  public Facts read(Where where) {
    return counted(super.read(where));
  }

  @Override
  public Facts readBackward(Where where) {
    return counted(super.readBackward(where));
  }

  @Override
  public Facts readStream(String stream, long fromVersion) {
    return counted(super.readStream(stream, fromVersion));
  }
}
