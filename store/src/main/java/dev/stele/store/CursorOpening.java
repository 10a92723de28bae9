package dev.stele.store;

import java.util.UUID;

/** What became of the opening of a durable cursor. */
public sealed interface CursorOpening {

  /** It is open. */
  record Opened(StoreCursor cursor) implements CursorOpening {}

  /** Its place was saved for another region; nothing was changed. */
  record OtherRegion(String name, String savedFor) implements CursorOpening {}

  /** Its place was saved in another history; nothing was changed. */
  record OtherLineage(String name, UUID savedIn) implements CursorOpening {}

  /** It is open already. */
  record InUse(String name) implements CursorOpening {}

  /**
   * Returns the cursor, for callers who do not expect a refusal.
   *
   * @throws IllegalStateException if it was refused
   */
  default StoreCursor orThrow() {
    return switch (this) {
      case Opened opened -> opened.cursor;
      case OtherRegion _, OtherLineage _, InUse _ ->
          throw new IllegalStateException("cursor was refused: " + this);
    };
  }
}
