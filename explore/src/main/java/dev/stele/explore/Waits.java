package dev.stele.explore;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Waits for a location to be in a state, for all that is no lock and has no wait set. */
final class Waits {

  private Waits() {}

  /** What is waited for. */
  record Goal(
      String verb,
      Location location,
      boolean isWriting,
      LongPredicate isReached,
      boolean isInterruptFirst) {

    Goal(String verb, Location location, boolean isWriting, LongPredicate isReached) {
      this(verb, location, isWriting, isReached, true);
    }

    /** The same for those who look for an interrupt only if they have to wait. */
    Goal evenIfInterrupted() {
      return new Goal(verb, location, isWriting, isReached, false);
    }
  }

  /** Nobody in particular has to go on first. */
  static final Holders NOBODY = Optional::empty;

  /** Who has to go on before a wait can end. */
  @FunctionalInterface
  interface Holders {
    Optional<Task> holder();
  }

  /** Waits; false if the time was up before. Mostly, as the JDK's, looks for an interrupt first. */
  static boolean until(Goal goal, Patience patience, Holders holders, Site site)
      throws InterruptedException {
    Execution execution = Execution.current();
    Task self = execution.running();
    self.spin.reset();
    boolean isTimed = patience.timeoutNanos() > 0;
    long deadline = isTimed ? Time.deadline(patience.timeoutNanos(), site) : 0;
    Location location = goal.location();
    Location[] locations =
        patience.isInterruptible()
            ? new Location[] {location, self.signals}
            : new Location[] {location};
    execution.visible(
        new Awaiting(
            goal,
            patience,
            holders,
            self.signals,
            site,
            isTimed ? Time.touched(locations) : locations));
    boolean isReached = goal.isReached().test(location.word());
    if (patience.isInterruptible() && (goal.isInterruptFirst() || !isReached)) {
      Signals.throwIfInterrupted(self);
    }
    if (!isReached && isTimed) {
      Time.pass(deadline);
    }
    if (patience.isTimed()) {
      execution.note(isReached);
    }
    return isReached;
  }

  static void untilInterrupted(Goal goal, Holders holders, Site site) throws InterruptedException {
    until(goal, Patience.UNTIL_INTERRUPTED, holders, site);
  }

  static boolean until(Goal goal, long timeout, TimeUnit unit, Holders holders, Site site)
      throws InterruptedException {
    return until(goal, Patience.of(unit.toNanos(timeout)), holders, site);
  }

  /** Waits whatever happens: an interrupt stays for later. */
  static void uninterruptibly(Goal goal, Holders holders, Site site) {
    try {
      until(goal, Patience.ENDLESS, holders, site);
    } catch (InterruptedException e) {
      throw new IllegalStateException("this wait cannot be interrupted", e);
    }
  }

  private static final class Awaiting extends Signals.Waiting {
    private final Goal goal;
    private final boolean isTimed;
    private final Holders holders;

    Awaiting(
        Goal goal,
        Patience patience,
        Holders holders,
        Location signals,
        Site site,
        Location... locations) {
      super(
          goal.verb(),
          site,
          goal.isWriting() ? ~0 : ~1,
          patience.isInterruptible(),
          signals,
          locations);
      this.goal = goal;
      this.isTimed = patience.isTimed();
      this.holders = holders;
    }

    @Override
    boolean isReady(@Nullable Location at, long before) {
      return isTimed || goal.isReached().test(word(goal.location(), at, before));
    }

    @Override
    boolean isWaiting() {
      return false;
    }

    @Override
    Optional<Task> blocker() {
      return holders.holder();
    }
  }
}
