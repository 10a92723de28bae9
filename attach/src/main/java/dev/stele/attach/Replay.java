package dev.stele.attach;

/**
 * Sees what there was.
 *
 * @param <H> what it is
 * @param <X> what it may throw
 */
@FunctionalInterface
public interface Replay<H, X extends Exception> {

  /**
   * Sees all of it: items are read to their end. It must do nothing outward: it may be seen again.
   */
  void replay(H history) throws X;
}
