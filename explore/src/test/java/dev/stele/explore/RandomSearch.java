package dev.stele.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Schedules by the dice, one as likely as another at each step. Never done. */
final class RandomSearch extends Search {

  private final Random random;
  private final List<Schedule.Choice> choices = new ArrayList<>();

  RandomSearch(long seed) {
    this.random = new Random(seed);
  }

  @Override
  void begin() {
    choices.clear();
  }

  @Override
  int choose(Execution execution, long enabled) {
    long left = enabled;
    for (int skipped = random.nextInt(Long.bitCount(enabled)); skipped > 0; skipped--) {
      left &= left - 1;
    }
    int task = Long.numberOfTrailingZeros(left);
    choices.add(new Schedule.Choice(task, 0));
    return task;
  }

  @Override
  void took(Event event, Execution execution) {
    // Nothing is learnt.
  }

  @Override
  int outcome(int count) {
    int outcome = random.nextInt(count);
    choices.add(new Schedule.Choice(choices.removeLast().task(), outcome));
    return outcome;
  }

  @Override
  boolean advance() {
    return true;
  }

  @Override
  Schedule schedule() {
    return new Schedule(choices);
  }
}
