package dev.stele.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A ledger that a test makes trouble in. */
final class TroubledLedger extends ForwardingLedger {

  /** What it fails with. */
  static final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Trouble(String message) {
      super(message);
    }
  }

  private boolean isUnknown;
  private int readsLeft = Integer.MAX_VALUE;
  private Runnable beforeRead = () -> {};
  private Runnable beforeWrite = () -> {};

  TroubledLedger(Ledger delegate) {
    super(delegate);
  }

  /** Lets writes be done and fail from now on, as those do of which nobody knows. */
  void unknown(boolean whether) {
    isUnknown = whether;
  }

  /** Lets reading fail after so many facts. */
  void failingAfter(int facts) {
    readsLeft = facts;
  }

  void honest() {
    readsLeft = Integer.MAX_VALUE;
    isUnknown = false;
  }

  /** Does something before the next reading forward begins. */
  void beforeRead(Runnable action) {
    beforeRead = action;
  }

  /** Does something before the next write. */
  void beforeWrite(Runnable action) {
    beforeWrite = action;
  }

  @Override
  public Written write(List<Fact> facts, Map<String, Long> expected, Optional<String> unlessTag) {
    Runnable before = beforeWrite;
    beforeWrite = () -> {};
    before.run();
    Written written = super.write(facts, expected, unlessTag);
    if (isUnknown) {
      throw new Trouble("nobody knows whether it was written");
    }
    return written;
  }

  @Override
  public Facts read(Where where) {
    Runnable before = beforeRead;
    beforeRead = () -> {};
    before.run();
    Facts facts = super.read(where);
    return new Facts() {
      @Override
      public boolean hasNext() {
        return facts.hasNext();
      }

      @Override
      public Stamped next() {
        if (readsLeft == 0) {
          throw new Trouble("the disk has failed");
        }
        readsLeft--;
        return facts.next();
      }

      @Override
      public void close() {
        facts.close();
      }
    };
  }
}
