package dev.stele.explore;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Explores test methods with {@link Explore} instead of calling them. */
@SuppressWarnings("exports") // Who writes it has JUnit; who does not needs none.
public final class ExploreExtension implements InvocationInterceptor {

  /** For JUnit. */
  public ExploreExtension() {}

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext extensionContext)
      throws Throwable {
    Method method = invocationContext.getExecutable();
    Explore asked = method.getAnnotation(Explore.class);
    if (asked == null) {
      invocation.proceed();
      return;
    }
    invocation.skip();
    Explorer explorer =
        Explorer.standard()
            .executionsMax(asked.executionsMax())
            .stepsMax(asked.stepsMax())
            .spinTurnsMax(asked.spinTurnsMax());
    if (asked.preemptionsMax() >= 0) {
      explorer = explorer.preemptionsMax(asked.preemptionsMax());
    }
    if (asked.spuriousWakeUps()) {
      explorer = explorer.spuriousWakeUps();
    }
    Replay replay = method.getAnnotation(Replay.class);
    if (replay != null) {
      explorer = explorer.replay(replay.value());
    }
    Certificate certificate = explorer.explore(method);
    extensionContext.publishReportEntry("explored", certificate.toString());
    if (!certificate.isComplete()) {
      throw new TestAbortedException("not passed, " + certificate);
    }
  }
}
