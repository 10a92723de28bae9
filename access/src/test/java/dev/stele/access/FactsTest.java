package dev.stele.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How facts fail: in time, for whom, and for how long. No test waits for time to pass. */
class FactsTest {

  private static final FactType<Integer, String> NAME = FactType.named("name");
  private static final FactType<String, Integer> AGE = FactType.named("age");
  private static final FactSource<String, Integer> SEVEN = FactSource.inMemory(_ -> Optional.of(7));

  /** The time is over as soon as somebody waits. */
  private static final Waits OVER = (_, _) -> 0;

  private final CountDownLatch never = new CountDownLatch(1);
  private final CountDownLatch isRunning = new CountDownLatch(1);
  private final CountDownLatch isStopped = new CountDownLatch(1);

  /** Waits until it is interrupted. */
  private final FactSource<Integer, String> stuck =
      batch -> {
        try {
          isRunning.countDown();
          never.await();
        } finally {
          isStopped.countDown();
        }
      };

  @AfterEach
  void forgetInterrupts() {
    Thread.interrupted();
  }

  private void requireStopped() throws InterruptedException {
    assertThat(isStopped.await(1, TimeUnit.MINUTES)).as("stopped").isTrue();
  }

  private static <V> Fact<V> failed(FactError error) {
    return new Fact.Failed<>(error);
  }

  private static FactSource<Integer, String> prompt(FactSource<Integer, String> source) {
    return new Sources.Tuned<>(source, source.maxBatch(), 1, true);
  }

  // --- Registering -------------------------------------------------------------------------------

