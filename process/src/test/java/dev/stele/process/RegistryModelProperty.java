package dev.stele.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The registry against the model, through histories that a seed decides. A history that fails is
 * told with its seed and step; the system property {@code stele.process.seed} repeats it alone.
 */
class RegistryModelProperty {

  private static final int STEPS = 150;

  @Test
  void memoryAnswersAsTheModelDoes() {
    Map<String, Integer> counts = run(1, 40, RegistryModelProperty::memory);
    System.out.println("registry model, memory: " + counts);
    assertEverythingHappens(counts);
  }

  @Test
  void theStoreAnswersAsTheModelDoes() {
    Map<String, Integer> counts = run(1_001, 14, RegistryModelProperty::store);
    System.out.println("registry model, store: " + counts);
    assertEverythingHappens(counts);
    assertThat(counts.get("reopened")).isGreaterThan(40);
    assertThat(counts.get("reclaim: done acquired")).isGreaterThan(5);
  }

  @Test
  @Tag("soak")
  void bothAnswerAsTheModelDoesForLong() {
    System.out.println("registry model: " + run(10_000, 3_000, RegistryModelProperty::memory));
    System.out.println("registry model: " + run(20_000, 500, RegistryModelProperty::store));
  }

  private static void assertEverythingHappens(Map<String, Integer> counts) {
    assertThat(counts.keySet())
        .contains(
            "BadPayload",
            "Different",
            "Ended",
            "LeaseLost",
            "Leased",
            "NeedsKey",
            "NotDeclared",
            "NotGranted",
            "UnknownProcess",
            "WrongAuthority");
    assertThat(counts.get("done")).isGreaterThan(500);
    assertThat(counts.get("claim: done busy")).isGreaterThan(10);
    assertThat(counts.get("claim: done acquired")).isGreaterThan(50);
  }

  private static RegistryRoom memory() {
    return new MemoryRoom(new MiniJson());
  }

  private static RegistryRoom store() {
    return new StoreRoom(new MiniJson());
  }

  private static Map<String, Integer> run(long first, int histories, Supplier<RegistryRoom> rooms) {
    Map<String, Integer> counts = new TreeMap<>();
    long only = Long.getLong("stele.process.seed", -1);
    for (long seed = first; seed < first + histories; seed++) {
      if (only < 0 || only == seed) {
        history(seed, rooms, counts);
      }
    }
    return counts;
  }

  private static void history(
      long seed, Supplier<RegistryRoom> rooms, Map<String, Integer> counts) {
    int step = 0;
    try (RegistryRoom room = rooms.get()) {
      RegistryHistory history = new RegistryHistory(seed, room, counts);
      for (; step < STEPS; step++) {
        history.step();
        if (step % 25 == 0) {
          history.checkEverything();
        }
      }
      history.checkEverything();
      room.audit();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "seed %d, step %d; repeat it with -Dstele.process.seed=%d: %s"
              .formatted(seed, step, seed, e.getMessage()),
          e);
    }
  }
}
