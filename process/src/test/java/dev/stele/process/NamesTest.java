package dev.stele.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Names and numbers that no registry takes, and the longest that every registry does. */
class NamesTest {

  private static final String HALF = "a\ud800";

  private static void refuses(Runnable making) {
    assertThatThrownBy(making::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must");
  }

  @Test
  void namesAreNotBlankNorLongNorHalf() {
    for (String bad : List.of("", " ", "a\nb", "a\u0085", HALF, "é".repeat(101))) {
      refuses(() -> Work.run(bad, Payload.EMPTY));
      refuses(() -> new Work.External(bad, Payload.EMPTY));
      refuses(() -> new Owner(bad, new Incarnation.Elsewhere("x")));
      refuses(() -> new Incarnation.Elsewhere(bad));
      refuses(() -> EventType.plain(bad));
      refuses(() -> new ExternalRef(bad, "i", Map.of()));
      refuses(() -> new ExternalRef("s", bad, Map.of()));
      refuses(() -> new Authority.WorkflowKey(bad));
      refuses(() -> new Originator.Host(Optional.of(bad)));
      refuses(() -> SessionScope.of(bad));
      refuses(() -> SessionScope.of("s", bad));
    }
    refuses(() -> SessionScope.of("a/b"));
    for (String bad : List.of("", " ", "a#b", "a\nb", HALF, "é".repeat(241))) {
      refuses(() -> new ProcessId(bad));
    }
    for (String bad : List.of("", " ", "k".repeat(401))) {
      refuses(() -> ProcessAppend.of("t", Payload.EMPTY).key(bad));
    }
    refuses(() -> ProcessAppend.of("t", Payload.EMPTY).causedBy("c".repeat(1_001)));
    refuses(() -> EventType.plain("process.x"));
    refuses(() -> EventType.plain("stele.x"));
    refuses(() -> EventType.plain("signal.a b"));
    refuses(() -> EventType.signal(""));
  }

  /** A session's name of 200 signs could take more bytes than the name of a stream may. */
  @Test
  void theLongestNamesFitIntoAStore() {
    String longest = "é".repeat(100);
    SessionScope scope = SessionScope.of(longest, longest);
    Payload payload = RegistryContract.json("{'say': '" + "é".repeat(15_000) + "'}");
    EventType type =
        new EventType(
            longest,
            PayloadRule.any(),
            new Semantics.Wake(Optional.empty(), new Selector.Pointer("/say"), Optional.empty()));
    Registration registration =
        Registration.of("é".repeat(240), Work.run(longest, payload), Disposition.RERUNNABLE)
            .events(type)
            .wakes(scope)
            .originator(new Originator.Session(scope))
            .label("é".repeat(1_000))
            .causedBy("é".repeat(1_000));
    try (StoreRoom room = new StoreRoom(new MiniJson())) {
      Registry registry = room.registry();
      registry.register(registration, Grant.of(scope, registration.id())).orThrow();
      ProcessAppend append =
          ProcessAppend.of(longest, payload).key("é".repeat(400)).causedBy("é".repeat(1_000));
      Appended appended = registry.append(registration.id(), append).orThrow();
      assertThat(appended.delivery().orElseThrow().target()).isEqualTo(scope);
      registry
          .setExternal(registration.id(), new ExternalRef(longest, longest, Map.of()))
          .orThrow();
      registry
          .claim(registration.id(), RegistryContract.elsewhere(longest), Duration.ofDays(365))
          .orThrow();
      room.audit();
    }
  }

  @Test
  void registrationsFitTogether() {
    refuses(() -> Registration.of("p", Work.run("k", Payload.EMPTY), Disposition.EXTERNALLY_OWNED));
    refuses(
        () -> Registration.of("p", new Work.External("k", Payload.EMPTY), Disposition.RERUNNABLE));
    Registration plain = Registration.external("p", "k", Payload.EMPTY);
    refuses(() -> plain.events(EventType.plain("a"), EventType.plain("a")));
    refuses(() -> plain.label("l".repeat(1_001)));
    refuses(() -> plain.causedBy("l".repeat(1_001)));
    refuses(() -> new PayloadRule(Optional.empty(), -1, Map.of()));
    refuses(() -> new PayloadRule(Optional.empty(), PayloadRule.BYTES_MAX + 1, Map.of()));
    refuses(() -> new Semantics.Terminal(Semantics.Terminal.State.FAILED, Optional.empty()));
  }

  @Test
  void waitsBetweenAttemptsGrowUpToTheLongest() {
    RetryPolicy policy = new RetryPolicy(5, Duration.ofSeconds(1), 2.5, Duration.ofSeconds(10));
    assertThat(List.of(policy.after(1), policy.after(2), policy.after(3), policy.after(4)))
        .containsExactly(
            Duration.ofSeconds(1),
            Duration.ofMillis(2_500),
            Duration.ofMillis(6_250),
            Duration.ofSeconds(10));
    assertThat(policy.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(10));
    Duration second = Duration.ofSeconds(1);
    refuses(() -> new RetryPolicy(0, second, 1, second));
    refuses(() -> new RetryPolicy(1, Duration.ZERO, 1, second));
    refuses(() -> new RetryPolicy(1, second, 1, Duration.ofMillis(1)));
    refuses(() -> new RetryPolicy(1, second, 0.5, second));
    refuses(() -> new RetryPolicy(1, second, Double.NaN, second));
    refuses(() -> new RetryPolicy(1, second, Double.POSITIVE_INFINITY, second));
    // Nobody could count it in nanoseconds when an attempt fails.
    refuses(() -> new RetryPolicy(2, second, 1, Duration.ofDays(200_000)));
  }
}
