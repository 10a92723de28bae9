package dev.stele.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** How long is waited for a signal that does not come, by attempts one after another. */
class SignalDeadlineTest {

  private static final Duration TIME = Duration.ofSeconds(10);
  private static final RetryPolicy THREE =
      new RetryPolicy(3, Duration.ofSeconds(1), 1, Duration.ofSeconds(1));

  private final Jobs jobs = new Jobs();
  private final Registry registry = jobs.open();
  private final List<String> log = new CopyOnWriteArrayList<>();

  private ProcessId register() {
    Registration one = Jobs.registration("a", Disposition.RERUNNABLE).retry(THREE);
    return registry.register(one).orThrow().id();
  }

  /** Runs one attempt to its end, and lets time pass while it waits. */
  private void run(ProcessId id, Engine engine) throws InterruptedException {
    Thread thread = Thread.ofVirtual().start(jobs.attempt(registry, id, engine)::run);
    while (!thread.join(Duration.ofMillis(1))) {
      jobs.clock.advanceToNext();
    }
  }

  /** Runs one attempt until it waits, lets a time pass, and ends its worker. */
  private void runUntilItsWorkerEnds(ProcessId id, Engine engine, Duration after)
      throws InterruptedException {
    Attempt attempt = jobs.attempt(registry, id, engine);
    Thread thread = Thread.ofVirtual().start(attempt::run);
    jobs.clock.awaitWaiters(1);
    attempt.drain();
    thread.join();
    jobs.clock.advance(after);
  }

  private boolean comes(Context context, String signal, Duration atMost)
      throws InterruptedException {
    boolean comes = context.awaitSignal(signal, atMost).isPresent();
    log.add(Duration.between(Jobs.DAWN, jobs.clock.instant()).toSeconds() + " " + comes);
    return comes;
  }

  /** Waits for a signal that does not come, and fails. */
  private ProcessOutcome failing(Context context) throws InterruptedException {
    comes(context, "go", TIME);
    throw new IllegalStateException("nothing came");
  }

  private Instant deadline() {
    return ((Waiting.ForSignal) registry.get(ProcessId.of("a")).waiting().orElseThrow())
        .until()
        .orElseThrow();
  }

  /**
   * It did so for ever: each attempt waited anew, and its wait let the attempts count from none.
   */
  @Test
  void attemptsThatFailAfterAWaitThatTimedOutWaitNoMoreAndCount() throws Exception {
    ProcessId id = register();
    Engine engine = this::failing;
    run(id, engine);
    assertThat(registry.get(id).attempts()).isEqualTo(1);
    run(id, engine);
    assertThat(registry.get(id).attempts()).isEqualTo(2);
    run(id, engine);
    assertThat(registry.get(id).outcome()).map(ProcessOutcome::word).contains("failed");
    assertThat(log).containsExactly("10 false", "10 false", "10 false");
  }

  /** Who asks for another signal in each attempt waits in each; and has no more attempts for it. */
  @Test
  void attemptsThatWaitForNothingOfEarlierOnesCountTheSame() throws Exception {
    ProcessId id =
        registry
            .register(
                Jobs.registration("a", Disposition.RERUNNABLE)
                    .events(EventType.signal("r1"), EventType.signal("r2"), EventType.signal("r3"))
                    .retry(THREE))
            .orThrow()
            .id();
    Engine engine =
        context -> {
          comes(context, "r" + (log.size() + 1), TIME);
          throw new IllegalStateException("nothing came");
        };
    for (int i = 0; i < 3; i++) {
      run(id, engine);
    }
    assertThat(log).containsExactly("10 false", "20 false", "30 false");
    assertThat(registry.get(id).outcome()).map(ProcessOutcome::word).contains("failed");
  }

  /** The attempt that failed put itself in the place of the wait, whose deadline was forgotten. */
  @Test
  void aDeadlineOutlivesAnAttemptThatFailsAndARestart() throws Exception {
    ProcessId id = register();
    Engine engine = context -> Crew.done("" + comes(context, "go", TIME));
    runUntilItsWorkerEnds(id, engine, Duration.ofSeconds(6));
    run(
        id,
        _ -> {
          throw new IllegalStateException("not today");
        });
    assertThat(registry.get(id).waiting().orElseThrow()).isInstanceOf(Waiting.ForAttempt.class);
    runUntilItsWorkerEnds(id, engine, Duration.ZERO);
    assertThat(deadline()).isEqualTo(Jobs.DAWN.plus(TIME));
    run(id, engine);
    assertThat(registry.get(id).outcome()).contains(Crew.done("false"));
    assertThat(log).containsExactly("10 false");
  }

  @Test
  void eachOfSeveralWaitsForOneSignalKeepsItsOwnDeadline() throws Exception {
    ProcessId id = register();
    Engine engine =
        context -> {
          comes(context, "go", TIME);
          comes(context, "go", TIME);
          if (log.size() == 2) {
            throw new IllegalStateException("once");
          }
          return Crew.done("" + comes(context, "go", TIME));
        };
    run(id, engine);
    run(id, engine);
    assertThat(log).containsExactly("10 false", "20 false", "20 false", "20 false", "30 false");
    assertThat(registry.get(id).outcome()).contains(Crew.done("false"));
  }

  @Test
  void aSignalThatComesLateIsMetByALaterAttempt() throws Exception {
    ProcessId id = register();
    run(id, this::failing);
    registry.signal(id, "go", Payload.EMPTY, "k").orThrow();
    run(id, context -> Crew.done("" + comes(context, "go", TIME)));
    assertThat(log).containsExactly("10 false", "10 true");
  }

  /** What was waited for once with an end may be waited for without one. */
  @Test
  void aWaitWithoutAnEndDoesNotEnd() throws Exception {
    ProcessId id = register();
    run(id, this::failing);
    Engine patient = context -> Crew.done(context.awaitSignal("go").payload().text());
    runUntilItsWorkerEnds(id, patient, TIME);
    registry.signal(id, "go", Payload.text("came"), "k").orThrow();
    run(id, patient);
    assertThat(registry.get(id).outcome()).contains(Crew.done("came"));
  }
}
