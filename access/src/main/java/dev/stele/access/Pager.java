package dev.stele.access;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Makes pages: looks candidates up, fetches their resources, and has them decided. */
final class Pager<S, A, R, C, I> {

  private final Bound<S, A, R, C> bound;
  private final Lookup<? super S, ? super A, ? super C, I> lookup;
  private final Hydrator<I, ? extends R> hydrator;

  Pager(
      Bound<S, A, R, C> bound,
      Lookup<? super S, ? super A, ? super C, I> lookup,
      Hydrator<I, ? extends R> hydrator) {
    this.bound = bound;
    this.lookup = lookup;
    this.hydrator = hydrator;
  }

  Page<R> page(LookupCursor from, int limit) {
    Candidates<I> candidates = candidates(from, limit);
    Map<I, ? extends R> resources = hydrate(from, candidates.ids());
    List<R> present = new ArrayList<>();
    for (I id : candidates.ids()) {
      R resource = resources.get(id);
      if (resource != null) {
        present.add(resource);
      }
    }
    List<R> granted = new ArrayList<>();
    int undecided = 0;
    List<Decision> decisions = bound.evaluate(present);
    for (int i = 0; i < present.size(); i++) {
      switch (decisions.get(i)) {
        case Decision.Granted _ -> granted.add(present.get(i));
        case Decision.Denied denied ->
            undecided += denied.cause() == Decision.Cause.INDETERMINATE ? 1 : 0;
      }
    }
    return new Page<>(
        granted,
        present.size() - granted.size() - undecided,
        undecided,
        candidates.ids().size() - present.size(),
        candidates.next());
  }

  private Candidates<I> candidates(LookupCursor from, int limit) {
    Candidates<I> candidates;
    try {
      candidates =
          Objects.requireNonNull(
              lookup.next(
                  new Lookup.Request<>(
                      bound.subject(), bound.action(), bound.context(), from, limit)),
              "candidates");
    } catch (Exception failure) {
      throw refused(from, new PagingError.LookupFailed(noted(failure)));
    }
    if (candidates.ids().size() > limit) {
      throw refused(from, new PagingError.TooMany(limit, candidates.ids().size()));
    }
    if (candidates.next().equals(Optional.of(from))) {
      throw refused(from, new PagingError.Stuck(from));
    }
    return candidates;
  }

  private Map<I, ? extends R> hydrate(LookupCursor from, List<I> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Set<I> distinct = new LinkedHashSet<>(ids);
    Map<I, ? extends R> resources;
    try {
      resources = Objects.requireNonNull(hydrator.hydrate(List.copyOf(distinct)), "resources");
    } catch (Exception failure) {
      throw refused(from, new PagingError.HydratorFailed(noted(failure)));
    }
    for (I id : resources.keySet()) {
      if (!distinct.contains(id)) {
        throw refused(from, new PagingError.UnknownId(id));
      }
    }
    return resources;
  }

  /** An interrupt is passed on as what it is for the caller: the flag. */
  private static Exception noted(Exception failure) {
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return failure;
  }

  static AccessException.Paging refused(LookupCursor from, PagingError error) {
    return new AccessException.Paging(from, error);
  }
}