  @Test
  void aTypeHasOneSourceAndANameOfItsOwn() {
    Facts.Builder builder = Facts.builder().with(AGE, SEVEN);
    FactType<Integer, String> namesake = FactType.named("age");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.with(AGE, SEVEN))
        .withMessage("fact must have one source and a name of its own, got: 'age' twice");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.with(namesake, stuck));
    assertThatIllegalArgumentException().isThrownBy(() -> FactType.named(" "));
  }

  @Test
  void whatMakesNoSenseIsRefusedAtOnce() {
    Facts.Builder builder = Facts.builder();
    FactSource<Integer, String> empty =
        new FactSource<>() {
          @Override
          public void load(FactBatch<Integer, String> batch) {}

          @Override
          public int concurrency() {
            return 0;
          }
        };
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.with(NAME, empty))
        .withMessage("batches at the same time must be >= 1, got: 0");
    assertThatIllegalArgumentException().isThrownBy(() -> stuck.withMaxBatch(0));
    assertThatIllegalArgumentException().isThrownBy(() -> stuck.withConcurrency(0));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.deadline(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.limit(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Facts.none().session().replaceIfIdle(NAME, stuck))
        .withMessage("fact must be registered, got: 'name'");
  }

  @Test
  void thereIsOneRegistryWithoutSourcesAndItKnowsNothing() {
    assertThat(Facts.none()).isSameAs(Facts.none());
    Session session = Facts.none().session();
    assertThat(session.get(NAME, 1)).isEqualTo(failed(new FactError.NoSource("name")));
    assertThat(session.getAll(NAME, List.of())).isEmpty();
    assertThat(session.isIdle(NAME)).isTrue();
  }

  @Test
  void aTypeOfTheSameNameIsAnother() {
    FactType<String, Integer> namesake = FactType.named("age");
    Session session = Facts.builder().with(AGE, SEVEN).build().session();
    assertThat(session.get(namesake, "a")).isEqualTo(failed(new FactError.NoSource("age")));
  }

  @Test
  void eachErrorSaysWhatWasAskedAndWhatWentWrong() {
    List<FactError> all =
        List.of(
            new FactError.NoSource("name"),
            new FactError.Contract("name", "must answer each key, got: no answer for one"),
            new FactError.Cancelled("name"),
            new FactError.Closed("name"),
            new FactError.TimedOut("name", Duration.ofSeconds(1)),
            new FactError.Cycle("name"),
            new FactError.Full("name", 3),
            new FactError.Backend("name", new IllegalStateException("down")));
    assertThat(all)
        .extracting(FactError::describe)
        .containsExactly(
            "fact 'name' must have a source, got: none",
            "source of fact 'name' must answer each key, got: no answer for one",
            "load of fact 'name' must end with an answer, got: cancelled",
            "session must be open to load fact 'name', got: closed",
            "load of fact 'name' must end within PT1S, got: no answer",
            "load of fact 'name' must not wait for itself, got: a circle of sources",
            "session must know at most 3 facts 'name', got: one more",
            "source of fact 'name' failed: java.lang.IllegalStateException: down");
  }

  // --- Deadlines ---------------------------------------------------------------------------------

  @Test
  void aSourceThatDoesNotAnswerInTimeIsInterruptedAndItsKeysHaveFailedForGood()
      throws InterruptedException {
    Facts facts =
        Facts.builder()
            .with(NAME, stuck)
            .waits((_, _) -> {
              isRunning.await();
              return 0;
            })
            .deadline(Duration.ofMinutes(1))
            .build();
    Session session = facts.session();
    Fact<String> late = failed(new FactError.TimedOut("name", Duration.ofMinutes(1)));
    assertThat(session.getAll(NAME, List.of(1, 2))).containsExactly(late, late);
    assertThat(session.peek(NAME, 1)).contains(late);
    requireStopped();
  }

  @Test
  void aPromptSourceHasNoDeadline() {
    Session session = Facts.builder().with(AGE, SEVEN).waits(OVER).build().session();
    assertThat(session.get(AGE, "a")).isEqualTo(new Fact.Found<>(7));
  }

  /** Its caller kept the time of a load, and nobody did when he was gone. */
  @Test
  void aLoadWhoseCallerHasGoneHasADeadlineAllTheSame() throws InterruptedException {
    CountDownLatch hasGone = new CountDownLatch(1);
    ConcurrentLinkedQueue<Thread> waited = new ConcurrentLinkedQueue<>();
    Thread caller = Thread.currentThread();
    Waits waits =
        (_, _) -> {
          waited.add(Thread.currentThread());
          if (caller.equals(Thread.currentThread())) {
            throw new InterruptedException();
          }
          isRunning.await();
          hasGone.await();
          return 0;
        };
    Session session = Facts.builder().with(NAME, stuck).waits(waits).build().session();
    assertThat(session.get(NAME, 1)).isEqualTo(failed(new FactError.Cancelled("name")));
    assertThat(Thread.interrupted()).isTrue();
    hasGone.countDown();
    requireStopped();
    session.close();
    assertThat(session.peek(NAME, 1))
        .contains(failed(new FactError.TimedOut("name", Duration.ofSeconds(10))));
    assertThat(waited).hasSize(2);
  }

  /** It was a number too large: asking threw, when the load was already under way. */
  @Test
  void aDeadlineOfCenturiesIsNone() {
    Facts facts =
        Facts.builder()
            .with(NAME, batch -> batch.found(1, "n1"))
            .deadline(Duration.ofSeconds(Long.MAX_VALUE))
            .build();
    assertThat(facts.session().get(NAME, 1)).isEqualTo(new Fact.Found<>("n1"));
  }

  // --- Interrupts --------------------------------------------------------------------------------

  @Test
  void whoIsInterruptedGetsNoAnswerAndKeepsTheFlagAndTheLoadGoesOn() {
    CountDownLatch isOpen = new CountDownLatch(1);
    Session session =
        Facts.builder()
            .with(
                NAME,
                batch -> {
                  isOpen.await();
                  batch.found(1, "n1");
                })
            .build()
            .session();
    Thread.currentThread().interrupt();
    assertThat(session.get(NAME, 1)).isEqualTo(failed(new FactError.Cancelled("name")));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(session.peek(NAME, 1)).isEmpty();
    assertThat(session.isIdle(NAME)).isFalse();
    isOpen.countDown();
    assertThat(session.get(NAME, 1)).isEqualTo(new Fact.Found<>("n1"));
  }

  @Test
  void anInterruptDoesNotKeepAPromptSourceFromAnswering() {
    Session session = Facts.builder().with(AGE, SEVEN).build().session();
    Thread.currentThread().interrupt();
    assertThat(session.get(AGE, "a")).isEqualTo(new Fact.Found<>(7));
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void aPromptSourceThatIsInterruptedFailsItsKeysForGood() {
    Session session =
        Facts.builder()
            .with(
                NAME,
                prompt(_ -> {
                  throw new InterruptedException();
                }))
            .build()
            .session();
    assertThat(session.get(NAME, 1)).isEqualTo(failed(new FactError.Cancelled("name")));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(session.peek(NAME, 1)).contains(failed(new FactError.Cancelled("name")));
  }

  /** The flag of one batch was still set when the next began on the same thread. */
  @Test
  void aBatchIsNotInterruptedForTheOneBefore() {
    FactSource<Integer, String> source =
        batch -> {
          if (batch.keys().contains(1)) {
            Thread.currentThread().interrupt();
            throw new InterruptedException();
          }
          batch.found(2, "interrupted: " + Thread.currentThread().isInterrupted());
        };
    Facts facts = Facts.builder().with(NAME, source.withMaxBatch(1)).build();
    assertThat(facts.session().getAll(NAME, List.of(1, 2)))
        .containsExactly(
            failed(new FactError.Cancelled("name")), new Fact.Found<>("interrupted: false"));
  }

  // --- Errors ------------------------------------------------------------------------------------

  /** What stood behind it was never run, and whoever asked for that waited until the deadline. */
  @Test
  void anErrorOfAPromptSourceIsThrownWhenAllElseHasItsAnswer() {
    Error broken = new LinkageError("broken");
    FactSource<Integer, String> source =
        prompt(batch -> {
          if (batch.keys().contains(1)) {
            throw broken;
          }
          batch.keys().forEach(key -> batch.found(key, "n" + key));
        });
    Session session =
        Facts.builder()
            .with(NAME, source.withMaxBatch(1))
            .with(AGE, SEVEN)
            .waits(OVER)
            .build()
            .session();
    Round round = new Round(session, false);
    round.want(NAME, 1);
    round.want(NAME, 2);
    round.want(AGE, "a");
    assertThatThrownBy(round::load).isSameAs(broken);
    assertThat(session.peek(NAME, 1)).contains(failed(new FactError.Backend("name", broken)));
    assertThat(session.peek(NAME, 2)).contains(new Fact.Found<>("n2"));
    assertThat(session.peek(AGE, "a")).contains(new Fact.Found<>(7));
    assertThat(session.isIdle(NAME)).isTrue();
    assertThat(session.isIdle(AGE)).isTrue();
  }

  @Test
  void whoWaitsGetsTheErrorOfWhoLeads() throws InterruptedException {
    CountDownLatch isOpen = new CountDownLatch(1);
    IllegalStateException down = new IllegalStateException("down");
    Session session =
        Facts.builder()
            .with(
                NAME,
                _ -> {
                  isRunning.countDown();
                  isOpen.await();
                  throw down;
                })
            .build()
            .session();
    List<Fact<String>> seen = Collections.synchronizedList(new ArrayList<>());
    Thread leads = Thread.ofVirtual().start(() -> seen.add(session.get(NAME, 1)));
    isRunning.await();
    Thread joins = Thread.ofVirtual().start(() -> seen.add(session.get(NAME, 1)));
    isOpen.countDown();
    leads.join();
    joins.join();
    assertThat(seen).hasSize(2);
    assertThat(seen.getFirst()).isEqualTo(failed(new FactError.Backend("name", down)));
    assertThat(seen.getLast()).isSameAs(seen.getFirst());
  }

  /** Alike to a map, and not to be compared: it is put, and then the map cannot order it. */
  private record Clash(int number) implements Comparable<Clash> {
    @Override
    public int hashCode() {
      return 1;
    }

    @Override
    public int compareTo(Clash other) {
      throw new IllegalStateException("no order");
    }
  }

  /** A map that throws when the key is in it left a key for which nobody was responsible. */
  @Test
  void aKeyThatThrowsWhenItIsAlreadyThereLeavesNobodyWaiting() {
    FactType<Clash, String> clashes = FactType.named("clashes");
    FactSource<Clash, String> source = FactSource.inMemory(key -> Optional.of("n"));
    Session session = Facts.builder().with(clashes, source).waits(OVER).build().session();
    List<Clash> keys = IntStream.range(0, 20).mapToObj(Clash::new).toList();
    assertThatThrownBy(() -> session.getAll(clashes, keys)).hasMessage("no order");
    assertThat(session.isIdle(clashes)).isTrue();
    List<Fact<String>> seen = new ArrayList<>();
    for (Clash key : keys) {
      session.peek(clashes, key).ifPresent(seen::add);
    }
    assertThat(seen).hasSizeGreaterThan(8).containsOnly(failed(new FactError.Cancelled("clashes")));
    long there = keys.stream().filter(key -> session.known(clashes, key) != null).count();
    assertThat((long) seen.size()).isEqualTo(there);
    assertThat(session.replaceIfIdle(clashes, source)).isTrue();
    assertThat(session.get(clashes, keys.getFirst())).isEqualTo(new Fact.Found<>("n"));
  }

  // --- Circles and limits ------------------------------------------------------------------------

  /** Runs a model in which sources ask the session that they are asked by. */
  private static Session circular(ConcurrentLinkedQueue<Session> opened, Facts.Builder builder) {
    opened.add(builder.build().session());
    return opened.element();
  }

  @Test
  void aSourceThatAsksForItsOwnKeyIsTold() {
    ConcurrentLinkedQueue<Session> opened = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<Object> told = new ConcurrentLinkedQueue<>();
    for (boolean isPrompt : List.of(true, false)) {
      opened.clear();
      FactSource<Integer, String> source =
          batch -> {
            told.add(opened.element().get(NAME, 1));
            batch.found(1, "n1");
          };
      Session session =
          circular(opened, Facts.builder().with(NAME, isPrompt ? prompt(source) : source));
      assertThat(session.get(NAME, 1)).isEqualTo(new Fact.Found<>("n1"));
      assertThat(session.facts().circle().isEmpty()).isTrue();
    }
    Fact<String> cycle = failed(new FactError.Cycle("name"));
    assertThat(told).containsExactly(cycle, cycle);
  }

  @Test
  void aSourceThatAsksForItsOwnKeyThroughAnotherIsTold() {
    ConcurrentLinkedQueue<Session> opened = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<Object> told = new ConcurrentLinkedQueue<>();
    Facts.Builder builder =
        Facts.builder()
            .with(NAME, batch -> batch.found(1, "n" + opened.element().get(AGE, "a")))
            .with(
                AGE,
                batch -> {
                  told.add(opened.element().get(NAME, 1));
                  batch.found("a", 7);
                });
    Session session = circular(opened, builder);
    assertThat(session.get(NAME, 1)).isEqualTo(new Fact.Found<>("nFound[value=7]"));
    assertThat(told).containsExactly(failed(new FactError.Cycle("name")));
    assertThat(session.facts().circle().isEmpty()).isTrue();
  }

  @Test
  void aSourceMayAskForOtherKeysOfItsOwnType() {
    ConcurrentLinkedQueue<Session> opened = new ConcurrentLinkedQueue<>();
    FactSource<Integer, String> source =
        batch -> {
          for (int key : batch.keys()) {
            Fact<String> before =
                key == 0 ? new Fact.Missing<>() : opened.element().get(NAME, key - 1);
            batch.found(key, before instanceof Fact.Found<String>(String text) ? text + key : "n");
          }
        };
    Session session = circular(opened, Facts.builder().with(NAME, source));
    assertThat(session.get(NAME, 3)).isEqualTo(new Fact.Found<>("n123"));
    assertThat(session.facts().circle().isEmpty()).isTrue();
  }

  @Test
  void aSessionKnowsSoManyFactsOfOneType() {
    Session session =
        Facts.builder()
            .with(AGE, SEVEN)
            .with(NAME, FactSource.inMemory(key -> Optional.of("n" + key)))
            .limit(2)
            .build()
            .session();
    Fact<String> full = failed(new FactError.Full("name", 2));
    assertThat(session.getAll(NAME, List.of(1, 2, 3)))
        .containsExactly(new Fact.Found<>("n1"), new Fact.Found<>("n2"), full);
    assertThat(session.peek(NAME, 3)).isEmpty();
    assertThat(session.get(NAME, 2)).isEqualTo(new Fact.Found<>("n2"));
    assertThat(session.get(AGE, "a")).isEqualTo(new Fact.Found<>(7));
    session.clear(NAME);
    assertThat(session.get(NAME, 3)).isEqualTo(new Fact.Found<>("n3"));
  }

  // --- Policies that never have enough -----------------------------------------------------------

  @Test
  void aPolicyThatAlwaysWantsMoreEndsAsADenial() {
    Domain<String, String, Integer, String> domain = Domain.named("greedy");
    ConcurrentLinkedQueue<Integer> asked = new ConcurrentLinkedQueue<>();
    Policy<String, String, Integer, String> greedy =
        new Policy<>() {
          @Override
          public String name() {
            return "greedy";
          }

          @Override
          public Answer evaluate(Question<String, String, Integer, String> question) {
            asked.add(asked.size());
            question.fact(NAME, asked.size());
            return question.grant("enough");
          }
        };
    Session session =
        Facts.builder().with(NAME, FactSource.inMemory(_ -> Optional.empty())).build().session();
    Bound<String, String, Integer, String> bound =
        domain.checker("greedy").add(greedy).build().bind(session, "s", "a", "c");
    assertThat(bound.check(1).isGranted()).isFalse();
    assertThat(asked).hasSizeBetween(1_000, 1_010);
  }
}
