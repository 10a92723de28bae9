package dev.stele.explore;

import java.util.ArrayList;
import java.util.List;

/** Writes what went wrong: a headline, the tasks side by side over time, and how to replay it. */
final class Report {

  private static final int COLUMN_MAX = 44;
  private static final int COLUMNS_MAX = 4;

  private Report() {}

  /**
   * Writes one.
   *
   * @param how how the schedule was found: one line
   */
  static String text(Finding finding, Execution execution, Schedule schedule, String how) {
    List<String> lines = new ArrayList<>();
    lines.add(finding.headline());
    finding.details().forEach(detail -> lines.add("  " + detail));
    lines.add("");
    lines.addAll(table(execution));
    lines.add("");
    lines.add(how);
    if (!schedule.choices().isEmpty()) {
      lines.add(
          "replay: @Replay(\""
              + schedule
              + "\") or -D"
              + Explorer.REPLAY_PROPERTY
              + "="
              + schedule);
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static List<String> table(Execution execution) {
    List<Task> tasks = execution.tasks();
    List<Event> shown =
        execution.trace().stream().filter(event -> !event.op.verb.equals("begin")).toList();
    boolean isWide = tasks.size() <= COLUMNS_MAX;
    int[] widths = new int[tasks.size()];
    for (Task task : tasks) {
      widths[task.id] = task.name.length();
    }
    for (Event event : shown) {
      int column = event.task.id;
      widths[column] = Math.max(widths[column], Math.min(COLUMN_MAX, cell(event).length()));
    }
    List<String> lines = new ArrayList<>();
    if (isWide) {
      StringBuilder head = new StringBuilder("  step  ");
      for (Task task : tasks) {
        head.append(padded(task.name, widths[task.id])).append("  ");
      }
      lines.add(head.toString().stripTrailing());
    }
    for (Event event : shown) {
      StringBuilder line = new StringBuilder("%6d  ".formatted(event.number));
      if (isWide) {
        for (Task task : tasks) {
          String text = task == event.task ? cell(event) : "";
          line.append(padded(text, widths[task.id])).append("  ");
        }
      } else {
        line.append(padded(event.task.name, 10))
            .append(padded(cell(event), COLUMN_MAX))
            .append("  ");
      }
      if (!event.op.site.equals(Site.NONE)) {
        line.append(event.op.site);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static String cell(Event event) {
    return event.value.isEmpty() ? event.op.text() : event.op.text() + " = " + event.value;
  }

  private static String padded(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }
}
