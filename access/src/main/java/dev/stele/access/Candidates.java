package dev.stele.access;

import java.util.List;
import java.util.Optional;

/**
 * A page of candidates.
 *
 * @param ids which, in order; one that stands there twice is decided and given out twice
 * @param next where the next page begins; empty if this was the last
 */
public record Candidates<I>(List<I> ids, Optional<LookupCursor> next) {

  /** Keeps a copy of the ids, none of which may be null. */
  public Candidates {
    ids = List.copyOf(ids);
  }

  /** Returns a page behind which another comes. */
  public static <I> Candidates<I> of(List<I> ids, LookupCursor next) {
    return new Candidates<>(ids, Optional.of(next));
  }

  /** Returns the last page. */
  public static <I> Candidates<I> last(List<I> ids) {
    return new Candidates<>(ids, Optional.empty());
  }
}
