package dev.stele.attach;

/**
 * Sees what there was in one of several sources.
 *
 * @param <H> what it is
 * @param <X> what it may throw
 */
@FunctionalInterface
public interface MergedReplay<H, X extends Exception> {

  /** Sees all of it: items are read to their end. See {@link Replay}. */
  void replay(String source, H history) throws X;
}
