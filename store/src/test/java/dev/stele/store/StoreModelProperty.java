package dev.stele.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The store against the model, through histories that a seed decides: appends of all shapes, reads
 * of all kinds, closing, crashing, losing the index.
 *
 * <p>A history that fails is shrunk by leaving operations out, and can be repeated with the system
 * property {@code stele.store.history}, a seed and numbers of operations: {@code 7: 0 4 19}.
 */
class StoreModelProperty {

  private static final String HISTORY = "stele.store.history";
  private static final int STEPS = 90;
  private static final int ATTEMPTS_MAX = 300;

  @Test
  void everyAnswerIsThatOfTheModel() {
    Map<String, Integer> counts = run(1, 20);
    System.out.println("store model: " + counts);
    assertThat(counts.keySet())
        .contains("IdConflict", "UnknownCause", "ConditionConflict", "Denied", "TooLarge");
    assertThat(counts.get("Appended")).isGreaterThan(700);
    assertThat(counts.get("StreamConflict")).isGreaterThan(150);
    assertThat(counts.get("Repeated")).isGreaterThan(25);
    assertThat(counts.get("KeyConflict")).isGreaterThan(20);
    assertThat(counts.get("crashes")).isGreaterThan(50);
    assertThat(counts.get("crashes that lost something")).isGreaterThan(2);
    assertThat(counts.get("reopened")).isGreaterThan(50);
    assertThat(counts.get("index lost")).isGreaterThan(20);
    assertThat(counts.get("cursor saves")).isGreaterThan(50);
    assertThat(counts.get("follower checks")).isGreaterThan(50);
    assertThat(counts.get("segments")).isGreaterThan(5);
    assertThat(counts.get("most runs")).isGreaterThan(2);
  }

  /** What each of the mutants is tried with. */
  @Test
  void fewAnswersAreThoseOfTheModel() {
    assertThat(run(101, 3).get("Appended")).isGreaterThan(100);
  }

  @Test
  @Tag("soak")
  void everyAnswerIsThatOfTheModelForLong() {
    System.out.println("store model: " + run(1_000, 1_000));
  }

  private static Map<String, Integer> run(long firstSeed, int histories) {
    Map<String, Integer> counts = new TreeMap<>();
    String wanted = System.getProperty(HISTORY, "");
    if (!wanted.isEmpty()) {
      String[] parts = wanted.split(":", 2);
      List<Integer> steps =
          Stream.of(parts[1].strip().split(" ", -1)).map(Integer::valueOf).toList();
      failure(Long.parseLong(parts[0].strip()), steps, counts)
          .ifPresent(e -> {
            throw new AssertionError(wanted, e);
          });
      throw new AssertionError("the history no longer fails: " + wanted);
    }
    for (long seed = firstSeed; seed < firstSeed + histories; seed++) {
      List<Integer> all = IntStream.range(0, STEPS).boxed().toList();
      Optional<Throwable> failure = failure(seed, all, counts);
      if (failure.isPresent()) {
        throw shrunk(seed, all, failure.get());
      }
    }
    return counts;
  }

  /** Leaves out halves, quarters and so on, as long as what is left still fails. */
  private static AssertionError shrunk(long seed, List<Integer> failing, Throwable cause) {
    List<Integer> least = failing;
    Throwable found = cause;
    int attempts = 0;
    for (int size = least.size() / 2; size > 0; size /= 2) {
      for (int at = 0; at < least.size() && attempts < ATTEMPTS_MAX; attempts++) {
        List<Integer> fewer = new ArrayList<>(least);
        fewer.subList(at, Math.min(at + size, least.size())).clear();
        Optional<Throwable> failure = failure(seed, fewer, new TreeMap<>());
        if (failure.isPresent()) {
          least = fewer;
          found = failure.get();
        } else {
          at += size;
        }
      }
    }
    String steps = least.stream().map(String::valueOf).collect(Collectors.joining(" "));
    return new AssertionError(
        "%s; repeat it with -D%s='%d: %s'".formatted(found.getMessage(), HISTORY, seed, steps),
        found);
  }

  private static Optional<Throwable> failure(
      long seed, List<Integer> steps, Map<String, Integer> counts) {
    try {
      StoreHistory history = new StoreHistory(seed, counts);
      for (int step : steps) {
        history.step(step);
      }
      history.checkEverything();
      history.close();
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a history", e);
    } catch (RuntimeException | AssertionError e) {
      return Optional.of(e);
    }
  }
}
