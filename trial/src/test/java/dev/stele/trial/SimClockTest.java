package dev.stele.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** Virtual time. */
class SimClockTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final SimClock clock = SimClock.at(START);

  @Test
  void timeStandsStillUntilItIsToldToGoOn() {
    long before = clock.nanoTime();
    assertThat(clock.instant()).isEqualTo(START);
    clock.advance(Duration.ofSeconds(3));
    assertThat(clock.nanoTime() - before).isEqualTo(3_000_000_000L);
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(3));
  }

  @Test
  void sleepersWakeInTheOrderOfTheirDeadlinesAndNotBefore() throws Exception {
    LinkedBlockingQueue<String> woken = new LinkedBlockingQueue<>();
    for (int seconds : new int[] {3, 1, 2}) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              clock.sleep(Duration.ofSeconds(seconds));
              woken.add(seconds + "s");
            } catch (InterruptedException e) {
              woken.add("interrupted");
            }
          });
    }
    clock.awaitWaiters(3);
    assertThat(clock.untilNext()).contains(Duration.ofSeconds(1));
    clock.advance(Duration.ofMillis(999));
    assertThat(clock.untilNext()).contains(Duration.ofMillis(1));
    assertThat(woken).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(woken.take()).isEqualTo("1s");
    clock.advance(Duration.ofSeconds(1));
    assertThat(woken.take()).isEqualTo("2s");
    clock.advance(Duration.ofDays(1));
    assertThat(woken.take()).isEqualTo("3s");
    assertThat(clock.untilNext()).isEmpty();
  }

  @Test
  void whoGoesOnFromDeadlineToDeadlineSeesEach() throws Exception {
    LinkedBlockingQueue<Instant> ticks = new LinkedBlockingQueue<>();
    Thread ticking =
        Thread.ofVirtual()
            .start(() -> {
              try {
                for (int i = 0; i < 3; i++) {
                  clock.sleep(Duration.ofSeconds(1));
                  ticks.add(clock.instant());
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    for (int i = 1; i <= 3; i++) {
      clock.awaitWaiters(1);
      assertThat(clock.advanceToNext()).contains(Duration.ofSeconds(1));
      assertThat(ticks.take()).isEqualTo(START.plusSeconds(i));
    }
    ticking.join();
    assertThat(clock.advanceToNext()).isEmpty();
  }

  @Test
  void aSignalEndsAWaitBeforeItsDeadline() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    Condition condition = lock.newCondition();
    LinkedBlockingQueue<Boolean> answers = new LinkedBlockingQueue<>();
    Thread waiter = waiter(lock, condition, Duration.ofSeconds(1), answers);
    clock.awaitWaiters(1);
    lock.lock();
    try {
      condition.signal();
    } finally {
      lock.unlock();
    }
    assertThat(answers.take()).isTrue();
    waiter.join();
    assertThat(clock.untilNext()).isEmpty();
  }

  @Test
  void aDeadlineThatPassesEndsAWait() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    LinkedBlockingQueue<Boolean> answers = new LinkedBlockingQueue<>();
    waiter(lock, lock.newCondition(), Duration.ofSeconds(1), answers);
    clock.awaitWaiters(1);
    clock.advance(Duration.ofSeconds(1));
    assertThat(answers.take()).isFalse();
  }

  @Test
  void aDeadlineThatHasPassedIsNotWaitedFor() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    try {
      assertThat(clock.awaitUntil(lock, lock.newCondition(), clock.nanoTime())).isFalse();
    } finally {
      lock.unlock();
    }
    clock.sleep(Duration.ZERO);
    clock.sleep(Duration.ofSeconds(-1));
  }

  @Test
  void anInterruptEndsASleepAndLeavesNoWaiter() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread sleeper =
        Thread.ofVirtual()
            .start(() -> {
              try {
                clock.sleep(Duration.ofSeconds(Long.MAX_VALUE));
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
            });
    clock.awaitWaiters(1);
    sleeper.interrupt();
    interrupted.await();
    sleeper.join();
    assertThat(clock.untilNext()).isEmpty();
  }

  @Test
  void theWallJumpsWithoutWakingAnyone() {
    clock.setWall(START.minusSeconds(60));
    assertThat(clock.instant()).isEqualTo(START.minusSeconds(60));
    assertThat(clock.nanoTime()).isZero();
    assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theSameSeedGivesTheSameChance() {
    byte[] one = new byte[13];
    byte[] two = new byte[13];
    SimEntropy.of(7).fill(one);
    SimEntropy.of(7).fill(two);
    assertThat(one).isEqualTo(two).isNotEqualTo(new byte[13]);
    assertThat(SimEntropy.of(7).nextLong()).isNotEqualTo(SimEntropy.of(8).nextLong());
    // The first output of SplitMix64 for the seed 0, as in its published reference code.
    assertThat(SimEntropy.of(0).nextLong()).isEqualTo(0xE220A8397B1DCDAFL);
  }

  private Thread waiter(
      ReentrantLock lock,
      Condition condition,
      Duration duration,
      LinkedBlockingQueue<Boolean> answers) {
    return Thread.ofVirtual()
        .start(() -> {
          lock.lock();
          try {
            answers.add(clock.awaitUntil(lock, condition, clock.deadlineAfter(duration)));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            lock.unlock();
          }
        });
  }
}
