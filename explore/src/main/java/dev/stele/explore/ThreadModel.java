package dev.stele.explore;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Stands for threads: they are tasks, and nothing of them is left to the JVM. */
final class ThreadModel {

  /** What says nothing that another thread could have changed, or nothing that matters here. */
  static final String[] HARMLESS = {
    "<init>",
    "getPriority",
    "setPriority",
    "isVirtual",
    "isDaemon",
    "getContextClassLoader",
    "setUncaughtExceptionHandler",
    "ofPlatform",
    "ofVirtual",
    "checkAccess",
    "run"
  };

  private ThreadModel() {}

  /** The handler of all threads that have none of their own. */
  private static final class Default {
    private Thread.@Nullable UncaughtExceptionHandler handler;

    static Default current() {
      return Execution.current().state(Default.class, Default.class, _ -> new Default());
    }
  }

  static Thread currentThread(Site site) {
    return ModelThread.current().thread;
  }

  static void start(Thread thread, Site site) {
    ModelThread started = ModelThread.of(thread);
    step(new Op("start", site, ~0, started.life, started.begun));
    started.start();
  }

  static Thread startVirtualThread(Runnable body, Site site) {
    return ThreadBuilderModel.start(Thread.ofVirtual(), body, site);
  }

  /** A thread threw: its handler sees it, or else the execution has failed. */
  static void uncaught(ModelThread thread, Throwable thrown) throws Throwable {
    Thread.UncaughtExceptionHandler handler = thread.thread.getUncaughtExceptionHandler();
    if (handler instanceof ThreadGroup) {
      handler = Default.current().handler;
    }
    if (handler == null) {
      throw thrown;
    }
    try {
      handler.uncaughtException(thread.thread, thrown);
    } catch (BackEnd.Abandoned | Divergence e) {
      throw e;
    } catch (Throwable _) {
      // The JVM ignores what a handler throws.
    }
  }

  static Thread.@Nullable UncaughtExceptionHandler getDefaultUncaughtExceptionHandler(Site site) {
    return Default.current().handler;
  }

  static void setDefaultUncaughtExceptionHandler(
      Thread.@Nullable UncaughtExceptionHandler handler, Site site) {
    Default.current().handler = handler;
  }

  // --- Its end -----------------------------------------------------------------------------------

  static void join(Thread thread, Site site) throws InterruptedException {
    join(thread, Patience.UNTIL_INTERRUPTED, 0, site);
  }

  static void join(Thread thread, long millis, Site site) throws InterruptedException {
    if (millis < 0) {
      throw new IllegalArgumentException("timeout value is negative");
    }
    if (millis == 0) {
      join(thread, site);
    } else {
      joinTimed(thread, TimeUnit.MILLISECONDS.toNanos(millis), site);
    }
  }

  static void join(Thread thread, long millis, int nanos, Site site) throws InterruptedException {
    if (millis < 0) {
      throw new IllegalArgumentException("timeout value is negative");
    }
    if (nanos < 0 || nanos > 999_999) {
      throw new IllegalArgumentException("nanosecond timeout value out of range");
    }
    join(thread, nanos > 0 && millis < Long.MAX_VALUE ? millis + 1 : millis, site);
  }

  static boolean join(Thread thread, Duration wait, Site site) throws InterruptedException {
    java.util.Objects.requireNonNull(wait);
    ModelThread joined = ModelThread.of(thread);
    Execution.current().visible(Op.read("look at", site, joined.life));
    if (joined.life.word() == Task.NOT_STARTED) {
      throw new IllegalThreadStateException("Thread not started");
    }
    long nanos = TimeUnit.NANOSECONDS.convert(wait);
    return nanos <= 0 ? hasEnded(joined) : joinTimed(thread, nanos, site);
  }

  private static boolean joinTimed(Thread thread, long nanos, Site site)
      throws InterruptedException {
    return join(thread, Patience.of(nanos), Time.deadline(nanos, site), site);
  }

