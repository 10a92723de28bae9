package dev.stele.explore;

import static dev.stele.explore.Site.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;

/**
 * What stands for the JDK tells the search all that its steps touch: random programs of locks,
 * waits and signals end under random schedules in no way that the reduced search has not found.
 */
class ModelsProperty {

  private static final int PROGRAMS = Integer.getInteger("stele.explore.models", 400);
  private static final long FIRST_SEED = Long.getLong("stele.explore.seed", 1);
  private static final int SCHEDULES = 200;
  private static final long EXECUTIONS_MAX = 3_000;

  /** What a task does: calls what stands for the JDK, and returns what can be told from it. */
  @FunctionalInterface
  private interface Act {
    Object of(World world, int self) throws InterruptedException;
  }

  /** What tasks share, made anew in each execution. */
  private static final class World {
    final Semaphore semaphore = new Semaphore(1);
    final CountDownLatch latch = new CountDownLatch(2);
    final CountDownLatch gate = new CountDownLatch(1);
    final ReentrantReadWriteLock shared = new ReentrantReadWriteLock();
    final ReentrantReadWriteLock.ReadLock read = ReadWriteLockModel.readLock(shared, NONE);
    final ReentrantReadWriteLock.WriteLock write = ReadWriteLockModel.writeLock(shared, NONE);
    final ReentrantLock lock = new ReentrantLock();
    final Condition condition = ReentrantLockModel.newCondition(lock, NONE);
    final Object monitor = new Object();
    final ArrayBlockingQueue<Object> queue = new ArrayBlockingQueue<>(1);
    final Location counter = new Location("counter", () -> "counter");
    final Thread[] threads;
    final String[] log;
    int count;

    World(int tasks) {
      threads = new Thread[tasks];
      log = new String[tasks];
      Arrays.fill(log, "");
    }

    Thread other(int self) {
      return threads[(self + 1) % threads.length];
    }
  }

  private static Object done(Runnable act) {
    act.run();
    return ".";
  }

  private static final Act COUNT =
      (world, _) -> {
        Execution.current().visible(Op.write("count", NONE, world.counter));
        return world.count++;
      };

  private static final Act INTERRUPT =
      (world, self) -> done(() -> ThreadModel.interrupt(world.other(self), NONE));

  /** An act that ends without a result, but for what it throws. */
  @FunctionalInterface
  private interface Blocking {
    void of(World world) throws InterruptedException;
  }

  private static Act blocking(Blocking act) {
    return (world, _) -> {
      act.of(world);
      return ".";
    };
  }

  private static final List<Act> SEMAPHORE =
      List.of(
          blocking(world -> SemaphoreModel.acquire(world.semaphore, NONE)),
          blocking(world -> SemaphoreModel.acquire(world.semaphore, 2, NONE)),
          blocking(world -> SemaphoreModel.acquireUninterruptibly(world.semaphore, NONE)),
          blocking(world -> SemaphoreModel.release(world.semaphore, NONE)),
          blocking(world -> SemaphoreModel.release(world.semaphore, NONE)),
          blocking(world -> SemaphoreModel.release(world.semaphore, 2, NONE)),
          (world, _) -> SemaphoreModel.tryAcquire(world.semaphore, NONE),
          (world, _) -> SemaphoreModel.tryAcquire(world.semaphore, 1, TimeUnit.SECONDS, NONE),
          (world, _) -> SemaphoreModel.availablePermits(world.semaphore, NONE),
          (world, _) -> SemaphoreModel.drainPermits(world.semaphore, NONE));

  private static final List<Act> LATCHES =
      List.of(
          blocking(world -> CountDownLatchModel.countDown(world.latch, NONE)),
          blocking(world -> CountDownLatchModel.countDown(world.latch, NONE)),
          blocking(world -> CountDownLatchModel.countDown(world.gate, NONE)),
          blocking(world -> CountDownLatchModel.await(world.latch, NONE)),
          blocking(world -> CountDownLatchModel.await(world.gate, NONE)),
          (world, _) -> CountDownLatchModel.await(world.latch, 1, TimeUnit.SECONDS, NONE),
          (world, _) -> CountDownLatchModel.await(world.gate, 1, TimeUnit.SECONDS, NONE),
          (world, _) -> CountDownLatchModel.getCount(world.latch, NONE),
          (world, _) -> CountDownLatchModel.getCount(world.gate, NONE));

