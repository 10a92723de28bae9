package dev.stele.explore;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The one class that looks for what the JDK does not export: its continuations, and virtual threads
 * on a scheduler of one's own. Where they cannot be had, everything runs on platform threads.
 */
final class JdkInternals {

  /** What a JVM has to be started with to have continuations. */
  static final String CONTINUATIONS_FLAG = "--add-exports java.base/jdk.internal.vm=" + target();

  /** What a JVM has to be started with to have virtual threads on a scheduler of one's own. */
  static final String SCHEDULERS_FLAG = "--add-opens java.base/java.lang=" + target();

  private static final Optional<Continuations> CONTINUATIONS = findContinuations();

  private JdkInternals() {}

  private static String target() {
    Module own = JdkInternals.class.getModule();
    return own.isNamed() ? own.getName() : "ALL-UNNAMED";
  }

  /** Continuations, if the JVM was started so that they can be had. */
  static Optional<Continuations> continuations() {
    return CONTINUATIONS;
  }

  private static Optional<Continuations> findContinuations() {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      Class<?> scope = Class.forName("jdk.internal.vm.ContinuationScope");
      Class<?> type = Class.forName("jdk.internal.vm.Continuation");
      Object own =
          lookup
              .findConstructor(scope, MethodType.methodType(void.class, String.class))
              .invoke("stele-explore");
      MethodHandle make =
          lookup
              .findConstructor(type, MethodType.methodType(void.class, scope, Runnable.class))
              .bindTo(own)
              .asType(MethodType.methodType(Object.class, Runnable.class));
      MethodHandle run =
          lookup
              .findVirtual(type, "run", MethodType.methodType(void.class))
              .asType(MethodType.methodType(void.class, Object.class));
      MethodHandle pause =
          lookup.findStatic(type, "yield", MethodType.methodType(boolean.class, scope)).bindTo(own);
      return Optional.of(new Continuations(make, run, pause));
    } catch (ReflectiveOperationException _) {
      return Optional.empty(); // Not exported to this, or another JDK.
    } catch (Throwable e) {
      throw new IllegalStateException("continuations were found and do not work", e);
    }
  }

  /** Returns how virtual threads on a scheduler are made, if that can be had. */
  static Optional<Schedulers> schedulers() {
    try {
      Method make =
          Class.forName("java.lang.ThreadBuilders")
              .getDeclaredMethod(
                  "newVirtualThread", Executor.class, String.class, int.class, Runnable.class);
      make.setAccessible(true);
      return Optional.of(new Schedulers(make));
    } catch (ReflectiveOperationException | InaccessibleObjectException _) {
      return Optional.empty();
    }
  }

  /** Makes, runs and pauses continuations. */
  static final class Continuations {

    private final MethodHandle make;
    private final MethodHandle run;
    private final MethodHandle pause;

    private Continuations(MethodHandle make, MethodHandle run, MethodHandle pause) {
      this.make = make;
      this.run = run;
      this.pause = pause;
    }

    Object make(Runnable body) {
      try {
        return (Object) make.invokeExact(body);
      } catch (Throwable e) {
        throw unexpected(e);
      }
    }

    void run(Object continuation) {
      try {
        run.invokeExact(continuation);
      } catch (Throwable e) {
        throw unexpected(e);
      }
    }

    /** Pauses the one that runs; false if it could not, since a native frame lies below. */
    boolean pause() {
      try {
        return (boolean) pause.invokeExact();
      } catch (Throwable e) {
        throw unexpected(e);
      }
    }
  }

  /** Makes virtual threads that run on an executor. */
  static final class Schedulers {

    private final Method make;

    private Schedulers(Method make) {
      this.make = make;
    }

    Thread thread(Executor scheduler, Runnable body) {
      try {
        return (Thread) make.invoke(null, scheduler, null, 0, body);
      } catch (ReflectiveOperationException e) {
        throw unexpected(e);
      }
    }
  }

  private static RuntimeException unexpected(@Nullable Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    if (e instanceof RuntimeException runtime) {
      return runtime;
    }
    return new IllegalStateException("an internal of the JDK failed", e);
  }
}
