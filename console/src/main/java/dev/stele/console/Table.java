package dev.stele.console;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Names and values, the values below one another. */
final class Table {

  private record Row(String name, String value) {}

  private final List<Row> rows = new ArrayList<>();

  Table() {}

  /** Adds a row. */
  Table row(String name, Object value) {
    rows.add(new Row(CloudEventText.printable(name), CloudEventText.printable(value.toString())));
    return this;
  }

  void print(PrintWriter out, Terminal terminal) {
    int width = rows.stream().mapToInt(row -> row.name.length()).max().orElse(0);
    for (Row row : rows) {
      String blanks = " ".repeat(width - row.name.length() + 2);
      out.println(terminal.faint(row.name) + blanks + row.value);
    }
  }
}
