package dev.stele.process;

import dev.stele.attach.Cursor;
import java.util.List;

/** A page of the change feed. */
public sealed interface Changes {

  /**
   * Processes in the order of their last change, each as it is now.
   *
   * @param next where the next page begins
   */
  record Page(List<ProcessRecord> records, Cursor next) implements Changes {

    /** Copies the list. */
    public Page {
      records = List.copyOf(records);
    }
  }

  /** The cursor is of another history. */
  record Foreign(Cursor cursor) implements Changes {}
}
