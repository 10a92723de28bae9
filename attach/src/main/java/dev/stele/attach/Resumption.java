package dev.stele.attach;

/** What becomes of going on at a cursor. Never a silent start from the beginning. */
public sealed interface Resumption<T> {

  /**
   * It goes on there.
   *
   * @param attach that has not begun yet
   */
  record Resumed<T>(Spawned<Items<T>, T> attach) implements Resumption<T> {}

  /** The cursor is of another history: positions mean something else there. */
  record Foreign<T>(Cursor cursor, java.util.UUID lineage) implements Resumption<T> {}

  /** The producer no longer knows what came behind the cursor. */
  record TooOld<T>(Cursor cursor, long oldest) implements Resumption<T> {}

  /**
   * The cursor lies behind everything that the producer has emitted: of the same history, but with
   * a tail that is no longer there, as after a return to an older copy. What comes at the positions
   * before it is perhaps not what was seen.
   *
   * @param end behind the last item that is there
   */
  record Ahead<T>(Cursor cursor, long end) implements Resumption<T> {}

  /** Returns the attach, for those who expect no refusal. */
  default Spawned<Items<T>, T> orThrow() {
    return switch (this) {
      case Resumed<T>(Spawned<Items<T>, T> attach) -> attach;
      case Foreign<T>(Cursor cursor, java.util.UUID lineage) ->
          throw new IllegalStateException(
              "cursor must be of lineage " + lineage + ", got: " + cursor);
      case TooOld<T>(Cursor cursor, long oldest) ->
          throw new IllegalStateException(
              "cursor must be at " + oldest + " or behind it, got: " + cursor);
      case Ahead<T>(Cursor cursor, long end) ->
          throw new IllegalStateException(
              "cursor must be at " + end + " or before it, got: " + cursor);
    };
  }
}
