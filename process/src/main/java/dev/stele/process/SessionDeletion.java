package dev.stele.process;

import java.util.List;

/**
 * What became of a session's processes when it was deleted. None was ended.
 *
 * @param revoked how many grants it had
 * @param orphaned processes that run and that nobody may address any more
 * @param preserved processes that run and that somebody else may address
 */
public record SessionDeletion(int revoked, List<ProcessId> orphaned, List<ProcessId> preserved) {

  /** Copies the lists. */
  public SessionDeletion {
    orphaned = List.copyOf(orphaned);
    preserved = List.copyOf(preserved);
  }
}
