package dev.stele.access;

/**
 * Names, page by page, the candidates of a list: all resources that any policy might grant, and
 * perhaps more.
 *
 * <p>What it does not name is not found, and nobody can tell: a lookup must name a superset of what
 * the policies grant, and must be changed when they are. Each page is then decided by the policies,
 * so that what it names too much does no harm but takes time. Pages must come to an end, and no
 * cursor may come again on the way.
 *
 * @param <S> the type of subjects
 * @param <A> the type of actions
 * @param <C> the type of contexts
 * @param <I> the type of ids, with {@code equals} and {@code hashCode}
 */
@FunctionalInterface
public interface Lookup<S, A, C, I> {

  /**
   * Returns the next candidates, in the lookup's own order. They may be none though more come.
   *
   * @throws Exception if it cannot; the page is then refused as a whole
   */
  Candidates<I> next(Request<S, A, C> request) throws Exception;

  /**
   * Asks for a page.
   *
   * @param subject who wants to do it
   * @param action what he wants to do
   * @param context under which circumstances
   * @param from the cursor behind the page before; the start for the first
   * @param limit how many candidates it may name, at least 1
   */
  record Request<S, A, C>(S subject, A action, C context, LookupCursor from, int limit) {}
}
