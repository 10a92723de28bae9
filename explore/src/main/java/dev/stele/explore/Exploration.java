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
    while (isMore && failure.isEmpty() && executions + redundant < executionsMax) {
      Execution execution = new Execution(search, backEnd, limits, false, conflicts);
      execution.run(model);
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
    Execution execution =
        new Execution(new ReplaySearch(schedule), backEnd, limits, true, new TreeSet<>());
    execution.run(model);
    return execution;
  }
}
