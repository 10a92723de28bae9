package dev.stele.process;

import static dev.stele.process.Samples.DONE;
import static dev.stele.process.Samples.ID;
import static dev.stele.process.Samples.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.trial.SimClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a watched registry tells its hub of, and that it is what it watches in all else. */
class WatchedRegistryTest {

  private static final Duration TTL = Duration.ofSeconds(30);
  private static final SessionScope SCOPE = SessionScope.of("s");
  private static final Owner ELSEWHERE = new Owner("e", new Incarnation.Elsewhere("far"));

  private final SimClock clock = SimClock.at(Instant.EPOCH);
  private final ChangeHub hub = new ChangeHub(clock);
  private final Registry inner = Registry.inMemory(Documents.none(), clock);
  private final Registry registry = new WatchedRegistry(inner, hub, Optional.empty());

  /** Something that is done to process {@code a}, which runs under {@link #lease}. */
  record Op(String method, String how, Consumer<WatchedRegistryTest> done) {
    @Override
    public String toString() {
      return method + " " + how;
    }
  }

  private static Op op(String method, String how, Consumer<WatchedRegistryTest> done) {
    return new Op(method, how, done);
  }

  private Lease lease() {
    return inner.lease(ID).orElseThrow();
  }

  private void given() {
    inner
        .register(
            Samples.rerunnable("a")
                .events(
                    new EventType(
                        "wake",
                        PayloadRule.any(),
                        new Semantics.Wake(
                            Optional.empty(), new Selector.Whole(), Optional.empty())),
                    EventType.signal("go"))
                .wakes(SCOPE))
        .orThrow();
    inner.append(ID, ProcessAppend.of("wake", Payload.text("up"))).orThrow();
    inner.claim(ID, Samples.owner(inner, "w"), TTL).orThrow();
  }

  static Stream<Op> ticking() {
    Waiting waiting = new Waiting.ForProcess(new ProcessId("b"), Instant.EPOCH);
    return Stream.of(
        op("register", "again", it -> it.register().orThrow()),
        op(
            "register",
            "with a grant",
            it -> it.registry.register(it.again(), Grant.of(SCOPE, ID)).orThrow()),
        op(
            "setExternal",
            "",
            it -> it.registry.setExternal(ID, new ExternalRef("x", "1", Map.of())).orThrow()),
        op("append", "by anybody", it -> it.registry.append(ID, Samples.out("1")).orThrow()),
        op("append", "by lease", it -> it.registry.append(it.lease(), Samples.out("1")).orThrow()),
        op(
            "appendAll",
            "",
            it -> it.registry.appendAll(it.lease(), List.of(Samples.out("1"))).orThrow()),
        op("signal", "", it -> it.registry.signal(ID, "go", Payload.EMPTY, "k").orThrow()),
        op("requestCancel", "", it -> it.registry.requestCancel(ID, "why").orThrow()),
        op(
            "requestAbandon",
            "",
            it -> it.registry.requestAbandon(ID, "me", Optional.empty()).orThrow()),
        op("acknowledgeWake", "", it -> it.registry.acknowledgeWake(ID, 1).orThrow()),
        op("complete", "by lease", it -> it.registry.complete(it.lease(), DONE).orThrow()),
        op(
            "complete",
            "by authority",
            it -> {
              it.inner.release(it.lease());
              it.registry.complete(ID, DONE, KEY).orThrow();
            }),
        op("start", "", it -> it.registry.start(it.lease()).orThrow()),
        op(
            "claimToRun",
            "that begins an attempt",
            it -> {
              it.inner.release(it.lease());
              it.registry.claimToRun(ID, ELSEWHERE, TTL).orThrow();
            }),
        op("giveBack", "", it -> it.registry.giveBack(it.lease()).orThrow()),
        op("failAttempt", "", it -> it.registry.failAttempt(it.lease(), "why").orThrow()),
        op("setWaiting", "", it -> it.registry.setWaiting(it.lease(), waiting).orThrow()),
        op(
            "clearWaiting",
            "",
            it -> {
              it.inner.setWaiting(it.lease(), waiting).orThrow();
              it.registry.clearWaiting(it.lease()).orThrow();
            }));
  }

