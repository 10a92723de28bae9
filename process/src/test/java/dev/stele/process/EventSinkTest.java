package dev.stele.process;

import static dev.stele.process.Samples.DONE;
import static dev.stele.process.Samples.ID;
import static dev.stele.process.Samples.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.stele.trial.SimClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a sink sees, and what it cannot do. */
class EventSinkTest {

  private static final Duration TTL = Duration.ofSeconds(30);

  private final SimClock clock = SimClock.at(Instant.EPOCH);
  private final ChangeHub hub = new ChangeHub(clock);
  private final Registry inner = Registry.inMemory(Documents.none(), clock);
  private final List<ProcessEvent> seen = Collections.synchronizedList(new ArrayList<>());

  private WatchedRegistry registry(EventSink sink) {
    return new WatchedRegistry(inner, hub, Optional.of(sink));
  }

  private static void register(Registry registry) {
    registry
        .register(
            Samples.rerunnable("a")
                .events(
                    new EventType(
                        "end",
                        PayloadRule.any(),
                        new Semantics.Terminal(
                            Semantics.Terminal.State.COMPLETED, Optional.empty()))))
        .orThrow();
  }

  private List<ProcessEvent> log() {
    return inner.eventsAfter(ID, 0, 100);
  }

  @Test
  void itSeesEachEventInOrderWhoeverAppendsIt() {
    Registry registry = registry(seen::add);
    register(registry);
    Lease lease = Samples.acquired(registry.claim(ID, Samples.owner(registry, "w"), TTL));
    registry.append(ID, Samples.out("1")).orThrow();
    registry.append(lease, Samples.out("2")).orThrow();
    registry
        .appendAll(lease, List.of(Samples.out("3"), Samples.other("4"), Samples.out("5")))
        .orThrow();
    registry.requestCancel(ID, "6").orThrow();
    assertThat(Samples.sequences(seen)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(seen).isEqualTo(log());
  }

  @Test
  void whatItSeesIsWritten() {
    List<Boolean> written = new ArrayList<>();
    Registry registry = registry(event -> written.add(log().contains(event)));
    register(registry);
    Lease lease = Samples.acquired(registry.claim(ID, Samples.owner(registry, "w"), TTL));
    registry.append(ID, Samples.out("1")).orThrow();
    registry.appendAll(lease, List.of(Samples.out("2"), Samples.out("3"))).orThrow();
    assertThat(written).containsExactly(true, true, true);
  }

  @Test
  void itNeverSeesTheEnd() {
    Registry registry = registry(seen::add);
    register(registry);
    Lease lease = Samples.acquired(registry.claim(ID, Samples.owner(registry, "w"), TTL));
    registry.complete(lease, DONE).orThrow();
    for (String id : List.of("b", "c")) {
      registry
          .register(
              Registration.of(id, Work.run("echo", Payload.EMPTY), Disposition.RERUNNABLE)
                  .events(inner.registration(ID).eventTypes().toArray(new EventType[0])))
          .orThrow();
    }
    registry.complete(new ProcessId("b"), DONE, KEY).orThrow();
    registry
        .append(new ProcessId("c"), ProcessAppend.of("end", Payload.text("x")).key("k"))
        .orThrow();
    assertThat(inner.get(new ProcessId("c")).hasEnded()).isTrue();
    assertThat(seen).isEmpty();
  }

  @Test
  void itSeesAReplayedEventOnceAndARefusedOneNever() {
    Registry registry = registry(seen::add);
    register(registry);
    registry.append(ID, Samples.out("1").key("k")).orThrow();
    registry.append(ID, Samples.out("1").key("k")).orThrow();
    assertThat(registry.append(ID, Samples.out("2").key("k")).isDone()).isFalse();
    assertThat(Samples.sequences(seen)).containsExactly(1L);
  }

  /** An error of a sink came out of an append that was done, and the hub was not told of it. */
  @Test
  void whatItThrowsIsCountedAndTheWriteStandsAndIsTold() throws Exception {
    List<Throwable> failures =
        List.of(new IllegalStateException("broken"), new StackOverflowError("too deep"));
    for (Throwable failure : failures) {
      WatchedRegistry registry =
          registry(_ -> {
            throw EventSinkTest.<RuntimeException>unchecked(failure);
          });
      register(registry);
      Lease lease = Samples.acquired(registry.claim(ID, Samples.owner(registry, "w"), TTL));
      try (ChangeHub.Subscription told = hub.subscribe(ID)) {
        assertThatCode(() -> registry.append(ID, Samples.out("1")).orThrow())
            .doesNotThrowAnyException();
        assertThat(told.awaitChange(Duration.ZERO)).isTrue();
        List<ProcessAppend> two = List.of(Samples.out("2"), Samples.out("3"));
        assertThatCode(() -> registry.appendAll(lease, two).orThrow()).doesNotThrowAnyException();
        assertThat(told.awaitChange(Duration.ZERO)).isTrue();
      }
      assertThat(registry.sinkFailures()).isEqualTo(3);
    }
    assertThat(log()).hasSize(6);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Thrown past the compiler.
  private static <T extends Throwable> T unchecked(Throwable failure) throws T {
    throw (T) failure;
  }

  @Test
  void withItTheHubIsToldAndWithoutItTheLogIsTheSame() throws Exception {
    Registry bare = Registry.inMemory(Documents.none(), clock);
    Registry without = new WatchedRegistry(bare, hub, Optional.empty());
    Registry with = registry(seen::add);
    for (Registry registry : List.of(without, with)) {
      register(registry);
      try (ChangeHub.Subscription told = hub.subscribe(ID)) {
        registry.append(ID, Samples.out("1")).orThrow();
        assertThat(told.awaitChange(Duration.ZERO)).isTrue();
        registry.complete(ID, DONE, KEY).orThrow();
        assertThat(told.awaitChange(Duration.ZERO)).isTrue();
      }
    }
    assertThat(bare.history(ID)).isEqualTo(inner.history(ID));
    assertThat(bare.eventsAfter(ID, 0, 10)).isEqualTo(log());
  }

  @Test
  void oneThatDropsEventsLosesNothingOfTheLog() {
    Registry registry =
        registry(event -> {
          if (event.sequence() % 2 != 0) {
            seen.add(event);
          }
        });
    register(registry);
    for (int i = 1; i <= 6; i++) {
      registry.append(ID, Samples.out("" + i)).orThrow();
    }
    assertThat(Samples.sequences(seen)).containsExactly(1L, 3L, 5L);
    assertThat(Samples.sequences(registry.eventsAfter(ID, 0, 10)))
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(registry.eventsAfter(ID, 2, 10).getFirst().payload().text()).isEqualTo("3");
  }

  /** Who had appended second, and was faster, was seen first. */
  @Test
  void ofTwoWhoAppendTogetherItSeesTheFirstFirst() throws Exception {
    CountDownLatch isWritten = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    AtomicBoolean isFirst = new AtomicBoolean(true);
    Registry held =
        Hooked.around(
            Registry.class,
            inner,
            (method, _, call) -> {
              Object answer = call.make();
              if (method.getName().equals("append") && isFirst.getAndSet(false)) {
                isWritten.countDown();
                mayGoOn.await(); // It is in the log, and the sink has not seen it.
              }
              return answer;
            });
    Registry registry = new WatchedRegistry(held, hub, Optional.of(seen::add));
    register(registry);
    Thread one = Schedules.begin("one", () -> registry.append(ID, Samples.out("1")).orThrow());
    isWritten.await();
    Thread other = Schedules.begin("other", () -> registry.append(ID, Samples.out("2")).orThrow());
    while (other.getState() != Thread.State.WAITING && other.isAlive()) {
      Thread.onSpinWait(); // It waits for the first one, or is done.
    }
    mayGoOn.countDown();
    one.join();
    other.join();
    assertThat(Samples.sequences(seen)).containsExactly(1L, 2L);
  }

  @Test
  void underManyWhoAppendItSeesTheOrderOfTheLog() throws Exception {
    Registry registry = registry(seen::add);
    register(registry);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Schedules.begin(
              "appender " + i,
              () -> {
                for (int j = 0; j < 20; j++) {
                  registry.append(ID, Samples.out("" + j)).orThrow();
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(seen).isEqualTo(log()).hasSize(80);
  }
}
