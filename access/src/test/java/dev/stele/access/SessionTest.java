package dev.stele.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a session asks of its sources, and what it keeps of their answers. */
class SessionTest {

  private static final FactType<Integer, String> NAME = FactType.named("name");
  private static final FactType<String, Integer> AGE = FactType.named("age");

  private final List<List<Integer>> calls = Collections.synchronizedList(new ArrayList<>());

  /** Knows all keys but negative ones. */
  private final FactSource<Integer, String> names =
      FactSource.of(keys -> {
        calls.add(List.copyOf(keys));
        Map<Integer, String> found = new HashMap<>();
        keys.stream().filter(key -> key >= 0).forEach(key -> found.put(key, "n" + key));
        return found;
      });

  private Facts facts() {
    return Facts.builder().with(NAME, names).build();
  }

  private static Fact<String> found(int key) {
    return new Fact.Found<>("n" + key);
  }

  // --- Keys and batches --------------------------------------------------------------------------

  @Test
  void orderAndDuplicatesAreKeptAndNothingIsAskedForNothing() {
    Session session = facts().session();
    assertThat(session.getAll(NAME, List.of())).isEmpty();
    assertThat(calls).isEmpty();
    assertThat(session.getAll(NAME, List.of(2, 1, 2, 3, 1)))
        .containsExactly(found(2), found(1), found(2), found(3), found(1));
    assertThat(calls).containsExactly(List.of(2, 1, 3));
  }

  @Test
  void aThousandTimesTheSameKeyIsOneLoadOfOneKey() {
    List<Fact<String>> answers = facts().session().getAll(NAME, Collections.nCopies(1000, 7));
    assertThat(answers).hasSize(1000).containsOnly(found(7));
    assertThat(calls).containsExactly(List.of(7));
  }

  @Test
  void whatIsKnownIsNotAskedForAgain() {
    Session session = facts().session();
    session.getAll(NAME, List.of(1, 2));
    session.get(NAME, 2);
    session.getAll(NAME, List.of(2, 3));
    assertThat(calls).containsExactly(List.of(1, 2), List.of(3));
  }

  @Test
  void sessionsShareSourcesAndNoAnswers() {
    Facts facts = facts();
    assertThat(facts.session().get(NAME, 1)).isEqualTo(found(1));
    assertThat(facts.session().peek(NAME, 1)).isEmpty();
    assertThat(facts.session().get(NAME, 1)).isEqualTo(found(1));
    assertThat(calls).hasSize(2);
  }

  @Test
  void absencesAndFailuresAreKeptToo() {
    IllegalStateException down = new IllegalStateException("down");
    List<Integer> asked = Collections.synchronizedList(new ArrayList<>());
    Session session =
        Facts.builder()
            .with(
                NAME,
                batch -> {
                  asked.addAll(batch.keys());
                  batch.missing(1);
                  batch.failed(2, down);
                })
            .build()
            .session();
    List<Fact<String>> answers = session.getAll(NAME, List.of(1, 2, 3));
    assertThat(session.getAll(NAME, List.of(1, 2, 3))).isEqualTo(answers);
    assertThat(session.peek(NAME, 2))
        .contains(new Fact.Failed<>(new FactError.Backend("name", down)));
    assertThat(asked).containsExactly(1, 2, 3);
  }

  @Test
  void aBatchIsCutAfterDuplicatesHaveGoneAndItsOrderIsKept() {
    Session session = Facts.builder().with(NAME, names.withMaxBatch(2)).build().session();
    List<Fact<String>> answers = session.getAll(NAME, List.of(5, 4, 5, 3, 2, 4, 1));
    assertThat(calls).containsExactly(List.of(5, 4), List.of(3, 2), List.of(1));
    assertThat(answers)
        .containsExactly(found(5), found(4), found(5), found(3), found(2), found(4), found(1));
  }

  @Test
  void batchesOfOneKeyAreNoWorse() {
    Session session = Facts.builder().with(NAME, names.withMaxBatch(1)).build().session();
    List<Integer> keys = IntStream.range(0, 20_000).boxed().toList();
    assertThat(session.getAll(NAME, keys)).hasSize(20_000).doesNotHaveDuplicates();
    assertThat(calls).hasSize(20_000);
  }

