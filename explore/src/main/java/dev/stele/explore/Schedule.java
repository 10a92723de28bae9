package dev.stele.explore;

import java.util.ArrayList;
import java.util.List;

/**
 * Who went on at each choice point, and with which outcome. As text, task numbers between dots; a
 * number of equal steps behind an {@code x}, an outcome behind an {@code o}: {@code 0x3.1.2o1}.
 */
record Schedule(List<Choice> choices) {

  /** More would be a mistake; they would have to be kept, too. */
  private static final int STEPS_MAX = 1_000_000;

  /** One step. */
  record Choice(int task, int outcome) {}

  Schedule {
    choices = List.copyOf(choices);
  }

  static Schedule parse(String text) {
    List<Choice> choices = new ArrayList<>();
    for (String part : text.strip().split("\\.", -1)) {
      try {
        int times = part.indexOf('x');
        String step = times < 0 ? part : part.substring(0, times);
        int outcome = step.indexOf('o');
        int task = Integer.parseInt(outcome < 0 ? step : step.substring(0, outcome));
        Choice choice =
            new Choice(task, outcome < 0 ? 0 : Integer.parseInt(step.substring(outcome + 1)));
        int count = times < 0 ? 1 : Integer.parseInt(part.substring(times + 1));
        if (task < 0
            || task >= Task.COUNT_MAX
            || choice.outcome() < 0
            || count < 1
            || count > STEPS_MAX - choices.size()) {
          throw new NumberFormatException();
        }
        for (int i = 0; i < count; i++) {
          choices.add(choice);
        }
      } catch (NumberFormatException _) {
        throw new IllegalArgumentException(
            "replay must be steps like 0x3.1.2o1, got: '" + part + "' in '" + text + "'");
      }
    }
    return new Schedule(choices);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < choices.size(); ) {
      Choice choice = choices.get(i);
      int end = i + 1;
      while (end < choices.size() && choices.get(end).equals(choice)) {
        end++;
      }
      text.append(text.isEmpty() ? "" : ".").append(choice.task());
      if (choice.outcome() > 0) {
        text.append('o').append(choice.outcome());
      }
      if (end - i > 1) {
        text.append('x').append(end - i);
      }
      i = end;
    }
    return text.toString();
  }
}