  private static boolean join(Thread thread, Patience patience, long deadlineNanos, Site site)
      throws InterruptedException {
    ModelThread joined = ModelThread.of(thread);
    Task self = Execution.current().running();
    step(
        new Joining(
            site,
            joined,
            patience,
            self.signals,
            patience.isTimed()
                ? Time.touched(joined.life, self.signals)
                : new Location[] {joined.life, self.signals}));
    if (joined.isRunning()) {
      Signals.throwIfInterrupted(self);
      Time.pass(deadlineNanos);
      return false;
    }
    hasEnded(joined);
    return true;
  }

  private static boolean hasEnded(ModelThread thread) {
    Task task = thread.task();
    if (task == null || !task.isEnded()) {
      return false;
    }
    Execution.current().running().acquire(task.last);
    return true;
  }

  /** To wait until a thread has ended, or the time is up. */
  private static final class Joining extends Signals.Waiting {
    private final ModelThread joined;
    private final boolean isTimed;

    Joining(
        Site site, ModelThread joined, Patience patience, Location signals, Location... touched) {
      super("join", site, ~1, patience.isInterruptible(), signals, touched);
      this.joined = joined;
      this.isTimed = patience.isTimed();
    }

    @Override
    boolean isReady(@Nullable Location at, long before) {
      return isTimed || word(joined.life, at, before) != Task.RUNNING;
    }

    @Override
    boolean isWaiting() {
      return false;
    }

    @Override
    Optional<Task> blocker() {
      return Optional.ofNullable(joined.task());
    }
  }

  static boolean isAlive(Thread thread, Site site) {
    ModelThread asked = ModelThread.of(thread);
    if (asked.task() == Execution.current().running()) {
      return true;
    }
    Execution.current().visible(Op.read("look at", site, asked.life));
    hasEnded(asked);
    return asked.isRunning();
  }

  /** Refused for a thread that runs: whether it waits just now is no part of what is explored. */
  static Thread.State getState(Thread thread, Site site) {
    if (isAlive(thread, site)) {
      if (ModelThread.of(thread).task() == Execution.current().running()) {
        return Thread.State.RUNNABLE;
      }
      throw Unsupported.found(
          "java.lang.Thread.getState of a thread that has not ended",
          site,
          "let the thread say by a variable of the model how far it is");
    }
    return ModelThread.of(thread).task() == null ? Thread.State.NEW : Thread.State.TERMINATED;
  }

  // --- Interrupts --------------------------------------------------------------------------------

  static void interrupt(Thread thread, Site site) {
    ModelThread interrupted = ModelThread.of(thread);
    lookAtSignals("interrupt", interrupted, true, site);
    interrupted.interrupt(Execution.current().running());
  }

  static boolean isInterrupted(Thread thread, Site site) {
    ModelThread asked = ModelThread.of(thread);
    lookAtSignals("look for an interrupt of", asked, false, site);
    boolean isInterrupted = asked.isInterrupted();
    if (isInterrupted) {
      Execution.current().running().acquire(asked.interruption);
    }
    Execution.current().note(isInterrupted);
    return isInterrupted;
  }

  static boolean interrupted(Site site) {
    Task self = Execution.current().running();
    Execution.current().visible(Op.write("look for an interrupt of", site, self.signals));
    boolean isInterrupted = Signals.takeInterrupt(self);
    Execution.current().note(isInterrupted);
    return isInterrupted;
  }

  /**
   * A step that touches the signals of a thread; before it is started, its beginning stands for
   * them.
   */
  private static void lookAtSignals(String verb, ModelThread thread, boolean isWriting, Site site) {
    if (!thread.isKnownToRun(Execution.current().running())) {
      lookAt(verb, thread.begun, isWriting, site);
    }
    Task task = thread.task();
    if (task != null) {
      lookAt(verb, task.signals, isWriting, site);
    }
  }

  private static void lookAt(String verb, Location location, boolean isWriting, Site site) {
    Execution.current()
        .visible(isWriting ? Op.write(verb, site, location) : Op.read(verb, site, location));
  }