  static Stream<Op> quiet() {
    return Stream.of(
        op("register", "that is refused", it -> it.registry.register(it.again().label("x"))),
        op(
            "append",
            "that is refused",
            it -> it.registry.append(ID, ProcessAppend.of("undeclared", Payload.EMPTY))),
        op("complete", "that is refused", it -> it.registry.complete(ID, DONE, KEY)),
        op("grant", "", it -> it.registry.grant(Grant.of(SCOPE, ID)).orThrow()),
        op(
            "transfer",
            "",
            it -> {
              it.inner.grant(Grant.of(SCOPE, ID)).orThrow();
              it.registry.transfer(SCOPE, SessionScope.of("t"), List.of(ID)).orThrow();
            }),
        op(
            "revoke",
            "",
            it -> {
              it.inner.grant(Grant.of(SCOPE, ID)).orThrow();
              it.registry.revoke(SCOPE, ID);
            }),
        op("deleteSession", "", it -> it.registry.deleteSession("s")),
        op(
            "claim",
            "",
            it -> {
              it.inner.release(it.lease());
              it.registry.claim(ID, ELSEWHERE, TTL).orThrow();
            }),
        op(
            "claimToRun",
            "that finds it busy",
            it -> it.registry.claimToRun(ID, ELSEWHERE, TTL).orThrow()),
        op("reclaim", "", it -> it.registry.reclaim(ID, ELSEWHERE, it.lease(), TTL).orThrow()),
        op("renew", "", it -> it.registry.renew(it.lease(), TTL).orThrow()),
        op("release", "", it -> it.registry.release(it.lease())),
        op("proofOfDeath", "", it -> it.registry.proofOfDeath(ELSEWHERE)),
        op(
            "prune",
            "of what has ended",
            it -> {
              it.inner.complete(it.lease(), DONE).orThrow();
              it.registry.prune(Instant.MAX, Filter.any(), Optional.empty());
            }),
        op(
            "prune",
            "of nothing",
            it -> it.registry.prune(Instant.MAX, Filter.any(), Optional.empty())));
  }

  private Registration again() {
    return inner.registration(ID);
  }

  private Answer<ProcessRecord> register() {
    return registry.register(again());
  }

  private boolean ticks(Consumer<WatchedRegistryTest> done) throws InterruptedException {
    given();
    try (ChangeHub.Subscription told = hub.subscribe(ID);
        ChangeHub.Subscription stranger = hub.subscribe(new ProcessId("b"))) {
      done.accept(this);
      assertThat(stranger.awaitChange(Duration.ZERO)).isFalse();
      return told.awaitChange(Duration.ZERO);
    }
  }

