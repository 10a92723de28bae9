package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atMost;
import static dev.stele.bench.Goals.Unit.NANOS;

import dev.stele.access.Facts;
import dev.stele.bench.AccessLineup.Asking;
import dev.stele.bench.Question.Setting;
import java.util.function.Supplier;

/** What it costs to begin a request: a session of its own over the facts of four sources. */
final class AccessSessionQuestion implements Question {

  private static final int OPERATIONS = 1_000_000;

  /** Each is kept until so many more were made: what nobody keeps might never be made. */
  private static final int KEPT = 64;

  @Override
  public void answer(Setting setting) throws Exception {
    setting
        .out()
        .println("2. A new session over four sources. An op is a session, kept for a while.");
    AccessLineup lineup = new AccessLineup(setting, Rounds.Unit.NANOS, operations -> operations);
    Contestant session = lineup.add("stele", OPERATIONS, AccessSessionQuestion::sessions);
    lineup.find(
        "java-dataloader, registry of four",
        OPERATIONS / 10,
        () -> making(() -> DataLoaders.registry(AccessFacts.SOURCES)));
    lineup.run();
    setting.goals().judge(atMost(0.03, NANOS, "a new session"), session.micros());
  }

  private static Asking sessions() {
    Facts facts = AccessFacts.registry();
    return making(facts::session);
  }

  private static Asking making(Supplier<Object> maker) {
    Object[] kept = new Object[KEPT];
    return operations -> {
      for (int i = 0; i < operations; i++) {
        kept[i % KEPT] = maker.get();
      }
      return operations;
    };
  }
}
