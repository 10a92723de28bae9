package dev.stele.attach;

/**
 * Somebody who is attached: first sees what there was, then each later item.
 *
 * @param <H> what a history is: {@link Items}, or a state
 * @param <T> what an item is
 */
public interface Consumer<H, T> {

  /**
   * Sees what there was; a state replaces all that was seen before. What is done here is done to a
   * view, and nothing outward: it is about the past.
   */
  void replay(H history) throws Exception;

  /** Sees an item: each once, in their order. */
  void accept(Item<T> item) throws Exception;

  /** Hears of everything else: that it has caught up, fell behind, was connected again. */
  default void notice(Received<H, T> sign) throws Exception {}
}
