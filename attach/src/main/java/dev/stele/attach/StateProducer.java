package dev.stele.attach;

import java.util.UUID;

/**
 * Something that changes, item by item, and whose state can be asked for: a screen, a table. It
 * does not tell old items again; who falls behind gets the state anew.
 *
 * <p>What it must keep: an item is part of the state before it is offered to an inbox. All methods
 * are safe for any thread.
 */
public interface StateProducer<S, T> {

  /** Returns the identity of the history: another one has other positions. */
  UUID lineage();

  /** Tells whether a hole between two positions is a loss. */
  default Producer.Numbering numbering() {
    return Producer.Numbering.RISING;
  }

  /** Offers each item from now on to an inbox; see {@link Producer#subscribe}. */
  Subscription subscribe(Inbox<T> inbox);

  /** Returns the state with every item whose emission had ended before the call. */
  State<S> state();

  /**
   * A state.
   *
   * @param value what it is; never changed from now on
   * @param position behind the last item that is part of it
   */
  record State<S>(S value, long position) {}
}
