package dev.stele.explore;

import static dev.stele.explore.Models.executions;
import static dev.stele.explore.Models.failure;
import static dev.stele.explore.Models.thread;
import static dev.stele.explore.Models.together;
import static dev.stele.explore.Site.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaitTest {

  /** A signal by a monitor; the wrong one looks at the flag outside it. */
  private static final class Bell {
    private boolean hasRung;

    void await(boolean isRight) throws InterruptedException {
      boolean hasSeen = false;
      if (!isRight) {
        MonitorModel.enter(this, NONE);
        hasSeen = hasRung;
        MonitorModel.exit(this, NONE);
      }
      MonitorModel.enter(this, NONE);
      if (isRight) {
        while (!hasRung) {
          MonitorModel.wait(this, NONE);
        }
      } else if (!hasSeen) {
        MonitorModel.wait(this, NONE);
      }
      MonitorModel.exit(this, NONE);
    }

    void ring() {
      MonitorModel.enter(this, NONE);
      hasRung = true;
      MonitorModel.notifyAll(this, NONE);
      MonitorModel.exit(this, NONE);
    }
  }

  private static void bell(boolean isRight) throws InterruptedException {
    Bell bell = new Bell();
    together(() -> bell.await(isRight), bell::ring);
  }

  @Test
  void aLostNotifyIsFound() {
    Finding found = failure(() -> bell(false));
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.LOST_WAKE_UP);
    assertThat(found.details()).anyMatch(line -> line.contains("T2 gave the signal before"));
  }

  @Test
  void aNotifyThatIsLookedForUnderTheMonitorIsNotLost() {
    assertThat(executions(() -> bell(true))).isEqualTo(2);
  }

  private static void condition(boolean isRight) throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Condition rung = ReentrantLockModel.newCondition(lock, NONE);
    boolean[] hasRung = {false};
    together(
        () -> {
          ReentrantLockModel.lock(lock, NONE);
          while (isRight && !hasRung[0]) {
            ConditionModel.await(rung, NONE);
          }
          if (!isRight) {
            ConditionModel.await(rung, NONE);
          }
          ReentrantLockModel.unlock(lock, NONE);
        },
        () -> {
          ReentrantLockModel.lock(lock, NONE);
          hasRung[0] = true;
          ConditionModel.signal(rung, NONE);
          ReentrantLockModel.unlock(lock, NONE);
        });
  }

  @Test
  void aLostSignalOfAConditionIsFound() {
    assertThat(failure(() -> condition(false)).kind()).isEqualTo(ExploreError.Kind.LOST_WAKE_UP);
  }

  @Test
  void aSignalBehindAFlagIsNotLost() {
    assertThat(executions(() -> condition(true))).isEqualTo(2);
  }

  private static void park(boolean isRight) throws InterruptedException {
    Object guard = new Object();
    @Nullable Thread[] waiter = {null};
    boolean[] isReady = {false};
    together(
        () -> {
          MonitorModel.enter(guard, NONE);
          boolean wasReady = isReady[0];
          if (isRight) {
            waiter[0] = ThreadModel.currentThread(NONE);
          }
          MonitorModel.exit(guard, NONE);
          if (!isRight) {
            MonitorModel.enter(guard, NONE);
            waiter[0] = ThreadModel.currentThread(NONE);
            MonitorModel.exit(guard, NONE);
          }
          if (!wasReady) {
            LockSupportModel.park(NONE);
          }
        },
        () -> {
          MonitorModel.enter(guard, NONE);
          isReady[0] = true;
          Thread parked = waiter[0];
          MonitorModel.exit(guard, NONE);
          LockSupportModel.unpark(parked, NONE);
        });
  }

  @Test
  void anUnparkOfNobodyIsFoundToBeLost() {
    assertThat(failure(() -> park(false)).kind()).isEqualTo(ExploreError.Kind.LOST_WAKE_UP);
  }

  @Test
  void anUnparkBeforeAParkIsNotLost() {
    assertThat(executions(() -> park(true))).isEqualTo(2);
  }

  @Test
  void aTimedWaitEndsByTheSignalOrByTheTime() {
    Set<String> seen = new HashSet<>();
    executions(() -> {
      ReentrantLock lock = new ReentrantLock();
      Condition rung = ReentrantLockModel.newCondition(lock, NONE);
      boolean[] hasRung = {false};
      together(
          () -> {
            ReentrantLockModel.lock(lock, NONE);
            boolean isSignal = ConditionModel.await(rung, 1, TimeUnit.SECONDS, NONE);
            seen.add(isSignal + " " + hasRung[0]);
            ReentrantLockModel.unlock(lock, NONE);
          },
          () -> {
            ReentrantLockModel.lock(lock, NONE);
            hasRung[0] = true;
            ConditionModel.signal(rung, NONE);
            ReentrantLockModel.unlock(lock, NONE);
          });
    });
    assertThat(seen).containsExactlyInAnyOrder("true true", "false false", "false true");
  }

  @Test
  void aNotifyWakesAnyOfThoseWhoWait() {
    Set<List<Integer>> seen = new HashSet<>();
    executions(() -> {
      List<Integer> woken = new ArrayList<>();
      Object gate = new Object();
      int[] waiting = {0};
      Models.Body[] bodies = new Models.Body[2];
      for (int i = 0; i < 2; i++) {
        int id = i;
        bodies[i] =
            () -> {
              MonitorModel.enter(gate, NONE);
              if (waiting[0]++ < 2) {
                MonitorModel.wait(gate, NONE);
                woken.add(id);
                MonitorModel.notify(gate, NONE);
              }
              MonitorModel.exit(gate, NONE);
            };
      }
      Thread[] threads = {thread(bodies[0]), thread(bodies[1])};
      for (Thread thread : threads) {
        ThreadModel.start(thread, NONE);
      }
      MonitorModel.enter(gate, NONE);
      boolean mustWake = waiting[0] == 2;
      if (mustWake) {
        MonitorModel.notify(gate, NONE);
      }
      waiting[0] += mustWake ? 0 : 2;
      if (!mustWake) {
        MonitorModel.notifyAll(gate, NONE);
      }
      MonitorModel.exit(gate, NONE);
      for (Thread thread : threads) {
        ThreadModel.join(thread, NONE);
      }
      if (mustWake) {
        seen.add(woken);
      }
    });
    assertThat(seen).containsExactlyInAnyOrder(List.of(0, 1), List.of(1, 0));
  }

  @Test
  void aNotifyWakesTheOneThatCameLastToo() {
    Set<Boolean> isFirstWoken = new HashSet<>();
    executions(() -> {
      List<Integer> arrived = new ArrayList<>();
      List<Integer> woken = new ArrayList<>();
      CountDownLatch waiting = new CountDownLatch(2);
      Object gate = new Object();
      Models.Body[] bodies = new Models.Body[3];
      for (int i = 0; i < 2; i++) {
        int id = i;
        bodies[i] =
            () -> {
              MonitorModel.enter(gate, NONE);
              arrived.add(id);
              CountDownLatchModel.countDown(waiting, NONE);
              MonitorModel.wait(gate, NONE);
              woken.add(id);
              MonitorModel.notify(gate, NONE);
              MonitorModel.exit(gate, NONE);
            };
      }
      bodies[2] =
          () -> {
            CountDownLatchModel.await(waiting, NONE);
            MonitorModel.enter(gate, NONE);
            MonitorModel.notify(gate, NONE);
            MonitorModel.exit(gate, NONE);
          };
      together(bodies);
      isFirstWoken.add(arrived.getFirst().equals(woken.getFirst()));
    });
    assertThat(isFirstWoken).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void anInterruptEndsAWaitThatNobodyElseEnds() {
    executions(() -> {
      Object gate = new Object();
      boolean[] isInterrupted = {false};
      Thread waiter =
          thread(() -> {
            MonitorModel.enter(gate, NONE);
            try {
              MonitorModel.wait(gate, NONE);
            } catch (InterruptedException _) {
              isInterrupted[0] = true;
            }
            MonitorModel.exit(gate, NONE);
          });
      ThreadModel.start(waiter, NONE);
      ThreadModel.interrupt(waiter, NONE);
      ThreadModel.join(waiter, NONE);
      assertThat(isInterrupted[0]).isTrue();
    });
  }

  @Test
  void aSpuriousWakeUpIsFoundToBreakAWaitWithoutALoop() {
    Execution.Body model =
        () -> {
          Bell bell = new Bell();
          together(
              () -> {
                MonitorModel.enter(bell, NONE);
                if (!bell.hasRung) {
                  MonitorModel.wait(bell, NONE);
                }
                assertThat(bell.hasRung).isTrue();
                MonitorModel.exit(bell, NONE);
              },
              bell::ring);
        };
    executions(model);
    assertThat(failure(model, Models.WITH_WHIMS).kind()).isEqualTo(ExploreError.Kind.ASSERTION);
  }

  @Test
  void whoWaitsCanBeInterruptedOrNotifiedFirst() {
    Set<String> seen = new HashSet<>();
    executions(() -> {
      Object gate = new Object();
      boolean[] isWaiting = {false};
      Thread waiter =
          thread(() -> {
            MonitorModel.enter(gate, NONE);
            isWaiting[0] = true;
            try {
              MonitorModel.wait(gate, NONE);
              seen.add("notified, " + ThreadModel.interrupted(NONE));
            } catch (InterruptedException _) {
              seen.add("interrupted, " + ThreadModel.interrupted(NONE));
            }
            MonitorModel.exit(gate, NONE);
          });
      ThreadModel.start(waiter, NONE);
      ThreadModel.interrupt(waiter, NONE);
      MonitorModel.enter(gate, NONE);
      if (isWaiting[0]) {
        MonitorModel.notify(gate, NONE);
      }
      MonitorModel.exit(gate, NONE);
      ThreadModel.join(waiter, NONE);
    });
    assertThat(seen).containsExactlyInAnyOrder("notified, true", "interrupted, false");
  }

  @Test
  void onlyTheHolderMayWaitAndNotify() {
    executions(() -> {
      Object object = new Object();
      assertThatThrownBy(() -> MonitorModel.wait(object, NONE))
          .isInstanceOf(IllegalMonitorStateException.class);
      assertThatThrownBy(() -> MonitorModel.notify(object, NONE))
          .isInstanceOf(IllegalMonitorStateException.class);
      assertThatThrownBy(() -> MonitorModel.exit(object, NONE))
          .isInstanceOf(IllegalMonitorStateException.class);
    });
  }
}
