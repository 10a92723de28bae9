package dev.stele.explore;

import java.lang.ref.Cleaner;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What is called of semaphores, latches, queues and clocks. */
@SuppressWarnings({
  "all",
  "try",
  "deprecation",
  "removal"
}) // What nobody should call is compared, too.
final class SynchronizerScripts {

  private SynchronizerScripts() {}

  static Script<?> semaphore(boolean isFair) {
    return new Script<>(() -> new Semaphore(2, isFair))
        .interrupts()
        .order("acquire", s -> canAcquire(s, 1), s -> s.acquire())
        .order("acquire 2", s -> canAcquire(s, 2), s -> s.acquire(2))
        .order("acquire 0", s -> canAcquire(s, 0), s -> s.acquire(0))
        .order("acquire -1", s -> s.acquire(-1))
        .order(
            "acquireUninterruptibly",
            s -> s.availablePermits() > 0,
            s -> s.acquireUninterruptibly())
        .order(
            "acquireUninterruptibly 2",
            s -> s.availablePermits() > 1,
            s -> s.acquireUninterruptibly(2))
        .order("acquireUninterruptibly -1", s -> s.acquireUninterruptibly(-1))
        .call("tryAcquire", s -> s.tryAcquire())
        .call("tryAcquire 3", s -> s.tryAcquire(3))
        .call("tryAcquire -1", s -> s.tryAcquire(-1))
        .call("tryAcquire for 1", s -> s.tryAcquire(1, TimeUnit.NANOSECONDS))
        .call("tryAcquire for -1", s -> s.tryAcquire(-1, TimeUnit.NANOSECONDS))
        .call("tryAcquire 2 for 1", s -> s.tryAcquire(2, 1, TimeUnit.NANOSECONDS))
        .call("tryAcquire -2 for 1", s -> s.tryAcquire(-2, 1, TimeUnit.NANOSECONDS))
        .order("release", s -> s.release())
        .order("release 2", s -> s.release(2))
        .order("release -1", s -> s.release(-1))
        .order("release too many", s -> s.availablePermits() > 0, s -> s.release(Integer.MAX_VALUE))
        .call("drainPermits", s -> s.drainPermits())
        .call("availablePermits", s -> s.availablePermits())
        .call("isFair", s -> s.isFair())
        .call("toString", s -> s.toString())
        .call("release by another", s -> Script.byAnother(s, o -> released(o)))
        .call(
            "acquire 9 by another",
            s -> s.availablePermits() < 9,
            s ->
                Script.byInterrupted(
                    s,
                    o -> {
                      o.acquire(9);
                      return "acquired";
                    }));
  }

  private static boolean canAcquire(Semaphore semaphore, int count) {
    return semaphore.availablePermits() >= count || Thread.currentThread().isInterrupted();
  }

  private static int released(Semaphore semaphore) {
    semaphore.release();
    return semaphore.availablePermits();
  }

  static Script<?> latch() {
    return new Script<>(() -> new CountDownLatch(3))
        .interrupts()
        .order("countDown", l -> l.countDown())
        .order(
            "await",
            l -> l.getCount() == 0 || Thread.currentThread().isInterrupted(),
            l -> l.await())
        .call("await 1", l -> l.await(1, TimeUnit.NANOSECONDS))
        .call("await -1", l -> l.await(-1, TimeUnit.NANOSECONDS))
        .call("getCount", l -> l.getCount())
        .call("toString", l -> l.toString())
        .call("getCount by another", l -> Script.byAnother(l, o -> o.getCount()))
        .call(
            "await by another",
            l -> l.getCount() > 0,
            l ->
                Script.byInterrupted(
                    l,
                    o -> {
                      o.await();
                      return "open";
                    }));
  }

