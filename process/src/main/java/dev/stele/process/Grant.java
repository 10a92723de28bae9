package dev.stele.process;

import java.util.Optional;

/** That a session may address a process; one for each pair. It keeps nothing alive. */
public record Grant(
    SessionScope scope, ProcessId process, Optional<String> kind, Optional<String> label) {

  /** Returns a grant without a description. */
  public static Grant of(SessionScope scope, ProcessId process) {
    return new Grant(scope, process, Optional.empty(), Optional.empty());
  }
}
