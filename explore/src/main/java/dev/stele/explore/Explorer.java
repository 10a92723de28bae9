package dev.stele.explore;

import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Runs a model under every schedule: every order in which its threads can take their steps, as far
 * as anybody can tell them apart. A model is a piece of code that makes a few objects, lets two or
 * three threads work on them, joins the threads and asserts what must hold.
 *
 * {@snippet :
 * Explorer.check(() -> {
 *   var counter = new Counter();
 *   Thread other = Thread.ofPlatform().start(counter::increment);
 *   counter.increment();
 *   other.join();
 *   if (counter.value() != 2) {
 *     throw new AssertionError("an increment was lost: " + counter.value());
 *   }
 * });
 * }
 *
 * <p>The model and the classes that it uses run unmodified in source; a class loader of its own
 * weaves choice points into their byte code. What cannot be explored is refused by name and never
 * passes.
 *
 * <p>Immutable; safe for any thread. One exploration runs at a time in a JVM; others wait.
 */
public final class Explorer {

  /** How many executions a model may take, if nothing else is asked for. */
  public static final long EXECUTIONS_MAX = 1_000_000;

  /** How many steps an execution may take, if nothing else is asked for. */
  public static final int STEPS_MAX = 10_000;

  /** How many fruitless turns a spin may take, if nothing else is asked for. */
  public static final int SPIN_TURNS_MAX = 3;

  /** The system property that names a schedule to be replayed, by all models of a JVM. */
  public static final String REPLAY_PROPERTY = "stele.explore.replay";

  private static final int UNBOUNDED = Integer.MAX_VALUE;
  private static final long MINIMISING_EXECUTIONS_MAX = 20_000;
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private final long executionsMax;
  private final int preemptionsMax;
  private final Execution.Limits limits;
  private final Platform platform;
  private final Optional<Schedule> replay;

  /** A model: run anew in each execution. What it captures must be immutable values of the JDK. */
  @FunctionalInterface
  public interface Model extends Serializable {

    /**
     * Runs it.
     *
     * @throws Throwable if it fails
     */
    void run() throws Throwable;
  }

  /** On what tasks run. What is found is the same on each. */
  public enum Platform {
    /** Continuations if the JVM was started so that they can be had, else platform threads. */
    FASTEST,
    /** Continuations of the JDK; needs {@code --add-exports java.base/jdk.internal.vm=…}. */
    CONTINUATIONS,
    /**
     * Virtual threads that the explorer schedules; needs {@code --add-opens java.base/java.lang=…}.
     */
    VIRTUAL_THREADS,
    /** Platform threads: needs nothing, and is 20 to 30 times as slow. */
    PLATFORM_THREADS
  }

  private Explorer(
      long executionsMax,
      int preemptionsMax,
      Execution.Limits limits,
      Platform platform,
      Optional<Schedule> replay) {
    this.executionsMax = executionsMax;
    this.preemptionsMax = preemptionsMax;
    this.limits = limits;
    this.platform = platform;
    this.replay = replay;
  }

  /** Returns one with no bounds, except those beyond which a model fails. */
  public static Explorer standard() {
    String asked = System.getProperty(REPLAY_PROPERTY, "");
    return new Explorer(
        EXECUTIONS_MAX,
        UNBOUNDED,
        new Execution.Limits(STEPS_MAX, SPIN_TURNS_MAX, false),
        Platform.FASTEST,
        asked.isBlank() ? Optional.empty() : Optional.of(Schedule.parse(asked)));
  }

  /**
   * Explores a model completely.
   *
   * @throws ExploreError if it fails under some schedule, or cannot be explored
   */
  public static Certificate check(Model model) {
    return standard().explore(model);
  }

  /** Returns one under which a model with more executions than this fails. */
  public Explorer executionsMax(long executions) {
    return new Explorer(
        positive("executions", executions), preemptionsMax, limits, platform, replay);
  }

  /** Returns one under which a model with an execution of more steps than this fails. */
  public Explorer stepsMax(int steps) {
    positive("steps", steps);
    return with(new Execution.Limits(steps, limits.spinTurnsMax(), limits.hasSpuriousWakeUps()));
  }

  /**
   * Returns one under which a read that found nothing new this many times in a row, with nothing
   * but reads between, waits until something that it read has been written.
   */
  public Explorer spinTurnsMax(int turns) {
    positive("spin turns", turns);
    return with(new Execution.Limits(limits.stepsMax(), turns, limits.hasSpuriousWakeUps()));
  }

  /** Returns one under which waits may also end without a cause. */
  public Explorer spuriousWakeUps() {
    return with(new Execution.Limits(limits.stepsMax(), limits.spinTurnsMax(), true));
  }

  /**
   * Returns one that leaves out schedules with more preemptions than this: with more times that a
   * task is left that could go on. What it finds is true; that it finds nothing is no proof, and
   * its certificate says so.
   */
  public Explorer preemptionsMax(int preemptions) {
    if (preemptions < 0) {
      throw new IllegalArgumentException("preemptions must be >= 0, got: " + preemptions);
    }
    return new Explorer(executionsMax, preemptions, limits, platform, replay);
  }

  /** Returns one that runs tasks on something else. */
  public Explorer on(Platform platform) {
    return new Explorer(executionsMax, preemptionsMax, limits, platform, replay);
  }

  /**
   * Returns one that runs a single schedule.
   *
   * @throws IllegalArgumentException if it is none
   */
  public Explorer replay(String schedule) {
    return new Explorer(
        executionsMax, preemptionsMax, limits, platform, Optional.of(Schedule.parse(schedule)));
  }

