package dev.stele.process;

import dev.stele.journal.Digest;
import dev.stele.journal.Position;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a process at a moment; its input and its types are in {@link
 * ProcessReader#registration}.
 *
 * @param registered where its registration stands in the log
 * @param firstVersion of its registration in its stream; sequences count from there
 * @param hash of its registration, SHA-256
 * @param status how far it is
 * @param waiting for what, if it is; an ended one waits for nothing
 * @param started that it was begun
 * @param attempts how many attempts have begun
 * @param attempted when the last one began
 * @param cancelRequested since when somebody wants it to end
 * @param abandonRequested that somebody wants it given up
 * @param external what it is called elsewhere
 * @param sequence of its last event, 0 if it has none
 * @param created when it was registered
 * @param updated when it last changed
 * @param changed where its last change stands in the log
 */
public record ProcessRecord(
    ProcessId id,
    Position registered,
    long firstVersion,
    Digest hash,
    String kind,
    Disposition disposition,
    Optional<String> environment,
    Originator originator,
    Optional<String> causedBy,
    Optional<SessionScope> wakeTarget,
    Optional<String> label,
    RetryPolicy retry,
    Optional<Instant> notBefore,
    int priority,
    ProcessStatus status,
    Optional<Waiting> waiting,
    Optional<Started> started,
    int attempts,
    Optional<Instant> attempted,
    Optional<Instant> cancelRequested,
    Optional<AbandonRequest> abandonRequested,
    Optional<ExternalRef> external,
    long sequence,
    Instant created,
    Instant updated,
    Position changed) {

  /** Returns what it ended in; empty if it runs. */
  public Optional<ProcessOutcome> outcome() {
    return status instanceof ProcessStatus.Ended ended
        ? Optional.of(ended.outcome())
        : Optional.empty();
  }

  /** Tells whether it has ended. */
  public boolean hasEnded() {
    return status instanceof ProcessStatus.Ended;
  }
}