  /** Each waits for the other, so that one after the other would never end. */
  @Test
  void batchesRunAtTheSameTimeIfTheSourceTakesThem() {
    CountDownLatch both = new CountDownLatch(2);
    FactSource<Integer, String> source =
        batch -> {
          both.countDown();
          both.await();
          names.load(batch);
        };
    Facts facts = Facts.builder().with(NAME, source.withMaxBatch(1).withConcurrency(2)).build();
    assertThat(facts.session().getAll(NAME, List.of(1, 2))).containsExactly(found(1), found(2));
  }

  @Test
  void sourcesOfSeveralTypesRunAtTheSameTime() {
    CountDownLatch both = new CountDownLatch(2);
    Session session =
        Facts.builder()
            .with(
                NAME,
                batch -> {
                  both.countDown();
                  both.await();
                  names.load(batch);
                })
            .with(
                AGE,
                batch -> {
                  both.countDown();
                  both.await();
                  batch.found("a", 7);
                })
            .build()
            .session();
    Round round = new Round(session, false);
    round.want(NAME, 1);
    round.want(AGE, "a");
    round.load();
    assertThat(session.peek(NAME, 1)).contains(found(1));
    assertThat(session.peek(AGE, "a")).contains(new Fact.Found<>(7));
  }

  @Test
  void promptAndWaitingSourcesAreLoadedInOneRound() {
    Thread caller = Thread.currentThread();
    List<Thread> prompt = new ArrayList<>();
    Session session =
        Facts.builder()
            .with(NAME, names)
            .with(
                AGE,
                FactSource.inMemory(_ -> {
                  prompt.add(Thread.currentThread());
                  return Optional.of(7);
                }))
            .build()
            .session();
    Round round = new Round(session, false);
    round.want(NAME, 1);
    round.want(AGE, "a");
    round.want(AGE, "b");
    round.load();
    assertThat(session.getAll(NAME, List.of(1))).containsExactly(found(1));
    assertThat(prompt).containsExactly(caller, caller);
  }

  @Test
  void aSourceSeesNoThreadLocalsOfWhoAsks() {
    InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
    local.set("secret");
    FactSource<Integer, String> source = batch -> batch.found(1, String.valueOf(local.get()));
    assertThat(Facts.builder().with(NAME, source).build().session().get(NAME, 1))
        .isEqualTo(new Fact.Found<>("null"));
    local.remove();
  }

  /** What it said later was believed: with batches of none, cutting never ended. */
  @Test
  void aSourceIsAskedWhatItIsOnceOnly() {
    FactSource<Integer, String> source =
        new FactSource<>() {
          private int asked;

          @Override
          public void load(FactBatch<Integer, String> batch) throws Exception {
            names.load(batch);
          }

          @Override
          public int maxBatch() {
            return asked++ == 0 ? 2 : 0;
          }
        };
    Session session = Facts.builder().with(NAME, source).build().session();
    session.getAll(NAME, List.of(1, 2, 3));
    assertThat(calls).containsExactly(List.of(1, 2), List.of(3));
  }

  // --- Slow keys ---------------------------------------------------------------------------------

  /** A key whose hash waits until it is let go. */
  private record Slow(CountDownLatch isAsked, CountDownLatch isFree) {
    @Override
    public int hashCode() {
      isAsked.countDown();
      boolean wasInterrupted = false;
      while (isFree.getCount() > 0) {
        try {
          isFree.await();
        } catch (InterruptedException stopped) {
          wasInterrupted = true;
        }
      }
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
      return 1;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }
  }

  @Test
  void aSlowHashOfOneKeyBlocksNoOtherKeyAndNoOtherType() throws InterruptedException {
    FactType<Object, String> any = FactType.named("any");
    FactSource<Object, String> source = FactSource.inMemory(key -> Optional.of("a"));
    Session session = Facts.builder().with(any, source).with(NAME, names).build().session();
    Slow slow = new Slow(new CountDownLatch(1), new CountDownLatch(1));
    Thread other = Thread.ofVirtual().start(() -> session.get(any, slow));
    slow.isAsked().await();
    CountDownLatch hasAnswers = new CountDownLatch(2);
    Thread.ofVirtual()
        .start(() -> {
          if (session.get(any, 1).equals(new Fact.Found<>("a"))) {
            hasAnswers.countDown();
          }
          if (session.get(NAME, 1).equals(found(1))) {
            hasAnswers.countDown();
          }
        });
    assertThat(hasAnswers.await(1, TimeUnit.MINUTES)).as("answered").isTrue();
    slow.isFree().countDown();
    other.join();
    assertThat(session.peek(any, slow)).contains(new Fact.Found<>("a"));
  }

