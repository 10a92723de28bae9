package dev.stele.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a source may write on its sheet, and what comes of it. */
class FactBatchTest {

  private static final FactType<Integer, String> NAME = FactType.named("name");

  private static List<Fact<String>> answers(FactSource<Integer, String> source, Integer... keys) {
    return Facts.builder().with(NAME, source).build().session().getAll(NAME, List.of(keys));
  }

  private static Fact<String> contract(String what) {
    return new Fact.Failed<>(new FactError.Contract("name", what));
  }

  @Test
  void eachAnswerIsGivenToItsKeyWhateverTheOrder() {
    IllegalStateException cause = new IllegalStateException("down");
    List<Fact<String>> answers =
        answers(
            batch -> {
              batch.failed(3, cause);
              batch.missing(2);
              batch.found(1, "one");
            },
            1,
            2,
            3);
    assertThat(answers)
        .containsExactly(
            new Fact.Found<>("one"),
            new Fact.Missing<>(),
            new Fact.Failed<>(new FactError.Backend("name", cause)));
  }

  @Test
  void aKeyWithoutAnAnswerHasFailedAndTheOthersHaveNot() {
    assertThat(answers(batch -> batch.found(1, "one"), 1, 2))
        .containsExactly(
            new Fact.Found<>("one"), contract("must answer each key, got: no answer for one"));
  }

  @Test
  void aKeyWithTwoAnswersHasFailedEvenIfTheyAreEqual() {
    assertThat(
            answers(
                batch -> {
                  batch.found(1, "one");
                  batch.found(1, "one");
                  batch.found(1, "one");
                  batch.missing(2);
                },
                1,
                2))
        .containsExactly(
            contract("must answer each key once, got: two answers for one"), new Fact.Missing<>());
  }

  @Test
  void aKeyThatWasNotAskedForIsRefused() {
    AtomicReference<Throwable> refusal = new AtomicReference<>();
    List<Fact<String>> answers =
        answers(
            batch -> {
              batch.found(1, "one");
              try {
                batch.found(7, "seven");
              } catch (IllegalArgumentException expected) {
                refusal.set(expected);
                throw expected;
              }
            },
            1,
            2);
    assertThat(refusal.get()).hasMessage("key must be one of the batch, got: '7'");
    assertThat(answers)
        .containsExactly(
            new Fact.Found<>("one"),
            new Fact.Failed<>(new FactError.Backend("name", refusal.get())));
  }

  @Test
  void aKeyOfAnotherBatchIsRefused() {
    FactSource<Integer, String> source = batch -> batch.found(1, "one");
    List<Fact<String>> answers = answers(source.withMaxBatch(1), 1, 2);
    assertThat(answers.getFirst()).isEqualTo(new Fact.Found<>("one"));
    assertThat(answers.getLast())
        .isInstanceOfSatisfying(
            Fact.Failed.class,
            failed ->
                assertThat(failed.error().describe()).contains("key must be one of the batch"));
  }

  @Test
  void whatIsAnsweredAfterTheEndIsRefusedAndChangesNothing() {
    AtomicReference<FactBatch<Integer, String>> kept = new AtomicReference<>();
    Session session =
        Facts.builder()
            .with(
                NAME,
                batch -> {
                  kept.set(batch);
                  batch.missing(1);
                })
            .build()
            .session();
    session.get(NAME, 1);
    assertThatThrownBy(() -> kept.get().found(1, "late"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("batch must be open to be answered, got: ended");
    assertThat(session.get(NAME, 1)).isEqualTo(new Fact.Missing<>());
  }

  @Test
  void whatASourceThrowsFailsTheKeysThatItHasNotAnswered() {
    IllegalStateException cause = new IllegalStateException("down");
    List<Fact<String>> answers =
        answers(
            batch -> {
              batch.found(1, "one");
              throw cause;
            },
            1,
            2,
            3);
    Fact<String> failed = new Fact.Failed<>(new FactError.Backend("name", cause));
    assertThat(answers).containsExactly(new Fact.Found<>("one"), failed, failed);
  }

  @Test
  void aMapAnswersAllKeysAndANullInItIsNoValue() {
    FactSource<Integer, String> source =
        FactSource.of(keys -> {
          Map<Integer, String> map = new HashMap<>();
          map.put(1, "one");
          map.put(2, null);
          return map;
        });
    assertThat(answers(source, 3, 2, 1))
        .containsExactly(new Fact.Missing<>(), new Fact.Missing<>(), new Fact.Found<>("one"));
  }

  /**
   * It was refused when all keys had been answered: then nothing was left to fail, and nobody was
   * told that the source answers what it was not asked.
   */
  @Test
  void aMapWithAKeyThatWasNotAskedForAnswersNothing() {
    List<Fact<String>> answers = answers(FactSource.of(_ -> Map.of(1, "one", 7, "seven")), 1);
    assertThat(answers.getFirst())
        .isInstanceOfSatisfying(
            Fact.Failed.class,
            failed ->
                assertThat(failed.error().describe())
                    .contains("answer must have only keys that were asked for, got: 1 others"));
  }

  @Test
  @SuppressWarnings("NullAway") // What it is about.
  void nothingIsNoValue() {
    List<Fact<String>> answers = answers(FactSource.inMemory(_ -> null), 1);
    assertThat(answers.getFirst()).isInstanceOf(Fact.Failed.class);
  }
}
