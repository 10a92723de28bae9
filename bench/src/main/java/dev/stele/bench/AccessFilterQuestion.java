package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atMost;
import static dev.stele.bench.Goals.Unit.MICROS;

import dev.stele.access.Checker;
import dev.stele.access.Domain;
import dev.stele.access.FactType;
import dev.stele.access.Facts;
import dev.stele.bench.AccessLineup.Asking;
import dev.stele.bench.Question.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What it costs to keep those of ten thousand rows that may be read, by a fact about each. */
final class AccessFilterQuestion implements Question {

  private static final int ROWS = 10_000;
  private static final int OPERATIONS = 50;

  /** Who asks: he is the reader of each second row. */
  private static final int PERSON = 1;

  /** Rows are their numbers, and so are those who read them. */
  private static final Domain<Integer, String, Integer, String> DOMAIN = Domain.named("rows");

  @Override
  public void answer(Setting setting) throws Exception {
    setting
        .out()
        .println("4. 10,000 rows filtered, with a fact about each. An op is a session and");
    setting.out().println("its filter; half of the rows is granted, all facts come in one batch.");
    List<Integer> rows = AccessFacts.keys(ROWS);
    long sum = sum(byHand(rows));
    AccessLineup lineup =
        new AccessLineup(setting, Rounds.Unit.MICROS, operations -> operations * sum);
    Contestant waiting =
        lineup.add(
            "stele, source on a virtual thread", OPERATIONS, () -> ours(AccessFacts.READER, rows));
    Contestant prompt =
        lineup.add("stele, prompt source", OPERATIONS, () -> ours(AccessFacts.PROMPT, rows));
    lineup.find(
        "java-dataloader, on a virtual thread",
        OPERATIONS,
        () -> each(() -> DataLoaders.filter(rows, PERSON, DataLoaders.Where.VIRTUAL_THREAD)));
    lineup.find(
        "java-dataloader, in place",
        OPERATIONS,
        () -> each(() -> DataLoaders.filter(rows, PERSON, DataLoaders.Where.IN_PLACE)));
    lineup.add("by hand: the source, then a loop", OPERATIONS, () -> each(() -> byHand(rows)));
    lineup.run();
    setting
        .goals()
        .judge(atMost(2_000, MICROS, "10,000 rows, on a virtual thread"), waiting.micros());
    setting.goals().judge(atMost(2_000, MICROS, "10,000 rows, prompt"), prompt.micros());
  }

  /** One operation. */
  @FunctionalInterface
  private interface Filter {
    List<Integer> granted();
  }

  private static Asking each(Filter filter) {
    return operations -> {
      long sum = 0;
      for (int i = 0; i < operations; i++) {
        sum += sum(filter.granted());
      }
      return sum;
    };
  }

  private static Asking ours(FactType<Integer, Integer> type, List<Integer> rows) {
    Checker<Integer, String, Integer, String> checker =
        DOMAIN
            .checker("rows")
            .add(
                DOMAIN
                    .policy("reader")
                    .fact(type, q -> q.resource(), (q, who) -> who.equals(q.subject()))
                    .allow())
            .build();
    Facts facts = AccessFacts.registry();
    return each(() -> checker.bind(facts.session(), PERSON, AccessRules.READ, "").filter(rows));
  }

  private static List<Integer> byHand(List<Integer> rows) {
    Map<Integer, Integer> readers = AccessFacts.load(rows);
    List<Integer> granted = new ArrayList<>();
    for (Integer row : rows) {
      if (readers.getOrDefault(row, -1) == PERSON) {
        granted.add(row);
      }
    }
    return granted;
  }

  private static long sum(List<Integer> rows) {
    long sum = 0;
    for (Integer row : rows) {
      sum += row;
    }
    return sum;
  }
}
