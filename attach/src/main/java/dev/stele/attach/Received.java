package dev.stele.attach;

/**
 * What an attach that is live gives: an item, or a sign.
 *
 * @param <H> what its history is
 * @param <T> what its items are
 */
public sealed interface Received<H, T> {

  /** The next item: after all before it, and once. */
  record Got<H, T>(Item<T> item) implements Received<H, T> {}

  /**
   * Everything that had been emitted when it last looked was seen; what comes now is new.
   *
   * @param position behind what was seen
   */
  record CaughtUp<H, T>(long position) implements Received<H, T> {}

  /**
   * It did not keep up, and goes back to the history: items follow in their order, none is missing;
   * or a state follows, as {@link Resynced}.
   *
   * @param position of the next item that was not seen
   */
  record FellBehind<H, T>(long position) implements Received<H, T> {}

  /** The state, anew, in place of all that was seen. Only where the history is a state. */
  record Resynced<H, T>(H state) implements Received<H, T> {}

  /**
   * Items had been missing, and were fetched from the history: they were given before this.
   *
   * @param from the first that had been missing
   * @param end behind the last
   */
  record GapHealed<H, T>(long from, long end) implements Received<H, T> {}

  /**
   * The producer failed and was subscribed to again; the items go on where they were.
   *
   * @param attempts how many it took
   */
  record Reconnected<H, T>(int attempts) implements Received<H, T> {}

  /** Nothing more comes: the last that is given, from then on again and again. */
  record Ended<H, T>(End why) implements Received<H, T> {}
}
