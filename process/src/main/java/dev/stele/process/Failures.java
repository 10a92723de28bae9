package dev.stele.process;

import dev.stele.ground.DiskException;
import dev.stele.journal.JournalException;
import dev.stele.store.StoreException;
import org.jspecify.annotations.Nullable;

/** What is known of a throwable that came out of an engine. */
final class Failures {

  /** Causes may go round in a circle. */
  private static final int CAUSES_MAX = 100;

  private Failures() {}

  /** What a throwable says; one that cannot even say it is named. */
  static String text(Throwable failure) {
    try {
      return failure.toString();
    } catch (RuntimeException | StackOverflowError _) {
      return failure.getClass().getName();
    }
  }

  /** Returns what the registry or what is below it threw, which tells nothing of the work. */
  static @Nullable RuntimeException below(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
      if (cause instanceof StoreException
          || cause instanceof JournalException
          || cause instanceof DiskException
          || cause instanceof ProcessException.Closed
          || (cause instanceof RefusedException refused
              && refused.refusal() instanceof Refusal.NoRoom)) {
        return (RuntimeException) cause;
      }
      cause = cause.getCause();
    }
    return null;
  }
}
