package dev.stele.explore;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is called of threads. */
@SuppressWarnings({
  "all",
  "try",
  "deprecation",
  "removal"
}) // What nobody should call is compared, too.
final class ThreadScripts {

  private ThreadScripts() {}

  /** A thread that does little, and whoever deals with it. */
  static final class Child {
    private final Thread thread;
    private boolean isStarted;

    Child(Thread thread) {
      this.thread = thread;
    }

    void startAndJoin() throws InterruptedException {
      isStarted = true;
      thread.start();
      Script.join(thread);
    }
  }

  static Script<?> thread(Supplier<Thread> maker) {
    Script<Child> script = new Script<>(() -> new Child(maker.get())).interrupts();
    joins(script);
    return script
        .order("start and join", c -> c.startAndJoin())
        .call("isAlive", c -> c.thread.isAlive())
        .call("getState", c -> c.thread.getState())
        .order("interrupt it", c -> c.thread.interrupt())
        .call("isInterrupted", c -> c.thread.isInterrupted())
        .call("getName", c -> c.thread.getName())
        .order("setName", c -> c.thread.setName("kid"))
        .call("isDaemon", c -> c.thread.isDaemon())
        .order("setDaemon", c -> c.thread.setDaemon(true))
        .order("setDaemon false", c -> c.thread.setDaemon(false))
        .call("isVirtual", c -> c.thread.isVirtual())
        .call("getPriority", c -> c.thread.getPriority())
        .order("setPriority", c -> c.thread.setPriority(7))
        .call("threadId", c -> c.thread.threadId() == c.thread.threadId())
        .call("getId", c -> c.thread.getId() == c.thread.threadId())
        .call("other threadId", c -> c.thread.threadId() == Thread.currentThread().threadId())
        .call("toString", c -> c.thread.isVirtual() ? "any" : c.thread.toString())
        .call("getUncaughtExceptionHandler", c -> handler(c.thread))
        .order("setUncaughtExceptionHandler", c -> c.thread.setUncaughtExceptionHandler(null))
        .call("getThreadGroup", c -> c.thread.getThreadGroup() == null)
        .call("getContextClassLoader", c -> c.thread.getContextClassLoader() == null)
        .order("unpark it", c -> LockSupport.unpark(c.thread))
        .order("run", c -> c.thread.run());
  }

  private static String handler(Thread thread) {
    Thread.@Nullable UncaughtExceptionHandler handler = thread.getUncaughtExceptionHandler();
    return handler == null ? "none" : handler instanceof ThreadGroup ? "the group" : "another";
  }

  private static void joins(Script<Child> script) {
    script
        .order("join", c -> c.thread.join())
        .order("join 1", c -> c.thread.join(1))
        .order("join -1", c -> c.thread.join(-1))
        .order("join 0 1", c -> c.thread.join(0, 1))
        .order("join 0 -1", c -> c.thread.join(0, -1))
        .call("join a duration", c -> c.thread.join(Duration.ofNanos(1)))
        .call("join no duration", c -> c.thread.join(Duration.ZERO))
        .call("join null", c -> c.thread.join(null))
        .order("timedJoin 0", c -> TimeUnit.DAYS.timedJoin(c.thread, 0))
        .order("timedJoin 1", c -> TimeUnit.NANOSECONDS.timedJoin(c.thread, 1));
  }

  static Script<?> itself() {
    return new Script<>(Object::new)
        .interrupts()
        .order("sleep", _ -> Thread.sleep(0, 1))
        .order("sleep 0", _ -> Thread.sleep(0))
        .order("sleep -1", _ -> Thread.sleep(-1))
        .order("sleep 0 -1", _ -> Thread.sleep(0, -1))
        .order("sleep a duration", _ -> Thread.sleep(Duration.ofNanos(1)))
        .order("sleep less than no duration", _ -> Thread.sleep(Duration.ofNanos(-1)))
        .order("sleep in units", _ -> TimeUnit.NANOSECONDS.sleep(1))
        .order("sleep no days", _ -> TimeUnit.DAYS.sleep(0))
        .order("unpark myself", _ -> LockSupport.unpark(Thread.currentThread()))
        .order(
            "park with a permit",
            o -> {
              LockSupport.unpark(Thread.currentThread());
              LockSupport.park(o);
            })
        .order("parkNanos", _ -> LockSupport.parkNanos(1))
        .order("parkNanos for", o -> LockSupport.parkNanos(o, 1))
        .order("parkNanos -1", _ -> LockSupport.parkNanos(-1))
        .order("parkUntil", _ -> LockSupport.parkUntil(1))
        .order("parkUntil for", o -> LockSupport.parkUntil(o, 1))
        .order("unpark nobody", _ -> LockSupport.unpark(null))
        .order("setCurrentBlocker", o -> LockSupport.setCurrentBlocker(o))
        .call("parked and interrupted", o -> Script.byInterrupted(o, _ -> parked()))
        .call("joined and interrupted", o -> Script.byInterrupted(o, _ -> joinedMyself()))
        .call("unparked by another", o -> unparked(o))
        .order("yield", _ -> Thread.yield())
        .order("onSpinWait", _ -> Thread.onSpinWait())
        .call("isAlive", _ -> Thread.currentThread().isAlive())
        .call("getState", _ -> Thread.currentThread().getState())
        .order("start myself", _ -> Thread.currentThread().start())
        .order("join myself", _ -> Thread.currentThread().isInterrupted(), _ -> joinMyself())
        .order("setDaemon", _ -> Thread.currentThread().setDaemon(true))
        .call("default handler", _ -> Thread.getDefaultUncaughtExceptionHandler())
        .order("no default handler", _ -> Thread.setDefaultUncaughtExceptionHandler(null))
        .call("startVirtualThread", _ -> joined(Thread.startVirtualThread(() -> {})).isAlive());
  }