  static Script<?> queue(Supplier<BlockingQueue<Integer>> maker) {
    return new Script<>(maker)
        .interrupts()
        .order(
            "put",
            q -> q.remainingCapacity() > 0 || Thread.currentThread().isInterrupted(),
            q -> q.put(1))
        .call("offer", q -> q.offer(2))
        .call("offer null", q -> q.offer(null))
        .order("put null", q -> q.put(null))
        .call("offer for 1", q -> q.offer(3, 1, TimeUnit.NANOSECONDS))
        .call("offer for -1", q -> q.offer(3, -1, TimeUnit.NANOSECONDS))
        .call("add", q -> q.add(4))
        .call("take", q -> !q.isEmpty() || Thread.currentThread().isInterrupted(), q -> q.take())
        .call("poll", q -> q.poll())
        .call("poll for 1", q -> q.poll(1, TimeUnit.NANOSECONDS))
        .call("poll for -1", q -> q.poll(-1, TimeUnit.NANOSECONDS))
        .call("remove", q -> q.remove())
        .call("peek", q -> q.peek())
        .call("element", q -> q.element())
        .call("size", q -> q.size())
        .call("isEmpty", q -> q.isEmpty())
        .call("remainingCapacity", q -> q.remainingCapacity())
        .order("clear", q -> q.clear())
        .call("drainTo", q -> drained(q, 9))
        .call("drainTo 1", q -> drained(q, 1))
        .call("drainTo -1", q -> drained(q, -1))
        .call("drainTo nothing", q -> q.drainTo(null))
        .call("poll by another", q -> Script.byAnother(q, o -> o.poll()))
        .call("offer by another", q -> Script.byAnother(q, o -> o.offer(5)))
        .call("take by another", q -> q.isEmpty(), q -> Script.byInterrupted(q, o -> o.take()));
  }

  private static String drained(BlockingQueue<Integer> queue, int most) {
    List<Integer> into = new ArrayList<>();
    int count = most == 9 ? queue.drainTo(into) : queue.drainTo(into, most);
    return count + " " + into;
  }

  static Script<?> clock() {
    return new Script<>(Object::new)
        .call(
            "nanoTime",
            _ -> {
              long before = System.nanoTime();
              return System.nanoTime() >= before;
            })
        .call("currentTimeMillis", _ -> System.currentTimeMillis() > 1_500_000_000_000L)
        .call("now", _ -> Instant.now().isAfter(Instant.EPOCH))
        .call("systemUTC", _ -> Clock.systemUTC().getZone())
        .call("system", _ -> Clock.system(ZoneOffset.UTC).instant().isAfter(Instant.EPOCH))
        .call("systemDefaultZone", _ -> Clock.systemDefaultZone().millis() > 1_500_000_000_000L)
        .call("system of null", _ -> Clock.system(null))
        .call(
            "slept",
            _ -> {
              long before = System.nanoTime();
              Thread.sleep(0, 1000);
              return System.nanoTime() - before >= 1000;
            })
        .call(
            "timedWait",
            o -> {
              long before = System.nanoTime();
              synchronized (o) {
                TimeUnit.NANOSECONDS.timedWait(o, 1_000_001);
              }
              return System.nanoTime() - before >= 1_000_001;
            })
        .call(
            "timedJoin",
            _ -> {
              Thread self = Thread.currentThread();
              long before = System.nanoTime();
              TimeUnit.NANOSECONDS.timedJoin(self, 1_000_001);
              return System.nanoTime() - before >= 1_000_001;
            });
  }

  /** What is watched, and how often it was cleaned. */
  private static final class Watched {
    private static final Cleaner CLEANER = Cleaner.create();

    private final AtomicInteger cleanings = new AtomicInteger();
    private final Cleaner.Cleanable guard = CLEANER.register(this, cleanings::incrementAndGet);
  }

  static Script<?> cleaner() {
    return new Script<>(Watched::new)
        .length(4)
        .order("clean", w -> w.guard.clean())
        .call("cleanings", w -> w.cleanings.get())
        .call(
            "clean by another",
            w ->
                Script.byAnother(
                    w,
                    o -> {
                      o.guard.clean();
                      return o.cleanings.get();
                    }))
        .order("register nothing", w -> Watched.CLEANER.register(null, () -> {}))
        .order("register no action", w -> Watched.CLEANER.register(w, null));
  }
}
