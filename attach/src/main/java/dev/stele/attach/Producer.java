package dev.stele.attach;

import java.util.OptionalLong;
import java.util.UUID;

/**
 * Something that emits items in one order, and can tell those of before again.
 *
 * <p>What it must keep: an item is part of the history before it is offered to an inbox. Whoever
 * subscribes and asks for the history afterwards then has each item in one of them, or in both, and
 * an attach trims what is in both by its position. All methods are safe for any thread.
 */
public interface Producer<T> {

  /** Returns the identity of the history: another one has other positions. */
  UUID lineage();

  /** Returns the position of the oldest item that it can still tell; 0 if it tells all. */
  long oldest();

  /**
   * Returns the position behind what was emitted; empty if it cannot tell. A cursor that lies
   * behind it is of a history that has lost its tail, whose positions now belong to others.
   */
  default OptionalLong end() {
    return OptionalLong.empty();
  }

  /** Tells whether a hole between two positions is a loss. */
  default Numbering numbering() {
    return Numbering.RISING;
  }

  /**
   * Offers each item from now on to an inbox: each one whose emission begins after this has
   * returned, and perhaps some before.
   *
   * @return what ends it
   */
  Subscription subscribe(Inbox<T> inbox);

  /**
   * Returns the items from a position on: at least all whose emission had ended before the call.
   *
   * @param from where to begin; not before {@link #oldest}
   * @throws AttachException.Forgotten if items from there on are no longer known
   * @throws AttachException.Replaced if this is another history now; so may the items that are
   *     returned. The attach ends then, with {@link End.Replaced}
   */
  Items<T> history(long from);

  /** How positions follow each other. */
  enum Numbering {
    /** Each is one more than that before it: a hole is a loss. */
    DENSE,
    /** Each is more than that before it: items between may belong to others. */
    RISING
  }
}