  @ParameterizedTest
  @MethodSource("ticking")
  void theHubIsTold(Op op) throws Exception {
    assertThat(ticks(op.done())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("quiet")
  void theHubIsNotTold(Op op) throws Exception {
    assertThat(ticks(op.done())).isFalse();
  }

  @Test
  void aNewProcessIsToldOf() throws Exception {
    try (ChangeHub.Subscription told = hub.subscribe(ID)) {
      registry.register(Samples.rerunnable("a")).orThrow();
      assertThat(told.awaitChange(Duration.ZERO)).isTrue();
    }
  }

  @Test
  void pruningTellsNeitherThoseWhoListenToThePrunedNorToOthers() throws Exception {
    given();
    inner.register(Samples.rerunnable("b")).orThrow();
    inner.complete(lease(), DONE).orThrow();
    try (ChangeHub.Subscription pruned = hub.subscribe(ID);
        ChangeHub.Subscription live = hub.subscribe(new ProcessId("b"))) {
      registry.prune(clock.instant().plusSeconds(1), Filter.any(), Optional.empty());
      assertThat(inner.find(ID)).isEmpty();
      assertThat(pruned.awaitChange(Duration.ZERO)).isFalse();
      assertThat(live.awaitChange(Duration.ZERO)).isFalse();
    }
  }

  /** Whatever changes a process is in one of the tables, and what reads it is not. */
  @Test
  void theTablesNameAllThatWrites() {
    Set<String> named = new TreeSet<>();
    Stream.concat(ticking(), quiet()).forEach(op -> named.add(op.method()));
    Set<String> written = new TreeSet<>();
    for (Method method : Registry.class.getDeclaredMethods()) {
      if (!Modifier.isStatic(method.getModifiers()) && !method.getName().equals("incarnation")) {
        written.add(method.getName());
      }
    }
    assertThat(named).isEqualTo(written);
  }

  /** A waiter that is told before it is there looks, finds nothing, and is not told again. */
  @Test
  void theHubIsToldAfterTheWrite() throws Exception {
    given();
    try (ChangeHub.Subscription told = hub.subscribe(ID)) {
      Registry watched =
          new WatchedRegistry(
              Hooked.around(
                  Registry.class,
                  inner,
                  (_, _, call) -> {
                    Object answer = call.make();
                    assertThat(told.awaitChange(Duration.ZERO)).isFalse();
                    return answer;
                  }),
              hub,
              Optional.of(_ -> {}));
      watched.append(ID, Samples.out("1")).orThrow();
      assertThat(told.awaitChange(Duration.ZERO)).isTrue();
      watched.complete(lease(), DONE).orThrow();
      assertThat(told.awaitChange(Duration.ZERO)).isTrue();
    }
  }

  /**
   * A write failed after it was done, and nobody was told: who waited for the end of the process
   * waited on, though it stood in the log.
   */
  @Test
  void theHubIsToldOfAWriteOfWhichNobodyKnowsWhetherItWasDone() throws Exception {
    given();
    IllegalStateException failure = new IllegalStateException("the outcome is unknown");
    Registry watched =
        new WatchedRegistry(
            Hooked.around(
                Registry.class,
                inner,
                (_, _, call) -> {
                  call.make();
                  throw failure;
                }),
            hub,
            Optional.empty());
    try (ChangeHub.Subscription told = hub.subscribe(ID)) {
      Lease held = lease();
      assertThatThrownBy(() -> watched.complete(held, DONE)).isSameAs(failure);
      assertThat(told.awaitChange(Duration.ZERO)).isTrue();
      assertThatThrownBy(() -> watched.append(ID, Samples.out("1"))).isSameAs(failure);
      assertThat(told.awaitChange(Duration.ZERO)).isTrue();
    }
  }

  // --- All else ----------------------------------------------------------------------------------

  /** What is called with each type of parameter. */
  private Object argument(Class<?> type) {
    return Stream.of(
            ID,
            SCOPE,
            lease(),
            ELSEWHERE,
            KEY,
            DONE,
            TTL,
            Instant.EPOCH,
            Filter.any(),
            Payload.EMPTY,
            Samples.out("1"),
            Grant.of(SCOPE, ID),
            new ExternalRef("x", "1", Map.of()),
            new Waiting.ForProcess(ID, Instant.EPOCH),
            inner.firstChange(),
            inner.incarnation().position(),
            again(),
            Optional.empty(),
            "go",
            List.of(),
            1,
            1L)
        .filter(type == int.class ? Integer.class::isInstance : boxed(type)::isInstance)
        .findFirst()
        .orElseThrow(() -> new AssertionError("expected an argument for " + type));
  }

  private static Class<?> boxed(Class<?> type) {
    return type == long.class ? Long.class : type;
  }

  static Stream<Method> methods() {
    return Arrays.stream(Registry.class.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()));
  }

  /** A method with a body of its own, in an interface, is one that a decorator can forget. */
  @ParameterizedTest
  @MethodSource("methods")
  void eachMethodReachesTheSameOneOfTheRegistryThatIsWatched(Method method) throws Exception {
    given();
    Object[] arguments = Arrays.stream(method.getParameterTypes()).map(this::argument).toArray();
    List<Method> called = new ArrayList<>();
    List<Object> answers = new ArrayList<>();
    List<Object> given = new ArrayList<>();
    Registry recording =
        Hooked.around(
            Registry.class,
            inner,
            (one, its, call) -> {
              called.add(one);
              given.addAll(Arrays.asList(its));
              Object answer = call.make();
              answers.add(answer);
              return answer;
            });
    Registry watched = new WatchedRegistry(recording, hub, Optional.empty());
    try {
      Object answer = method.invoke(watched, arguments);
      assertThat(Optional.ofNullable(answer)).isEqualTo(Optional.ofNullable(answers.getFirst()));
    } catch (InvocationTargetException e) {
      assertThat(e.getCause()).isInstanceOf(IllegalArgumentException.class); // No such event.
    }
    assertThat(called).hasSize(1);
    assertThat(called.getFirst().getName()).isEqualTo(method.getName());
    assertThat(called.getFirst().getParameterTypes()).isEqualTo(method.getParameterTypes());
    assertThat(given).containsExactly(arguments);
  }

  @Test
  void whatIsAskedForIsAskedOfTheRegistryItself() {
    given();
    Collection<ProcessId> ids = List.of(ID, new ProcessId("b"));
    assertThat(registry.unregistered(ids)).containsExactly(new ProcessId("b"));
    assertThat(registry.get(ID)).isEqualTo(inner.get(ID));
  }
}