  private Explorer with(Execution.Limits limits) {
    return new Explorer(executionsMax, preemptionsMax, limits, platform, replay);
  }

  private static long positive(String what, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " must be >= 1, got: " + value);
    }
    return value;
  }

  /**
   * Explores a model.
   *
   * @return what was covered; {@linkplain Certificate#isComplete() complete} unless a bound was
   *     asked for
   * @throws ExploreError if it fails under some schedule, or cannot be explored
   */
  public Certificate explore(Model model) {
    return explore(() -> WovenModel.of(model));
  }

  /** Explores a method without parameters, each time on a new instance of its class. */
  Certificate explore(Method method) {
    return explore(() -> WovenModel.of(method));
  }

  private Certificate explore(Supplier<WovenModel> weaving) {
    ONE_AT_A_TIME.lock();
    try (BackEnd backEnd = backEnd()) {
      WovenModel woven = weaving.get();
      Exploration exploration = new Exploration(woven.body(), backEnd, limits);
      if (replay.isPresent()) {
        throw replayed(exploration, replay.get());
      }
      boolean isBounded = preemptionsMax != UNBOUNDED;
      Exploration.Result result =
          exploration.explore(
              isBounded ? new BoundedSearch(preemptionsMax) : new ReducedSearch(), executionsMax);
      if (result.failure().isPresent()) {
        throw failed(exploration, result);
      }
      if (!result.isComplete()) {
        throw refused(
            ExploreError.Kind.OUTGROWN,
            "the model is not done after %,d executions".formatted(executionsMax),
            "make it smaller (fewer tasks, fewer operations), ask for more with"
                + " executionsMax(n), or bound it with preemptionsMax(n)");
      }
      if (result.conflicts().isEmpty()) {
        throw refused(
            ExploreError.Kind.VACUOUS,
            "nothing was explored: no two tasks met at anything in "
                + result.executions()
                + " executions",
            "the model must start a thread that shares something with another");
      }
      return new Certificate(
          isBounded ? Optional.of(preemptionsMax + " preemptions") : Optional.empty(),
          result.executions(),
          result.redundant(),
          result.steps(),
          result.tasks(),
          result.conflicts(),
          woven.wovenClasses(),
          woven.replacedTypes(),
          backEnd.description());
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  private BackEnd backEnd() {
    return switch (platform) {
      case FASTEST ->
          JdkInternals.continuations()
              .<BackEnd>map(BackEnds.OnContinuations::new)
              .orElseGet(BackEnds.OnThreads::platform);
      case CONTINUATIONS ->
          new BackEnds.OnContinuations(
              JdkInternals.continuations()
                  .orElseThrow(() -> missing("continuations", JdkInternals.CONTINUATIONS_FLAG)));
      case VIRTUAL_THREADS ->
          BackEnds.OnThreads.virtual(
              JdkInternals.schedulers()
                  .orElseThrow(() ->
                      missing("schedulers of virtual threads", JdkInternals.SCHEDULERS_FLAG)));
      case PLATFORM_THREADS -> BackEnds.OnThreads.platform();
    };
  }

  private static IllegalStateException missing(String what, String flag) {
    return new IllegalStateException(what + " must be open to this; start the JVM with: " + flag);
  }

  private static ExploreError refused(ExploreError.Kind kind, String headline, String advice) {
    return new ExploreError(
        kind, headline + System.lineSeparator() + "  " + advice, "", Optional.empty());
  }

  private static ExploreError replayed(Exploration exploration, Schedule schedule) {
    Execution again = exploration.record(schedule);
    return again
        .finding()
        .map(finding -> error(finding, again, schedule, "replayed"))
        .orElseGet(() ->
            refused(
                ExploreError.Kind.DIVERGED,
                "the replayed schedule does not fail: " + schedule,
                "what failed may be mended: take the replay away to explore the model"));
  }

  /** Looks for a schedule with fewer preemptions that fails likewise, and reports it. */
  private ExploreError failed(Exploration exploration, Exploration.Result result) {
    Exploration.Failure failure = result.failure().orElseThrow();
    String how = "found in execution %,d".formatted(result.executions() + result.redundant());
    for (int preemptions = 0; preemptions < preemptionsMax; preemptions++) {
      Exploration.Result smaller =
          exploration.explore(new BoundedSearch(preemptions), MINIMISING_EXECUTIONS_MAX);
      Optional<Exploration.Failure> found = smaller.failure();
      if (found.isPresent()) {
        if (found.get().finding().isLike(failure.finding())) {
          how += "; the fewest preemptions that show it: " + preemptions;
          failure = found.get();
        }
        break;
      }
      if (!smaller.isComplete()) {
        break;
      }
    }
    Execution recorded = exploration.record(failure.schedule());
    Finding finding = recorded.finding().orElse(failure.finding());
    if (!finding.isLike(failure.finding())) {
      return refused(
          ExploreError.Kind.DIVERGED,
          "a replay of what failed does not fail likewise: " + failure.finding().headline(),
          "the model must depend on nothing but its schedule");
    }
    return error(finding, recorded, failure.schedule(), how);
  }

  private static ExploreError error(
      Finding finding, Execution execution, Schedule schedule, String how) {
    return new ExploreError(
        finding.kind(),
        execution.written(() -> Report.text(finding, execution, schedule, how)),
        schedule.toString(),
        finding.cause());
  }
}
