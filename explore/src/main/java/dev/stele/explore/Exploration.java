package dev.stele.explore;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Runs a model under the schedules of a search until one fails or none is left. */
final class Exploration {

  /**
   * What was found.
   *
   * @param executions how many ran to their end
   * @param redundant how many were left, since nothing new could have followed
   * @param steps in all of them
   * @param tasks how many there were at most in one
   * @param conflicts the kinds of locations at which tasks met
   * @param isComplete whether the search ended by itself, without a failure
   */
  record Result(
      long executions,
      long redundant,
      long steps,
      int tasks,
      Set<String> conflicts,
      Optional<Failure> failure,
      boolean isComplete) {}

  /** An execution that failed. */
  record Failure(Finding finding, Schedule schedule) {}

  private final Execution.Body model;
  private final BackEnd backEnd;
  private final Execution.Limits limits;

  Exploration(Execution.Body model, BackEnd backEnd, Execution.Limits limits) {
    this.model = model;
    this.backEnd = backEnd;
    this.limits = limits;
  }

  /** Explores, at most a number of executions, redundant ones included. */
  Result explore(Search search, long executionsMax) {
    Set<String> conflicts = new TreeSet<>();
    long executions = 0;
    long redundant = 0;
    long steps = 0;
    int tasks = 0;
    Optional<Failure> failure = Optional.empty();
    boolean isMore = true;
    boolean isClockRead = false;
    while (isMore && failure.isEmpty() && executions + redundant < executionsMax) {
      Execution execution = new Execution(search, backEnd, limits, false, conflicts);
      if (isClockRead) {
        execution.expectClock();
      }
      execution.run(model);
      if (execution.hasMetClock()) {
        // From the beginning: until now, steps that let time pass counted as independent.
        isClockRead = true;
        search.restart();
        conflicts.clear();
        executions = 0;
        redundant = 0;
        steps = 0;
        continue;
      }
      if (execution.isRedundant()) {
        redundant++;
      } else {
        executions++;
      }
      steps += execution.trace().size();
      tasks = Math.max(tasks, execution.tasks().size());
      failure = execution.finding().map(finding -> new Failure(finding, search.schedule()));
      isMore = failure.isEmpty() && search.advance();
    }
    return new Result(
        executions, redundant, steps, tasks, conflicts, failure, failure.isEmpty() && !isMore);
  }

  /** Runs it once by a schedule, and keeps what it does for a report. */
  Execution record(Schedule schedule) {
    Execution execution = recorded(schedule, false);
    boolean hasDiverged =
        execution.finding().filter(f -> f.kind() == ExploreError.Kind.DIVERGED).isPresent();
    // Where the clock is read, waits that can time out take a step more, from the first on.
    return execution.hasMetClock() || hasDiverged ? recorded(schedule, true) : execution;
  }

  private Execution recorded(Schedule schedule, boolean isClockRead) {
    Execution execution =
        new Execution(new ReplaySearch(schedule), backEnd, limits, true, new TreeSet<>());
    if (isClockRead) {
      execution.expectClock();
    }
    execution.run(model);
    return execution;
  }
}