  // --- Time --------------------------------------------------------------------------------------

  static void sleep(long millis, Site site) throws InterruptedException {
    if (millis < 0) {
      throw new IllegalArgumentException("timeout value is negative");
    }
    sleepNanos(TimeUnit.MILLISECONDS.toNanos(millis), site);
  }

  static void sleep(long millis, int nanos, Site site) throws InterruptedException {
    if (millis < 0) {
      throw new IllegalArgumentException("timeout value is negative");
    }
    if (nanos < 0 || nanos > 999_999) {
      throw new IllegalArgumentException("nanosecond timeout value out of range");
    }
    long whole = TimeUnit.MILLISECONDS.toNanos(millis);
    sleepNanos(whole + Math.min(nanos, Long.MAX_VALUE - whole), site);
  }

  static void sleep(Duration duration, Site site) throws InterruptedException {
    long nanos = TimeUnit.NANOSECONDS.convert(duration);
    if (nanos >= 0) {
      sleepNanos(nanos, site);
    }
  }

  static void sleepNanos(long nanos, Site site) throws InterruptedException {
    long deadline = Time.deadline(nanos, site);
    Task self = Execution.current().running();
    step(Time.passing("sleep", site, self.signals));
    Signals.throwIfInterrupted(self);
    Time.pass(deadline);
  }

  /** Called {@code yield} in the table: that is no name for a method here. */
  static void yieldTurn(Site site) {
    onSpinWait(site);
  }

  static void onSpinWait(Site site) {
    Execution execution = Execution.current();
    Op news = execution.running().spin.pause(site, execution.limits().spinTurnsMax());
    if (news != null) {
      execution.visible(news);
      execution.running().spin.reset();
    }
  }

  // --- What it says of itself --------------------------------------------------------------------

  static String getName(Thread thread, Site site) {
    ModelThread asked = ModelThread.of(thread);
    Execution.current().visible(Op.read("read", site, asked.name));
    return asked.visibleName();
  }

  static void setName(Thread thread, String name, Site site) {
    Execution.current().visible(Op.write("write", site, ModelThread.of(thread).name));
    thread.setName(name);
  }

  static long threadId(Thread thread, Site site) {
    return ModelThread.of(thread).number();
  }

  static long getId(Thread thread, Site site) {
    return threadId(thread, site);
  }

  static String toString(Thread thread, Site site) {
    ModelThread asked = ModelThread.of(thread);
    String name = "#" + asked.number() + "," + getName(thread, site);
    if (thread.isVirtual()) {
      return "VirtualThread[" + name + "]";
    }
    ThreadGroup group = getThreadGroup(thread, site);
    String ofGroup = group == null ? "" : group.getName();
    return "Thread[" + name + "," + thread.getPriority() + "," + ofGroup + "]";
  }

  /** A thread that has ended has none, nor a handler. */
  static @Nullable ThreadGroup getThreadGroup(Thread thread, Site site) {
    return hasBeen(thread, site) ? null : thread.getThreadGroup();
  }

  static Thread.@Nullable UncaughtExceptionHandler getUncaughtExceptionHandler(
      Thread thread, Site site) {
    return hasBeen(thread, site) ? null : thread.getUncaughtExceptionHandler();
  }

  private static boolean hasBeen(Thread thread, Site site) {
    return !isAlive(thread, site) && ModelThread.of(thread).task() != null;
  }

  static void setDaemon(Thread thread, boolean isDaemon, Site site) {
    if (!thread.isVirtual() && isAlive(thread, site)) {
      throw new IllegalThreadStateException();
    }
    thread.setDaemon(isDaemon);
  }

  static boolean holdsLock(Object object, Site site) {
    return MonitorModel.holdsLock(object);
  }

  private static void step(Op op) {
    Execution execution = Execution.current();
    execution.running().spin.reset();
    execution.visible(op);
  }
}