  // --- Replacing, clearing and ending ------------------------------------------------------------

  @Test
  void aSourceIsReplacedWithWhatItAnswered() {
    Session session = facts().session();
    session.get(NAME, 1);
    assertThat(session.replaceIfIdle(NAME, FactSource.inMemory(_ -> Optional.of("new")))).isTrue();
    assertThat(session.peek(NAME, 1)).isEmpty();
    assertThat(session.get(NAME, 1)).isEqualTo(new Fact.Found<>("new"));
  }

  /** Waiters of gatehouse read the answer again where it was, and found a contract broken. */
  @Test
  @SuppressWarnings("WaitNotInLoop") // The loop is the caller's, as the seam says.
  void whoHasWaitedGetsTheAnswerAlsoIfTheSourceWasReplacedBeforeHeLooked() {
    ConcurrentLinkedQueue<Session> opened = new ConcurrentLinkedQueue<>();
    CountDownLatch waits = new CountDownLatch(1);
    // Not before he waits: else there would be nothing to replace under him.
    FactSource<Integer, String> late =
        batch -> {
          waits.await();
          names.load(batch);
        };
    Waits replacing =
        (condition, nanos) -> {
          waits.countDown();
          long left = condition.awaitNanos(nanos);
          opened.element().replaceIfIdle(NAME, FactSource.inMemory(_ -> Optional.empty()));
          return left;
        };
    Session session = Facts.builder().with(NAME, late).waits(replacing).build().session();
    opened.add(session);
    assertThat(session.get(NAME, 1)).isEqualTo(found(1));
  }

  @Test
  void clearingForgetsWhatIsKnownOfOneType() {
    Session session = facts().session();
    session.get(NAME, 1);
    session.clear(NAME);
    session.clear(AGE);
    assertThat(session.peek(NAME, 1)).isEmpty();
    assertThat(session.get(NAME, 1)).isEqualTo(found(1));
    assertThat(calls).hasSize(2);
  }

  @Test
  void aSessionThatIsClosedStillTellsWhatItKnows() {
    Session session = facts().session();
    session.get(NAME, 1);
    session.close();
    session.close();
    assertThat(session.getAll(NAME, List.of(1, 2)))
        .containsExactly(found(1), new Fact.Failed<>(new FactError.Closed("name")));
    assertThat(calls).hasSize(1);
  }

  @Test
  void closingInterruptsASourceAndFailsItsKeys() throws InterruptedException {
    CountDownLatch isRunning = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Session session =
        Facts.builder()
            .with(
                NAME,
                batch -> {
                  batch.found(1, "n1");
                  isRunning.countDown();
                  never.await();
                })
            .build()
            .session();
    Thread closer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                isRunning.await();
              } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
              }
              session.close();
            });
    assertThat(session.getAll(NAME, List.of(1, 2)))
        .containsExactly(found(1), new Fact.Failed<>(new FactError.Closed("name")));
    closer.join();
  }

  @Test
  void aSourceThatEndsItsOwnSessionIsNotInterrupted() throws InterruptedException {
    CountDownLatch isLeft = new CountDownLatch(1);
    List<Boolean> flags = Collections.synchronizedList(new ArrayList<>());
    ConcurrentLinkedQueue<Session> opened = new ConcurrentLinkedQueue<>();
    Session session =
        Facts.builder()
            .with(
                NAME,
                batch -> {
                  opened.element().close();
                  flags.add(Thread.currentThread().isInterrupted());
                  isLeft.countDown();
                })
            .build()
            .session();
    opened.add(session);
    assertThat(session.get(NAME, 1)).isEqualTo(new Fact.Failed<>(new FactError.Closed("name")));
    isLeft.await();
    assertThat(flags).containsExactly(false);
  }
}
