package dev.stele.explore;

import java.util.ArrayList;
import java.util.List;

/** Writes what went wrong: a headline, the tasks side by side over time, and how to replay it. */
final class Report {

  private static final int COLUMN_MAX = 60;
  private static final int COLUMNS_MAX = 4;

  /** Of an execution that never ends, the beginning and the end tell enough. */
  private static final int FIRST_ROWS = 40;

  private static final int LAST_ROWS = 60;

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
    lines.addAll(table(execution, finding.marks()));
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

  /**
   * A row of the table.
   *
   * @param number that of the step; empty if it is none
   */
  private record Row(String number, Task task, String text, Site site) {}

  private static List<Row> rows(Execution execution, List<Finding.Mark> marks) {
    List<Row> rows = new ArrayList<>();
    mark(0, execution, marks, rows);
    for (Event event : execution.trace()) {
      if (!event.op.verb.equals("begin")) {
        rows.add(new Row(String.valueOf(event.number), event.task, cell(event), event.op.site));
      }
      mark(event.number, execution, marks, rows);
    }
    return rows;
  }

  private static void mark(
      int step, Execution execution, List<Finding.Mark> marks, List<Row> rows) {
    for (Finding.Mark mark : marks) {
      if (mark.step() == step) {
        rows.add(new Row("", execution.tasks().get(mark.task()), mark.text(), mark.site()));
      }
    }
  }

  private static List<String> table(Execution execution, List<Finding.Mark> marks) {
    List<Task> tasks = execution.tasks();
    List<Row> rows = rows(execution, marks);
    int left = rows.size() - FIRST_ROWS - LAST_ROWS;
    if (left > 0) {
      rows.subList(FIRST_ROWS, FIRST_ROWS + left).clear();
    }
    boolean isWide = tasks.size() <= COLUMNS_MAX;
    int[] widths = new int[tasks.size()];
    for (Task task : tasks) {
      widths[task.id] = task.name.length();
    }
    int narrow = 0;
    for (Row row : rows) {
      int width = Math.min(COLUMN_MAX, row.text().length());
      widths[row.task().id] = Math.max(widths[row.task().id], width);
      narrow = Math.max(narrow, width);
    }
    int named = tasks.stream().mapToInt(task -> task.name.length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    if (isWide) {
      StringBuilder head = new StringBuilder("  step  ");
      for (Task task : tasks) {
        head.append(padded(task.name, widths[task.id])).append("  ");
      }
      lines.add(head.toString().stripTrailing());
    }
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      if (left > 0 && i == FIRST_ROWS) {
        lines.add("        … %,d rows are left out".formatted(left));
      }
      StringBuilder line = new StringBuilder("%6s  ".formatted(row.number()));
      if (isWide) {
        for (Task task : tasks) {
          line.append(padded(task == row.task() ? row.text() : "", widths[task.id])).append("  ");
        }
      } else {
        line.append(padded(row.task().name, named)).append("  ");
        line.append(padded(row.text(), narrow)).append("  ");
      }
      if (!row.site().equals(Site.NONE)) {
        line.append(row.site());
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static String cell(Event event) {
    String done = event.op.text() + event.given;
    return event.value.isEmpty() ? done : done + " = " + event.value;
  }

  private static String padded(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }
}