  private static final List<Act> SHARED =
      List.of(
          blocking(world -> LockModel.lock(world.read, NONE)),
          blocking(world -> LockModel.unlock(world.read, NONE)),
          blocking(world -> LockModel.lock(world.read, NONE)),
          blocking(world -> LockModel.unlock(world.read, NONE)),
          blocking(world -> LockModel.lockInterruptibly(world.read, NONE)),
          (world, _) -> LockModel.tryLock(world.read, NONE),
          (world, _) -> LockModel.tryLock(world.read, 1, TimeUnit.SECONDS, NONE),
          blocking(world -> LockModel.lock(world.write, NONE)),
          blocking(world -> LockModel.unlock(world.write, NONE)),
          blocking(world -> LockModel.lockInterruptibly(world.write, NONE)),
          (world, _) -> LockModel.tryLock(world.write, NONE),
          (world, _) -> LockModel.tryLock(world.write, 1, TimeUnit.SECONDS, NONE));

  private static final List<Act> LOCK =
      List.of(
          blocking(world -> LockModel.lock(world.lock, NONE)),
          blocking(world -> LockModel.lock(world.lock, NONE)),
          blocking(world -> LockModel.unlock(world.lock, NONE)),
          blocking(world -> LockModel.lockInterruptibly(world.lock, NONE)),
          (world, _) -> LockModel.tryLock(world.lock, NONE),
          (world, _) -> LockModel.tryLock(world.lock, 1, TimeUnit.SECONDS, NONE),
          (world, _) -> ReentrantLockModel.isLocked(world.lock, NONE),
          blocking(world -> ConditionModel.await(world.condition, NONE)),
          blocking(world -> ConditionModel.awaitUninterruptibly(world.condition, NONE)),
          (world, _) -> ConditionModel.await(world.condition, 1, TimeUnit.SECONDS, NONE),
          blocking(world -> ConditionModel.signal(world.condition, NONE)),
          blocking(world -> ConditionModel.signalAll(world.condition, NONE)));

  private static final List<Act> MONITOR =
      List.of(
          blocking(world -> MonitorModel.enter(world.monitor, NONE)),
          blocking(world -> MonitorModel.enter(world.monitor, NONE)),
          blocking(world -> MonitorModel.exit(world.monitor, NONE)),
          blocking(world -> MonitorModel.wait(world.monitor, NONE)),
          blocking(world -> MonitorModel.wait(world.monitor, 1, NONE)),
          blocking(world -> MonitorModel.notify(world.monitor, NONE)),
          blocking(world -> MonitorModel.notifyAll(world.monitor, NONE)));

  private static final List<Act> THREADS =
      List.of(
          blocking(_ -> LockSupportModel.park(NONE)),
          blocking(_ -> LockSupportModel.parkNanos(5, NONE)),
          (world, self) -> done(() -> LockSupportModel.unpark(world.other(self), NONE)),
          (world, self) -> {
            ThreadModel.join(world.other(self), NONE);
            return ".";
          },
          (world, self) -> {
            ThreadModel.join(world.other(self), 1, NONE);
            return ThreadModel.isAlive(world.other(self), NONE);
          },
          (world, self) -> ThreadModel.isAlive(world.other(self), NONE),
          (world, self) -> ThreadModel.isInterrupted(world.other(self), NONE),
          (_, _) -> ThreadModel.interrupted(NONE),
          blocking(_ -> ThreadModel.sleep(1, NONE)));

  private static final List<Act> QUEUE =
      List.of(
          blocking(world -> BlockingQueueModel.put(world.queue, 1, NONE)),
          (world, self) -> BlockingQueueModel.offer(world.queue, self, NONE),
          (world, self) -> BlockingQueueModel.offer(world.queue, self, 1, TimeUnit.SECONDS, NONE),
          (world, _) -> String.valueOf(BlockingQueueModel.take(world.queue, NONE)),
          (world, _) -> String.valueOf(BlockingQueueModel.poll(world.queue, NONE)),
          (world, _) -> BlockingQueueModel.size(world.queue, NONE),
          (world, _) -> String.valueOf(BlockingQueueModel.peek(world.queue, NONE)));

  private static final List<List<Act>> FAMILIES =
      List.of(SEMAPHORE, LATCHES, SHARED, LOCK, MONITOR, THREADS, QUEUE);

  /** A random program: what each task does, as numbers of acts. */
  private record Program(List<List<Act>> tasks, String name, boolean isClockRead) {

