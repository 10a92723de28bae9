package dev.stele.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.access.Fact;
import dev.stele.access.FactBatch;
import dev.stele.access.FactSource;
import dev.stele.access.FactType;
import dev.stele.access.Facts;
import dev.stele.access.Session;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Loads of facts, timed and counted. */
class MeteredSourceTest {

  private static final FactType<Integer, String> NAME = FactType.named("name");

  private final MockClock clock = new MockClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);

  private Session session(FactSource<Integer, String> source) {
    return Facts.builder().with(NAME, MeteredSource.of(NAME, source, registry)).build().session();
  }

  private Timer timer(String outcome) {
    return registry.get(MeteredSource.LOADS).tags("fact", "name", "outcome", outcome).timer();
  }

  private double keys(String answer) {
    return registry
        .get(MeteredSource.KEYS)
        .tags("fact", "name", "answer", answer)
        .counter()
        .count();
  }

  /** Takes 20 ms; knows even numbers, fails at 7, forgets 9, and breaks down at 100. */
  private void slow(FactBatch<Integer, String> batch) {
    clock.add(Duration.ofMillis(20));
    for (int key : batch.keys()) {
      switch (key) {
        case 7 -> batch.failed(key, new IllegalStateException("seven"));
        case 9 -> {}
        case 100 -> throw new IllegalStateException("a hundred");
        default -> {
          if (key % 2 == 0) {
            batch.found(key, "number " + key);
          } else {
            batch.missing(key);
          }
        }
      }
    }
  }

  @Test
  void aLoadIsTimedAndItsAnswersAreCounted() {
    List<Fact<String>> facts = session(this::slow).getAll(NAME, List.of(2, 4, 5, 7, 9));
    assertThat(facts.getFirst()).isEqualTo(new Fact.Found<>("number 2"));
    assertThat(timer("loaded").count()).isEqualTo(1);
    assertThat(timer("loaded").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(20);
    assertThat(keys("found")).isEqualTo(2);
    assertThat(keys("missing")).isEqualTo(1);
    assertThat(keys("failed")).isEqualTo(2);
  }

  @Test
  void aSourceThatThrowsHasFailedAndSoHaveTheKeysThatItHadNotAnswered() {
    List<Fact<String>> facts = session(this::slow).getAll(NAME, List.of(2, 100, 4));
    assertThat(facts.get(2)).isInstanceOf(Fact.Failed.class);
    assertThat(timer("failed").count()).isEqualTo(1);
    assertThat(timer("loaded").count()).isZero();
    assertThat(keys("found")).isEqualTo(1);
    assertThat(keys("failed")).isEqualTo(2);
  }

  @Test
  void whatIsKnownAlreadyIsNotCountedAgain() {
    Session session = session(this::slow);
    session.get(NAME, 2);
    session.get(NAME, 2);
    assertThat(timer("loaded").count()).isEqualTo(1);
    assertThat(keys("found")).isEqualTo(1);
  }

  @Test
  void howASourceIsAskedStaysAsItIs() {
    FactSource<Integer, String> source =
        FactSource.<Integer, String>inMemory(key -> Optional.of("name " + key))
            .withMaxBatch(2)
            .withConcurrency(3);
    MeteredSource<Integer, String> metered = MeteredSource.of(NAME, source, registry);
    assertThat(metered.maxBatch()).isEqualTo(2);
    assertThat(metered.concurrency()).isEqualTo(3);
    assertThat(metered.isPrompt()).isTrue();
    session(source).getAll(NAME, List.of(1, 2, 3, 4, 5));
    assertThat(timer("loaded").count()).isEqualTo(3);
    assertThat(keys("found")).isEqualTo(5);
  }

  @Test
  void aMapAsAnAnswerIsCountedToo() {
    session(FactSource.of(_ -> Map.of(1, "one"))).getAll(NAME, List.of(1, 2));
    assertThat(keys("found")).isEqualTo(1);
    assertThat(keys("missing")).isEqualTo(1);
  }
}
