package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Explores models that call what stands for the JDK by hand. */
final class Models {

  static final Execution.Limits LIMITS = new Execution.Limits(2_000, 2, false);
  static final Execution.Limits WITH_WHIMS = new Execution.Limits(2_000, 2, true);
  private static final long EXECUTIONS_MAX = 200_000;

  private Models() {}

  static Exploration.Result explore(Execution.Body model) {
    return explore(model, LIMITS, new ReducedSearch());
  }

  static Exploration.Result explore(Execution.Body model, Execution.Limits limits, Search search) {
    try (BackEnd backEnd =
        JdkInternals.continuations()
            .<BackEnd>map(BackEnds.OnContinuations::new)
            .orElseGet(BackEnds.OnThreads::platform)) {
      return new Exploration(model, backEnd, limits).explore(search, EXECUTIONS_MAX);
    }
  }

  /** Explores without a failure, and returns how many executions there were. */
  static long executions(Execution.Body model) {
    Exploration.Result result = explore(model);
    assertThat(result.failure().map(Exploration.Failure::finding)).isEmpty();
    assertThat(result.isComplete()).isTrue();
    return result.executions();
  }

  /** Explores up to a failure, which the schedule must show again. */
  static Finding failure(Execution.Body model) {
    return failure(model, LIMITS);
  }

  static Finding failure(Execution.Body model, Execution.Limits limits) {
    Exploration.Result result = explore(model, limits, new ReducedSearch());
    assertThat(result.failure()).as("a failure in %s", result).isPresent();
    Exploration.Failure failure = result.failure().orElseThrow();
    try (BackEnd backEnd = BackEnds.OnThreads.platform()) {
      Execution again =
          new Exploration(model, backEnd, limits)
              .record(Schedule.parse(failure.schedule().toString()));
      assertThat(again.finding().orElseThrow().isLike(failure.finding())).isTrue();
    }
    return failure.finding();
  }

  /** Runs bodies in threads of their own, one started after the other, and joins them. */
  static void together(Body... bodies) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (Body body : bodies) {
      Thread thread = thread(body);
      threads.add(thread);
      ThreadModel.start(thread, Site.NONE);
    }
    for (Thread thread : threads) {
      ThreadModel.join(thread, Site.NONE);
    }
  }

  /** A body that may throw. */
  @FunctionalInterface
  interface Body {
    void run() throws Exception;
  }

  static Thread thread(Body body) {
    return new Thread(() -> {
      try {
        body.run();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
  }
}
