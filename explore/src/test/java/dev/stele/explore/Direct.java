package dev.stele.explore;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Explores a body that calls by hand what woven code calls. */
final class Direct {

  static final Execution.Limits LIMITS = new Execution.Limits(10_000, 3, false);
  private static final long EXECUTIONS_MAX = 100_000;

  private Direct() {}

  static Exploration.Result explore(Execution.Body body) {
    try (BackEnd backEnd = backEnd()) {
      return new Exploration(body, backEnd, LIMITS).explore(new ReducedSearch(), EXECUTIONS_MAX);
    }
  }

  /** Explores a body that must fail, and returns why it did. */
  static Finding finding(Execution.Body body) {
    return explore(body)
        .failure()
        .map(Exploration.Failure::finding)
        .orElseThrow(() -> new AssertionError("the body must fail under some schedule"));
  }

  private static BackEnd backEnd() {
    return JdkInternals.continuations()
        .<BackEnd>map(BackEnds.OnContinuations::new)
        .orElseGet(BackEnds.OnThreads::platform);
  }

  private static final Map<String, Site> SITES = new ConcurrentHashMap<>();

  /** The place of a hook's call, which the body gives a name: one for each name. */
  static Site at(String method) {
    return SITES.computeIfAbsent(method, name -> new Site("dev.stele.explore.Body", name, 7));
  }

  static Task spawn(String name, Execution.Body body) {
    Execution execution = Execution.current();
    Location life = new Location("Thread.life", () -> "the life of " + name);
    execution.visible(Op.write("start", Site.NONE, life));
    return execution.spawn(name, life, body);
  }

  static void join(Task task) {
    Execution execution = Execution.current();
    execution.visible(
        new Op("join", Site.NONE, 0, task.life) {
          @Override
          boolean isEnabled(@Nullable Location at, long before) {
            return word(location(0), at, before) != Task.RUNNING;
          }
        });
    execution.running().acquire(task.last);
  }
}
