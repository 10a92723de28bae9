package dev.stele.process;

import dev.stele.ground.Clock;
import java.util.Optional;

/** Finds one process in the log. */
final class Loading {

  private Loading() {}

  /**
   * Returns the process of an id as the log has it; one that is not known if there is none. Reads
   * its registration, what owners did to it, and its end: not its other events.
   */
  static Fold load(Ledger ledger, ProcessId id, Clock clock) {
    while (true) {
      Optional<Stamped> last = ledger.last(Streams.main(id));
      Optional<Stamped> lastControl = ledger.last(Streams.control(id));
      Fold fold = load(ledger, id, clock, last);
      fold.versions(version(last), version(lastControl));
      boolean isWhole =
          version(ledger.last(Streams.main(id))) == version(last)
              && version(ledger.last(Streams.control(id))) == version(lastControl);
      if (isWhole) {
        return fold; // Else somebody has written meanwhile, and it is a part of each.
      }
    }
  }

  private static long version(Optional<Stamped> last) {
    return last.map(Stamped::version).orElse(Ledger.NONE);
  }

  private static Fold load(Ledger ledger, ProcessId id, Clock clock, Optional<Stamped> last) {
    String main = Streams.main(id);
    String control = Streams.control(id);
    Fold fold = new Fold(id, clock);
    if (last.isEmpty()) {
      return fold;
    }
    Optional<Stamped> registered =
        last.get().fact().type().equals(Types.PRUNED)
            ? last
            : ledger.last(new Ledger.Where(main, Types.REGISTERED, null, 0));
    Stamped first = registered.orElseThrow();
    fold.apply(first);
    if (fold.isKnown()) {
      long from = first.position();
      try (Ledger.Facts facts = ledger.read(new Ledger.Where(control, null, null, from))) {
        while (facts.hasNext()) {
          fold.apply(facts.next());
        }
      }
      applyMain(ledger, fold, from);
      fold.head().wakeTarget().ifPresent(to -> forgetIfDeleted(ledger, fold, to, from));
    }
    return fold;
  }

  /** Applies what changes a process beyond its being there, the end last. */
  private static void applyMain(Ledger ledger, Fold fold, long from) {
    String main = Streams.main(fold.id);
    ledger
        .first(new Ledger.Where(main, EventType.CANCEL_REQUESTED, null, from))
        .ifPresent(fold::applyOutOfOrder);
    ledger
        .last(new Ledger.Where(main, null, Types.TAG_ENDED, from))
        .ifPresent(fold::applyOutOfOrder);
    ledger.last(main).ifPresent(fold::touch);
  }

  private static void forgetIfDeleted(
      Ledger ledger, Fold fold, SessionScope target, long registered) {
    String session = target.session();
    ledger
        .last(new Ledger.Where(Streams.session(session), Types.SESSION_DELETED, null, registered))
        .ifPresent(_ -> fold.forgetSession(session));
  }
}
