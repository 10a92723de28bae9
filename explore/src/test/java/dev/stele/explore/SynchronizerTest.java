package dev.stele.explore;

import static dev.stele.explore.Models.executions;
import static dev.stele.explore.Models.failure;
import static dev.stele.explore.Models.together;
import static dev.stele.explore.Site.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;

class SynchronizerTest {

  private static void pass(Semaphore semaphore) throws InterruptedException {
    SemaphoreModel.acquire(semaphore, NONE);
    SemaphoreModel.release(semaphore, NONE);
  }

  @Test
  void aSemaphoreOfOneIsALock() {
    assertThat(
            executions(() -> {
              Semaphore semaphore = new Semaphore(1);
              together(() -> pass(semaphore), () -> pass(semaphore));
            }))
        .isEqualTo(2);
  }

  @Test
  void aSemaphoreNeverLetsInMoreThanItHasPermits() {
    int[] most = {0};
    executions(() -> {
      Semaphore semaphore = new Semaphore(2);
      int[] inside = {0};
      Models.Body body =
          () -> {
            SemaphoreModel.acquire(semaphore, NONE);
            most[0] = Math.max(most[0], ++inside[0]);
            ThreadModel.getName(ThreadModel.currentThread(NONE), NONE);
            Execution.current().visible(Op.write("meet", NONE, meeting()));
            inside[0]--;
            SemaphoreModel.release(semaphore, NONE);
          };
      together(body, body, body);
    });
    assertThat(most[0]).isEqualTo(2);
  }

  private static Location meeting() {
    return Execution.current()
        .state(Semaphore.class, Location.class, _ -> new Location("meeting", () -> "meeting"));
  }

  @Test
  void aSemaphoreWithoutPermitsIsStuck() {
    assertThat(failure(() -> SemaphoreModel.acquire(new Semaphore(0), NONE)).kind())
        .isEqualTo(ExploreError.Kind.STUCK);
  }

  @Test
  void aTimedAcquireTimesOutOrNot() {
    Set<Boolean> seen = new HashSet<>();
    executions(() -> {
      Semaphore semaphore = new Semaphore(0);
      together(
          () -> SemaphoreModel.release(semaphore, NONE),
          () -> seen.add(SemaphoreModel.tryAcquire(semaphore, 1, TimeUnit.SECONDS, NONE)));
    });
    assertThat(seen).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void aLatchOpensWhenAllHaveCountedDownInWhicheverOrder() {
    assertThat(
            executions(() -> {
              CountDownLatch latch = new CountDownLatch(3);
              int[] counted = {0};
              Models.Body body =
                  () -> {
                    counted[0]++;
                    CountDownLatchModel.countDown(latch, NONE);
                  };
              together(
                  body,
                  body,
                  body,
                  () -> {
                    CountDownLatchModel.await(latch, NONE);
                    assertThat(counted[0]).isEqualTo(3);
                  });
            }))
        .isEqualTo(1);
  }

  @Test
  void aLatchThatTooManyCountDownStaysOpenAndMayOpenBeforeAnyOfThem() {
    assertThat(
            executions(() -> {
              CountDownLatch latch = new CountDownLatch(2);
              Models.Body body = () -> CountDownLatchModel.countDown(latch, NONE);
              together(body, body, body, () -> CountDownLatchModel.await(latch, NONE));
              assertThat(CountDownLatchModel.getCount(latch, NONE)).isZero();
            }))
        .isEqualTo(4);
  }

  @Test
  void aLatchLetsAllWhoWaitGoInWhicheverOrder() {
    assertThat(
            executions(() -> {
              CountDownLatch latch = new CountDownLatch(1);
              Models.Body body = () -> CountDownLatchModel.await(latch, NONE);
              together(body, body, body, () -> CountDownLatchModel.countDown(latch, NONE));
            }))
        .isEqualTo(1);
  }

  @Test
  void aTimedWaitForALatchTimesOutOrNot() {
    Set<Boolean> seen = new HashSet<>();
    executions(() -> {
      CountDownLatch latch = new CountDownLatch(2);
      together(
          () -> CountDownLatchModel.countDown(latch, NONE),
          () -> CountDownLatchModel.countDown(latch, NONE),
          () -> seen.add(CountDownLatchModel.await(latch, 1, TimeUnit.SECONDS, NONE)));
    });
    assertThat(seen).containsExactlyInAnyOrder(true, false);
  }

  private static void locked(Lock lock) {
    LockModel.lock(lock, NONE);
    LockModel.unlock(lock, NONE);
  }

  @Test
  void readersDoNotDisturbEachOther() {
    assertThat(
            executions(() -> {
              ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
              Models.Body read = () -> locked(ReadWriteLockModel.readLock(lock, NONE));
              together(read, read, read);
            }))
        .isEqualTo(1);
  }

  @Test
  void aWriterComesBeforeOrAfterEachReader() {
    assertThat(
            executions(() -> {
              ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
              Models.Body read = () -> locked(ReadWriteLockModel.readLock(lock, NONE));
              together(read, read, () -> locked(ReadWriteLockModel.writeLock(lock, NONE)));
            }))
        .isEqualTo(9);
  }

  @Test
  void aReaderThatWouldWriteIsADeadlock() {
    assertThat(
            failure(
                    () -> {
                      ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
                      LockModel.lock(ReadWriteLockModel.readLock(lock, NONE), NONE);
                      LockModel.lock(ReadWriteLockModel.writeLock(lock, NONE), NONE);
                    })
                .kind())
        .isEqualTo(ExploreError.Kind.DEADLOCK);
  }

  @Test
  void aThreadLocalIsOfItsTask() {
    executions(() -> {
      ThreadLocal<int[]> local = ThreadLocal.withInitial(() -> new int[] {7});
      Models.Body body =
          () -> {
            int[] own = (int[]) Objects.requireNonNull(ThreadLocalModel.get(local, NONE));
            assertThat(own).containsExactly(7);
            own[0] = 8;
            assertThat(ThreadLocalModel.get(local, NONE)).isSameAs(own);
            ThreadLocalModel.set(local, null, NONE);
            assertThat(ThreadLocalModel.get(local, NONE)).isNull();
            ThreadLocalModel.remove(local, NONE);
            assertThat((int[]) ThreadLocalModel.get(local, NONE)).containsExactly(7);
          };
      together(body, body);
      body.run();
    });
  }

  @Test
  void allClocksShowTheTimeOfTheModel() {
    executions(() -> {
      Instant before = InstantModel.now(NONE);
      Clock clock = ClockModel.systemUTC(NONE);
      TimeUnitModel.sleep(TimeUnit.MINUTES, 3, NONE);
      assertThat(Duration.between(before, clock.instant())).isEqualTo(Duration.ofMinutes(3));
      assertThat(SystemModel.currentTimeMillis(NONE))
          .isEqualTo(before.toEpochMilli() + Duration.ofMinutes(3).toMillis());
      assertThat(SystemModel.nanoTime(new Site("Other", "place", 1)))
          .isEqualTo(Duration.ofMinutes(3).toNanos());
    });
  }
}
