package dev.stele.process;

import dev.stele.ground.DiskException;
import dev.stele.journal.JournalException;
import dev.stele.store.StoreException;
import org.jspecify.annotations.Nullable;

/** What throwables of engines tell. */
final class Causes {

  /** Causes may go round in a circle. */
  private static final int CAUSES_MAX = 100;

  private Causes() {}

  /** What a throwable says; one that cannot even say it is named. */
  static String text(Throwable failure) {
    try {
      return failure.toString();
    } catch (RuntimeException | StackOverflowError _) {
      return failure.getClass().getName();
    }
  }

  /** What the registry and what is below it threw tells nothing of the work. */
  static boolean isInfrastructure(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
      if (cause instanceof StoreException
          || cause instanceof JournalException
          || cause instanceof DiskException
          || cause instanceof ProcessException.Closed
          || (cause instanceof RefusedException refused
              && refused.refusal() instanceof Refusal.NoRoom)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
