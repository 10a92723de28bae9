package dev.stele.process;

import java.time.Instant;
import java.util.Optional;

/**
 * Which processes somebody wants to see. Immutable; the methods return changed copies.
 *
 * @param states which of them
 * @param waiting whether it waits for something, if that matters
 * @param originator {@link Originator#key}
 * @param causedBy what led to it
 * @param from registered at this time or later
 * @param until registered before this time
 */
public record Filter(
    States states,
    Optional<Boolean> waiting,
    Optional<String> originator,
    Optional<String> kind,
    Optional<String> label,
    Optional<String> causedBy,
    Optional<Instant> from,
    Optional<Instant> until) {

  /** How far processes are. */
  public enum States {
    /** Those that run. */
    RUNNING,
    /** Those that ended with a value. */
    COMPLETED,
    /** Those that failed. */
    FAILED,
    /** Those that ended because they were asked to. */
    CANCELLED,
    /** Those that were given up. */
    ABANDONED,
    /** Those that ended, however. */
    ENDED,
    /** All. */
    ANY
  }

  /** Returns the filter that all processes of some states pass. */
  public static Filter of(States states) {
    return new Filter(
        states,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Returns the filter that all processes pass that run. */
  public static Filter running() {
    return of(States.RUNNING);
  }

  /** Returns the filter that all processes pass. */
  public static Filter any() {
    return of(States.ANY);
  }

  /** Returns those that wait for something, or do not. */
  public Filter waiting(boolean whether) {
    return new Filter(states, Optional.of(whether), originator, kind, label, causedBy, from, until);
  }

  /** Returns those of somebody. */
  public Filter originator(Originator of) {
    return new Filter(states, waiting, Optional.of(of.key()), kind, label, causedBy, from, until);
  }

  /** Returns those of a kind. */
  public Filter kind(String of) {
    return new Filter(states, waiting, originator, Optional.of(of), label, causedBy, from, until);
  }

  /** Returns those with a label. */
  public Filter label(String with) {
    return new Filter(states, waiting, originator, kind, Optional.of(with), causedBy, from, until);
  }

  /** Returns those that something led to. */
  public Filter causedBy(String cause) {
    return new Filter(states, waiting, originator, kind, label, Optional.of(cause), from, until);
  }

  /** Returns those that were registered in a time, whose end is no part of it. */
  public Filter registered(Instant since, Instant before) {
    return new Filter(
        states,
        waiting,
        originator,
        kind,
        label,
        causedBy,
        Optional.of(since),
        Optional.of(before));
  }

  /** Tells whether a process passes. */
  public boolean has(ProcessRecord record) {
    return hasState(record.status())
        && waiting.map(is -> is == record.waiting().isPresent()).orElse(true)
        && originator.map(record.originator().key()::equals).orElse(true)
        && kind.map(record.kind()::equals).orElse(true)
        && (label.isEmpty() || label.equals(record.label()))
        && (causedBy.isEmpty() || causedBy.equals(record.causedBy()))
        && from.map(time -> !record.created().isBefore(time)).orElse(true)
        && until.map(record.created()::isBefore).orElse(true);
  }

  private boolean hasState(ProcessStatus status) {
    return switch (status) {
      case ProcessStatus.Running _ -> states == States.RUNNING || states == States.ANY;
      case ProcessStatus.Ended(ProcessOutcome outcome, long _, Instant _) ->
          switch (states) {
            case ANY, ENDED -> true;
            case RUNNING -> false;
            case COMPLETED -> outcome instanceof ProcessOutcome.Succeeded;
            case FAILED -> outcome instanceof ProcessOutcome.Failed;
            case CANCELLED -> outcome instanceof ProcessOutcome.Cancelled;
            case ABANDONED -> outcome instanceof ProcessOutcome.Abandoned;
          };
    };
  }
}
