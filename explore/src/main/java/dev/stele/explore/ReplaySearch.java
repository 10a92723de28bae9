package dev.stele.explore;

import java.util.List;

/** One execution, by a schedule. Behind its end, the last task goes on as long as it can. */
final class ReplaySearch extends Search {

  private final List<Schedule.Choice> choices;
  private int depth;

  ReplaySearch(Schedule schedule) {
    this.choices = schedule.choices();
  }

  @Override
  void begin() {
    depth = 0;
  }

  @Override
  int choose(Execution execution, long enabled) {
    if (depth == choices.size()) {
      throw new Divergence("steps of the schedule", choices.size(), depth + 1L);
    }
    int task = choices.get(depth++).task();
    if ((enabled >>> task & 1) == 0) {
      throw new Divergence("the task that goes on, of those that can", 1L << task, enabled);
    }
    return task;
  }

  @Override
  void took(Event event, Execution execution) {
    // The schedule is given.
  }

  @Override
  int outcome(int count) {
    int outcome = choices.get(depth - 1).outcome();
    if (outcome >= count) {
      throw new Divergence("outcomes of a step", outcome, count);
    }
    return outcome;
  }

  @Override
  boolean advance() {
    return false;
  }

  @Override
  Schedule schedule() {
    return new Schedule(choices.subList(0, depth));
  }
}