  private static void joinMyself() throws InterruptedException {
    Thread.currentThread().join();
  }

  private static String joinedMyself() throws InterruptedException {
    joinMyself();
    return "joined";
  }

  private static String parked() {
    LockSupport.park();
    return "parked";
  }

  private static Object unparked(Object object) throws InterruptedException {
    Thread self = Thread.currentThread();
    return Script.byAnother(
        object,
        _ -> {
          LockSupport.unpark(self);
          return "unparked";
        });
  }

  private static Thread joined(Thread thread) throws InterruptedException {
    Script.join(thread);
    return thread;
  }

  static Script<?> builder() {
    return new Script<>(Object::new)
        .call("platform", _ -> told(Thread.ofPlatform().name("one").unstarted(() -> {})))
        .call("virtual", _ -> told(Thread.ofVirtual().name("one").unstarted(() -> {})))
        .call(
            "counted",
            _ -> {
              Thread.Builder builder = Thread.ofPlatform().name("n", 4).daemon();
              return told(builder.start(() -> {})) + told(builder.start(() -> {}));
            })
        .call(
            "counted virtual",
            _ -> {
              Thread.Builder.OfVirtual builder = Thread.ofVirtual().name("n", 4);
              return told(builder.start(() -> {})) + told(builder.unstarted(() -> {}));
            })
        .call(
            "of all kinds",
            _ ->
                told(
                    Thread.ofPlatform()
                        .daemon(true)
                        .priority(3)
                        .stackSize(1)
                        .inheritInheritableThreadLocals(false)
                        .uncaughtExceptionHandler((_, _) -> {})
                        .name("x")
                        .start(() -> {
                          throw new IllegalStateException("seen");
                        })))
        .call("group", _ -> told(Thread.ofPlatform().group(null).name("g").unstarted(() -> {})))
        .call("factory", _ -> made(Thread.ofPlatform().name("f-", 1).factory()))
        .call("virtual factory", _ -> made(Thread.ofVirtual().name("f-", 1).factory()))
        .call("of nothing", _ -> Thread.ofPlatform().start(null))
        .call("of too much priority", _ -> Thread.ofPlatform().priority(11));
  }

  private static String made(ThreadFactory factory) throws InterruptedException {
    String[] said = {""};
    Thread thread = factory.newThread(() -> said[0] = Thread.currentThread().getName());
    thread.start();
    return told(thread) + told(factory.newThread(() -> {})) + said[0];
  }

  private static String told(Thread thread) throws InterruptedException {
    Script.join(thread);
    return thread.getName()
        + thread.isDaemon()
        + thread.isVirtual()
        + thread.getPriority()
        + thread.getState()
        + " ";
  }

  static Script<?> threadLocal() {
    return new Script<>(() -> ThreadLocal.<@Nullable Integer>withInitial(() -> 5))
        .call("get", l -> l.get())
        .order("set", l -> l.set(6))
        .order("set null", l -> l.set(null))
        .order("remove", l -> l.remove())
        .call("get by another", l -> Script.byAnother(l, o -> o.get()))
        .call(
            "set by another",
            l ->
                Script.byAnother(
                    l,
                    o -> {
                      o.set(7);
                      return o.get();
                    }))
        .call("get of none", _ -> new ThreadLocal<String>().get());
  }

  /** A scoped value, and what another binds around it. */
  static final class Scoped {
    private final ScopedValue<Integer> value = ScopedValue.newInstance();
    private final ScopedValue<String> other = ScopedValue.newInstance();

    private ScopedValue.Carrier binding() {
      return ScopedValue.where(value, 5);
    }
  }

  static Script<?> scopedValue() {
    return new Script<>(Scoped::new)
        .call("get unbound", s -> s.value.get())
        .call("isBound", s -> s.value.isBound())
        .call("orElse", s -> s.value.orElse(7))
        .call("orElse null", s -> s.value.orElse(null))
        .call("get", s -> s.binding().call(() -> s.value.get()))
        .call("get the other", s -> s.binding().call(() -> s.other.get()))
        .call("orElse of bound", s -> s.binding().call(() -> s.value.orElse(7)))
        .call("rebound", s -> s.binding().call(() -> rebound(s)))
        .call("bound after a throw", s -> thrown(s) + s.value.isBound())
        .call(
            "both", s -> s.binding().where(s.other, "x").call(() -> s.other.get() + s.value.get()))
        .order("run", s -> s.binding().run(() -> s.value.get()))
        .order("run nothing", s -> s.binding().run(null))
        .call("call nothing", s -> s.binding().call(null))
        .call(
            "get by another",
            s -> s.binding().call(() -> Script.byAnother(s, o -> o.value.isBound())));
  }

  private static String rebound(Scoped s) {
    int inner = ScopedValue.where(s.value, 6).call(() -> s.value.get());
    return inner + " " + s.value.get();
  }

  private static String thrown(Scoped s) {
    try {
      s.binding()
          .run(() -> {
            throw new IllegalStateException("out");
          });
      return "no throw";
    } catch (IllegalStateException e) {
      return e.getMessage() + " ";
    }
  }
}
