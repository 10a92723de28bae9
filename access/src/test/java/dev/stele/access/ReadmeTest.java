package dev.stele.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** The tables of this room's page are what the code does. */
class ReadmeTest {

  private static final Map<Character, Verdict> LETTERS =
      Map.of('G', Verdict.GRANT, 'A', Verdict.ABSTAIN, 'V', Verdict.VETO);

  @Test
  void eachEntryOfTheTablesIsWhatTheOperatorSays() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("README.md"));
    Map<String, BinaryOperator<Verdicts>> operators =
        Map.of("and", Verdicts::and, "or", Verdicts::or, "then", Verdicts::then);
    int entries = 0;
    for (int i = 0; i < lines.size(); i++) {
      List<String> head = cells(lines.get(i));
      BinaryOperator<Verdicts> operator = head.isEmpty() ? null : operators.get(head.getFirst());
      if (operator == null) {
        continue;
      }
      for (String line : lines.subList(i + 2, i + 9)) {
        List<String> row = cells(line);
        for (int column = 1; column <= 7; column++) {
          assertThat(operator.apply(verdicts(row.getFirst()), verdicts(head.get(column))))
              .as("%s %s %s", row.getFirst(), head.getFirst(), head.get(column))
              .isSameAs(verdicts(row.get(column)));
          entries++;
        }
      }
    }
    assertThat(entries).isEqualTo(3 * 49);
  }

  @Test
  void eachEntryOfTheTableOfNegationIsWhatItSays() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("README.md"));
    int at = 0;
    while (!lines.get(at).startsWith("| **not**")) {
      at++;
    }
    List<String> head = cells(lines.get(at - 2));
    List<String> row = cells(lines.get(at));
    for (int column = 1; column <= 7; column++) {
      assertThat(verdicts(head.get(column)).negated()).isSameAs(verdicts(row.get(column)));
    }
  }

  private static List<String> cells(String line) {
    if (!line.startsWith("|")) {
      return List.of();
    }
    List<String> cells = new ArrayList<>();
    for (String cell : line.substring(1, line.length() - 1).split("\\|", -1)) {
      cells.add(cell.replace("*", "").strip());
    }
    return cells;
  }

  private static Verdicts verdicts(String letters) {
    List<Verdict> all =
        letters.chars().mapToObj(one -> Objects.requireNonNull(LETTERS.get((char) one))).toList();
    return Verdicts.of(all.getFirst(), all.toArray(new Verdict[0]));
  }
}
