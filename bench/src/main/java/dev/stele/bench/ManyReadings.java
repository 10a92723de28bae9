package dev.stele.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;

/**
 * Rounds that are done once and read several ways: each reading is a row of the table.
 *
 * @param <T> what one operation finds
 */
final class ManyReadings<T> {

  private final Callable<T> operation;
  private final List<List<T>> rounds = new ArrayList<>();

  ManyReadings(Callable<T> operation) {
    this.operation = operation;
  }

  /**
   * Adds a row.
   *
   * @param share which of a round's figures counts: 0.5 is their median, 1 the highest
   * @param nanos the figure of one operation
   */
  Contestant add(Rounds table, String name, double share, ToLongFunction<T> nanos) {
    int[] next = new int[1];
    return table.add(
        name,
        operations -> {
          long[] figures =
              round(next[0]++, operations).stream().mapToLong(nanos).sorted().toArray();
          long figure = figures[(int) (share * (figures.length - 1))];
          return new Contestant.Sample(figure / 1e3, 0, 1);
        });
  }

  /** Returns a round's findings; whoever is first asked for it does it. */
  private List<T> round(int number, int operations) throws Exception {
    if (number == rounds.size()) {
      List<T> all = new ArrayList<>(operations);
      for (int i = 0; i < operations; i++) {
        all.add(operation.call());
      }
      rounds.add(all);
    }
    return rounds.get(number);
  }
}
