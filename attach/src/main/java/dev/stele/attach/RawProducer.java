package dev.stele.attach;

/**
 * A producer that does not number its items. An attach cannot tell then what is in the state
 * already: an item that was emitted while the attach began is perhaps in the state and comes again.
 * Nothing else is seen twice, and nothing is lost. There is no cursor; positions are those of
 * arrival.
 */
public interface RawProducer<S, T> {

  /**
   * Offers each item from now on to an inbox, with a position that rises: by {@link
   * Inbox#offerNext}.
   */
  Subscription subscribe(Inbox<T> inbox);

  /** Returns the state with every item whose emission had ended before the call. */
  S state();
}
