package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atMost;
import static dev.stele.bench.Goals.Unit.MICROS;

import dev.stele.access.Fact;
import dev.stele.access.FactType;
import dev.stele.access.Facts;
import dev.stele.access.Session;
import dev.stele.bench.AccessLineup.Asking;
import dev.stele.bench.Question.Setting;
import java.util.List;
import java.util.Map;

/** What a thousand facts cost that a request asks for and has not. */
final class AccessFactsQuestion implements Question {

  private static final int FACTS = 1_000;
  private static final int OPERATIONS = 1_000;

  @Override
  public void answer(Setting setting) throws Exception {
    setting
        .out()
        .println("3. 1,000 facts that are not known yet, in one batch. An op is a session");
    setting.out().println("and its batch; the source answers with a map that it makes.");
    List<Integer> keys = AccessFacts.keys(FACTS);
    long sum = keys.stream().mapToLong(AccessFacts::reader).sum();
    AccessLineup lineup =
        new AccessLineup(setting, Rounds.Unit.MICROS, operations -> operations * sum);
    Contestant waiting =
        lineup.add(
            "stele, source on a virtual thread", OPERATIONS, () -> ours(AccessFacts.READER, keys));
    Contestant prompt =
        lineup.add("stele, prompt source", OPERATIONS, () -> ours(AccessFacts.PROMPT, keys));
    lineup.find(
        "java-dataloader, on a virtual thread",
        OPERATIONS,
        () -> each(() -> DataLoaders.coldSum(keys, DataLoaders.Where.VIRTUAL_THREAD)));
    lineup.find(
        "java-dataloader, in place",
        OPERATIONS,
        () -> each(() -> DataLoaders.coldSum(keys, DataLoaders.Where.IN_PLACE)));
    lineup.add("the source alone", OPERATIONS, () -> each(() -> bareSum(keys)));
    lineup.run();
    setting
        .goals()
        .judge(atMost(200, MICROS, "1,000 facts, on a virtual thread"), waiting.micros());
    setting.goals().judge(atMost(200, MICROS, "1,000 facts, prompt"), prompt.micros());
  }

  /** One operation. */
  @FunctionalInterface
  private interface Sum {
    long of();
  }

  private static Asking each(Sum one) {
    return operations -> {
      long sum = 0;
      for (int i = 0; i < operations; i++) {
        sum += one.of();
      }
      return sum;
    };
  }

  private static Asking ours(FactType<Integer, Integer> type, List<Integer> keys) {
    Facts facts = AccessFacts.registry();
    return operations -> {
      long sum = 0;
      for (int i = 0; i < operations; i++) {
        Session session = facts.session();
        for (Fact<Integer> fact : session.getAll(type, keys)) {
          sum += fact instanceof Fact.Found<Integer>(Integer value) ? value : -1;
        }
      }
      return sum;
    };
  }

  private static long bareSum(List<Integer> keys) {
    Map<Integer, Integer> found = AccessFacts.load(keys);
    long sum = 0;
    for (Integer key : keys) {
      sum += found.getOrDefault(key, -1);
    }
    return sum;
  }
}
