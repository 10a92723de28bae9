package dev.stele.explore;

import static dev.stele.explore.Models.executions;
import static dev.stele.explore.Models.failure;
import static dev.stele.explore.Models.thread;
import static dev.stele.explore.Models.together;
import static dev.stele.explore.Site.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class LockTest {

  private static void locked(ReentrantLock lock) {
    ReentrantLockModel.lock(lock, NONE);
    ReentrantLockModel.unlock(lock, NONE);
  }

  @Test
  void twoTasksTakeOneLockInTwoOrders() {
    assertThat(
            executions(() -> {
              ReentrantLock lock = new ReentrantLock();
              together(() -> locked(lock), () -> locked(lock));
            }))
        .isEqualTo(2);
  }

  @Test
  void threeTasksTakeOneLockInSixOrders() {
    assertThat(
            executions(() -> {
              ReentrantLock lock = new ReentrantLock();
              together(() -> locked(lock), () -> locked(lock), () -> locked(lock));
            }))
        .isEqualTo(6);
  }

  @Test
  void locksOfTheirOwnAreTakenInOneOrder() {
    assertThat(
            executions(() ->
                together(() -> locked(new ReentrantLock()), () -> locked(new ReentrantLock()))))
        .isEqualTo(1);
  }

  @Test
  void toTakeALockAgainIsNoChoice() {
    assertThat(
            executions(() -> {
              Object lock = new Object();
              Models.Body twice =
                  () -> {
                    MonitorModel.enter(lock, NONE);
                    MonitorModel.enter(lock, NONE);
                    MonitorModel.exit(lock, NONE);
                    MonitorModel.exit(lock, NONE);
                  };
              together(twice, twice);
            }))
        .isEqualTo(2);
  }

  @Test
  void locksTakenInOppositeOrdersAreADeadlockWithItsCircle() {
    Finding found =
        failure(() -> {
          ReentrantLock first = new ReentrantLock();
          Object second = new Object();
          together(
              () -> {
                ReentrantLockModel.lock(first, NONE);
                MonitorModel.enter(second, NONE);
                MonitorModel.exit(second, NONE);
                ReentrantLockModel.unlock(first, NONE);
              },
              () -> {
                MonitorModel.enter(second, NONE);
                ReentrantLockModel.lock(first, NONE);
                ReentrantLockModel.unlock(first, NONE);
                MonitorModel.exit(second, NONE);
              });
        });
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.DEADLOCK);
    assertThat(found.headline()).isEqualTo("deadlock: T1 waits for T2 waits for T1");
    assertThat(found.details()).anyMatch(line -> line.contains("lock ReentrantLock#"));
  }

  @Test
  void aTryLockFailsOrNot() {
    Set<Boolean> seen = new HashSet<>();
    executions(() -> {
      ReentrantLock lock = new ReentrantLock();
      together(
          () -> locked(lock),
          () -> {
            boolean isTaken = ReentrantLockModel.tryLock(lock, NONE);
            seen.add(isTaken);
            if (isTaken) {
              ReentrantLockModel.unlock(lock, NONE);
            }
          });
    });
    assertThat(seen).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void aTimedTryLockTimesOutOrNot() {
    Set<Boolean> seen = new HashSet<>();
    executions(() -> {
      ReentrantLock lock = new ReentrantLock();
      together(
          () -> locked(lock),
          () -> {
            boolean isTaken = ReentrantLockModel.tryLock(lock, 1, TimeUnit.SECONDS, NONE);
            seen.add(isTaken);
            if (isTaken) {
              ReentrantLockModel.unlock(lock, NONE);
            }
          });
    });
    assertThat(seen).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void whoWaitsForALockInterruptiblyCanBeInterrupted() {
    Set<String> seen = new HashSet<>();
    executions(() -> {
      ReentrantLock lock = new ReentrantLock();
      ReentrantLockModel.lock(lock, NONE);
      Thread waiter =
          thread(() -> {
            try {
              ReentrantLockModel.lockInterruptibly(lock, NONE);
              seen.add("locked");
              ReentrantLockModel.unlock(lock, NONE);
            } catch (InterruptedException _) {
              seen.add("interrupted");
            }
          });
      ThreadModel.start(waiter, NONE);
      ThreadModel.interrupt(waiter, NONE);
      ReentrantLockModel.unlock(lock, NONE);
      ThreadModel.join(waiter, NONE);
    });
    assertThat(seen).containsExactly("interrupted");
  }

  /** A table that two players have by turns. */
  private static final class Ping {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turned = ReentrantLockModel.newCondition(lock, NONE);
    private int turn;

    void play(int player, int rounds) throws InterruptedException {
      for (int i = 0; i < rounds; i++) {
        ReentrantLockModel.lock(lock, NONE);
        while (turn != player) {
          ConditionModel.await(turned, NONE);
        }
        turn = 1 - player;
        ConditionModel.signal(turned, NONE);
        ReentrantLockModel.unlock(lock, NONE);
      }
    }
  }

  @Test
  void twoTasksPlayByTurns() {
    assertThat(
            executions(() -> {
              Ping ping = new Ping();
              together(() -> ping.play(0, 3), () -> ping.play(1, 3));
            }))
        .isPositive();
  }

  @Test
  void twoTasksPlayByTurnsWithSpuriousWakeUps() {
    Exploration.Result result =
        Models.explore(
            () -> {
              Ping ping = new Ping();
              together(() -> ping.play(0, 2), () -> ping.play(1, 2));
            },
            Models.WITH_WHIMS,
            new ReducedSearch());
    assertThat(result.failure().map(Exploration.Failure::finding)).isEmpty();
    assertThat(result.isComplete()).isTrue();
  }

  @Test
  void whatIsDoneBeforeAnUnlockIsKnownAfterTheNextLock() {
    executions(() -> {
      ReentrantLock lock = new ReentrantLock();
      int[] tick = {0, -1};
      together(
          () -> {
            ReentrantLockModel.lock(lock, NONE);
            Task self = Execution.current().running();
            tick[0] = self.id;
            tick[1] = self.clock.of(self.id);
            ReentrantLockModel.unlock(lock, NONE);
          },
          () -> {
            ReentrantLockModel.lock(lock, NONE);
            if (tick[1] >= 0) {
              assertThat(Execution.current().running().clock.covers(tick[0], tick[1])).isTrue();
            }
            ReentrantLockModel.unlock(lock, NONE);
          });
    });
  }
}
