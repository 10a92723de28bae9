package dev.stele.access;

import java.util.List;
import java.util.Optional;

/**
 * What of one page of candidates may be done.
 *
 * <p>Each candidate is counted once: granted, denied, undecided or vanished. A page may be empty
 * though more come.
 *
 * @param granted the resources to which it may be done, in the lookup's order
 * @param denied how many candidates are denied, whatever else were known
 * @param undecided how many are denied only because a policy that matters could not tell: the list
 *     may be short of them
 * @param vanished how many candidates had no resource any more
 * @param next where the next page begins; empty if this was the last
 */
public record Page<R>(
    List<R> granted, int denied, int undecided, int vanished, Optional<LookupCursor> next) {

  /** Keeps a copy of the list. */
  public Page {
    granted = List.copyOf(granted);
  }

  /** Returns how many candidates it was made of. */
  public int candidates() {
    return granted.size() + denied + undecided + vanished;
  }
}
