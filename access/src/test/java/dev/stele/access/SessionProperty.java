package dev.stele.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any keys, any number of times, in any batches. */
class SessionProperty {

  private static final FactType<Integer, Integer> SQUARE = FactType.named("square");
  private static final int CASES = 300;

  private final List<List<Integer>> calls = Collections.synchronizedList(new ArrayList<>());

  /** Even keys have squares, odd ones have none. */
  private final FactSource<Integer, Integer> squares =
      batch -> {
        calls.add(batch.keys());
        List<Integer> shuffled = new ArrayList<>(batch.keys());
        Collections.shuffle(shuffled, new Random(batch.keys().size()));
        for (int key : shuffled) {
          if (key % 2 == 0) {
            batch.found(key, key * key);
          } else {
            batch.missing(key);
          }
        }
      };

  private static List<Integer> keys(Random random) {
    int distinct = 1 + random.nextInt(40);
    return random.ints(random.nextInt(60), 0, distinct).boxed().toList();
  }

  private static Optional<Integer> expected(int key) {
    return key % 2 == 0 ? Optional.of(key * key) : Optional.empty();
  }

  private static Optional<Integer> value(Fact<Integer> fact) {
    return switch (fact) {
      case Fact.Found<Integer>(Integer value) -> Optional.of(value);
      case Fact.Missing<Integer> _ -> Optional.empty();
      case Fact.Failed<Integer>(FactError error) -> throw new AssertionError(error.describe());
    };
  }

  private static void requireAnswers(String story, List<Integer> keys, Session session) {
    assertThat(session.getAll(SQUARE, keys))
        .as(story)
        .extracting(SessionProperty::value)
        .containsExactlyElementsOf(keys.stream().map(SessionProperty::expected).toList());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void duplicatesKeepTheirOrderAndMakeOneCallOfEachKeyOnce(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < CASES; i++) {
      calls.clear();
      List<Integer> keys = keys(random);
      String story = "seed " + seed + ", case " + i + ", keys " + keys;
      requireAnswers(story, keys, Leaves.patient().with(SQUARE, squares).build().session());
      List<List<Integer>> once =
          keys.isEmpty() ? List.of() : List.of(List.copyOf(new LinkedHashSet<>(keys)));
      assertThat(calls).as(story).isEqualTo(once);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void batchesAreAsLargeAsTheyMayAndTogetherAreTheKeysInOrder(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < CASES; i++) {
      calls.clear();
      int size = 1 + random.nextInt(9);
      List<Integer> keys = keys(random);
      String story = "seed " + seed + ", case " + i + ", batches of " + size + ", keys " + keys;
      requireAnswers(
          story, keys, Leaves.patient().with(SQUARE, squares.withMaxBatch(size)).build().session());
      List<Integer> all = new ArrayList<>();
      calls.forEach(all::addAll);
      assertThat(all).as(story).containsExactlyElementsOf(new LinkedHashSet<>(keys));
      for (int call = 0; call < calls.size() - 1; call++) {
        assertThat(calls.get(call)).as(story).hasSize(size);
      }
      assertThat(calls).as(story).allMatch(call -> call.size() <= size);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatWasAskedForBeforeIsNeverAskedForAgain(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < CASES; i++) {
      calls.clear();
      FactSource<Integer, Integer> source =
          squares.withMaxBatch(1 + random.nextInt(9)).withConcurrency(1 + random.nextInt(3));
      Session session = Leaves.patient().with(SQUARE, source).build().session();
      String story = "seed " + seed + ", case " + i;
      for (int ask = 0; ask < 4; ask++) {
        requireAnswers(story, keys(random), session);
      }
      List<Integer> all = new ArrayList<>();
      calls.forEach(all::addAll);
      assertThat(all).as(story).doesNotHaveDuplicates();
    }
  }
}
