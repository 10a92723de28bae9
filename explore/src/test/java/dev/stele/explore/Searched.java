package dev.stele.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a search finds, when it goes on after failures, too.
 *
 * @param outcomes how programs can end
 * @param executions those that ran to their end
 * @param failures why executions failed, and the schedules under which they did, in their order
 */
record Searched(
    Set<String> outcomes,
    long executions,
    long redundant,
    long steps,
    List<Failed> failures,
    boolean isComplete) {

  /** An execution that got stuck. */
  record Failed(String headline, String schedule, String outcome) {}

  static final Execution.Limits LIMITS = new Execution.Limits(10_000, Player.SPIN_TURNS, false);

  /** Returns the fastest back end that this JVM allows. */
  static BackEnd fastest() {
    return JdkInternals.continuations()
        .<BackEnd>map(BackEnds.OnContinuations::new)
        .orElseGet(BackEnds.OnThreads::platform);
  }

  static Searched of(Program program, Search search, BackEnd backEnd) {
    return of(program, search, backEnd, Long.MAX_VALUE);
  }

  static Searched of(Program program, Search search, BackEnd backEnd, long executionsMax) {
    Player player = new Player(program);
    Set<String> outcomes = new TreeSet<>();
    Set<String> conflicts = new TreeSet<>();
    List<Failed> failures = new ArrayList<>();
    long executions = 0;
    long redundant = 0;
    long steps = 0;
    boolean isMore = true;
    while (isMore && executions + redundant < executionsMax) {
      Execution execution = new Execution(search, backEnd, LIMITS, false, conflicts);
      execution.run(player);
      steps += execution.trace().size();
      if (execution.isRedundant()) {
        redundant++;
      } else {
        executions++;
        outcomes.add(player.outcome());
      }
      Optional<Finding> finding = execution.finding();
      if (finding.isPresent() && !isStuck(finding.get())) {
        throw new AssertionError(
            finding.get().headline() + " under " + search.schedule() + " of" + program,
            finding.get().cause().orElse(null));
      }
      finding.ifPresent(found ->
          failures.add(
              new Failed(found.headline(), search.schedule().toString(), player.outcome())));
      isMore = search.advance();
    }
    return new Searched(outcomes, executions, redundant, steps, failures, !isMore);
  }

  private static boolean isStuck(Finding finding) {
    return switch (finding.kind()) {
      case DEADLOCK, LOST_WAKE_UP, STUCK, LIVELOCK -> true;
      default -> false;
    };
  }
}
