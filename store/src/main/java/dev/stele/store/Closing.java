package dev.stele.store;

import dev.stele.ground.DiskException;
import dev.stele.index.IndexException;
import dev.stele.journal.JournalException;
import java.util.Optional;

/** What is done before the parts of a store are closed. */
final class Closing {

  /** Fewer are indexed anew faster, at the next opening, than a file of them is written now. */
  private static final long POSITIONS_MIN = 8_192;

  private Closing() {}

  /**
   * Saves what of the index is only in memory, if that is much.
   *
   * @return why it could not be saved
   */
  static Optional<RuntimeException> saveIndex(Openings.Writable open) {
    try {
      open.journal().sync();
      if (open.engine().index.statistics().memoryPositions() >= POSITIONS_MIN) {
        open.engine().index.durable(open.journal().head().value());
        open.engine().index.flush();
      }
      return Optional.empty();
    } catch (IndexException | DiskException e) {
      return Optional.of(e);
    } catch (JournalException _) {
      return Optional.empty(); // Closing the journal tells it.
    }
  }
}