    static Program random(long seed) {
      Random random = new Random(seed * 0x9E3779B97F4A7C15L + 7);
      int family = random.nextInt(FAMILIES.size());
      int count = 2 + random.nextInt(2);
      boolean isClockRead = random.nextInt(4) == 0;
      StringBuilder name = new StringBuilder("family " + family);
      List<List<Act>> tasks = new ArrayList<>();
      for (int task = 0; task < count; task++) {
        List<Act> acts = new ArrayList<>();
        name.append("\n  ").append(task).append(':');
        for (int i = 1 + random.nextInt(6 - count); i > 0; i--) {
          int from = random.nextInt(4) > 0 ? family : random.nextInt(FAMILIES.size());
          int number = random.nextInt(FAMILIES.get(from).size());
          switch (random.nextInt(14)) {
            case 0 -> {
              acts.add(COUNT);
              name.append(" count");
            }
            case 1 -> {
              acts.add(INTERRUPT);
              name.append(" interrupt");
            }
            default -> {
              acts.add(FAMILIES.get(from).get(number));
              name.append(' ').append(from).append('.').append(number);
            }
          }
        }
        tasks.add(acts);
      }
      return new Program(tasks, name + (isClockRead ? " with the clock" : ""), isClockRead);
    }
  }

  /** Plays a program, and remembers how it ended. */
  private static final class Run implements Execution.Body {
    private final Program program;
    private World world = new World(0);

    Run(Program program) {
      this.program = program;
    }

    @Override
    public void run() {
      int count = program.tasks().size();
      World now = new World(count);
      world = now;
      for (int task = 0; task < count; task++) {
        int self = task;
        now.threads[task] = new Thread(() -> live(now, self));
      }
      for (Thread thread : now.threads) {
        ThreadModel.start(thread, NONE);
      }
    }

    private void live(World now, int self) {
      for (Act act : program.tasks().get(self)) {
        now.log[self] += outcome(act, now, self) + " ";
      }
      if (program.isClockRead()) {
        now.log[self] += SystemModel.nanoTime(NONE);
      }
      now.log[self] += "end";
    }

    private static Object outcome(Act act, World world, int self) {
      try {
        return act.of(world, self);
      } catch (InterruptedException _) {
        return "I";
      } catch (IllegalMonitorStateException _) {
        return "M";
      }
    }

    String outcome() {
      return Arrays.toString(world.log);
    }
  }

  @Test
  void noRandomScheduleEndsInAWayThatTheReducedSearchHasNotFound() {
    long compared = 0;
    long executions = 0;
    long stuck = 0;
    long outcomes = 0;
    try (BackEnd backEnd = Searched.fastest()) {
      for (long seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS; seed++) {
        Program program = Program.random(seed);
        for (boolean hasWhims : new boolean[] {false, true}) {
          Set<String> found = new TreeSet<>();
          ReducedSearch search = new ReducedSearch();
          boolean isMore = true;
          for (long i = 0; isMore && i < EXECUTIONS_MAX; i++) {
            stuck += ended(program, search, backEnd, hasWhims, found) ? 1 : 0;
            executions++;
            isMore = search.advance();
          }
          if (isMore) {
            continue;
          }
          compared++;
          outcomes += found.size();
          RandomSearch dice = new RandomSearch(seed);
          for (int i = 0; i < SCHEDULES; i++) {
            Set<String> ended = new TreeSet<>();
            ended(program, dice, backEnd, hasWhims, ended);
            assertThat(found)
                .as(
                    "seed %d, whims %b, schedule %s of %s",
                    seed, hasWhims, dice.schedule(), program.name())
                .containsAll(ended);
          }
        }
      }
    }
    System.out.printf(
        "models under random schedules: %d programs from seed %d, %d executions, %d stuck, %d outcomes%n",
        compared, FIRST_SEED, executions, stuck, outcomes);
    assertThat(compared).as("programs").isGreaterThan(PROGRAMS);
    assertThat(stuck).as("stuck").isGreaterThan(PROGRAMS);
    assertThat(outcomes).as("outcomes").isGreaterThan(2L * PROGRAMS);
  }

  /** Runs a program once, adds how it ended; tells whether it got stuck. */
  private static boolean ended(
      Program program, Search search, BackEnd backEnd, boolean hasWhims, Set<String> outcomes) {
    Run run = new Run(program);
    Execution execution =
        new Execution(
            search, backEnd, new Execution.Limits(1_000, 2, hasWhims), false, new TreeSet<>());
    if (program.isClockRead()) {
      execution.expectClock();
    }
    execution.run(run);
    boolean isStuck = execution.finding().isPresent();
    if (isStuck) {
      assertThat(execution.finding().orElseThrow().kind())
          .as("%s of %s", execution.finding(), program.name())
          .isIn(
              ExploreError.Kind.STUCK, ExploreError.Kind.DEADLOCK, ExploreError.Kind.LOST_WAKE_UP);
    }
    if (!execution.isRedundant()) {
      outcomes.add(run.outcome());
    }
    return isStuck;
  }
}
