package dev.stele.explore;

import static dev.stele.explore.Models.executions;
import static dev.stele.explore.Models.failure;
import static dev.stele.explore.Models.thread;
import static dev.stele.explore.Models.together;
import static dev.stele.explore.Site.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class ThreadTest {

  @Test
  void aJoinKnowsWhatTheThreadDid() {
    assertThat(
            executions(() -> {
              int[] tick = {0, 0};
              Thread thread =
                  thread(() -> {
                    Task self = Execution.current().running();
                    tick[0] = self.id;
                    tick[1] = self.clock.of(self.id);
                  });
              assertThat(ThreadModel.getState(thread, NONE)).isEqualTo(Thread.State.NEW);
              ThreadModel.start(thread, NONE);
              ThreadModel.join(thread, NONE);
              assertThat(ThreadModel.getState(thread, NONE)).isEqualTo(Thread.State.TERMINATED);
              assertThat(Execution.current().running().clock.covers(tick[0], tick[1])).isTrue();
            }))
        .isEqualTo(1);
  }

  @Test
  void aTimedJoinTimesOutOrNot() {
    Set<Boolean> seen = new HashSet<>();
    executions(() -> {
      Thread thread = thread(() -> {});
      ThreadModel.start(thread, NONE);
      seen.add(ThreadModel.join(thread, Duration.ofSeconds(1), NONE));
      ThreadModel.join(thread, NONE);
    });
    assertThat(seen).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void aThreadIsAliveUntilItHasEnded() {
    Set<Boolean> seen = new HashSet<>();
    executions(() -> {
      Thread thread = thread(() -> {});
      assertThat(ThreadModel.isAlive(thread, NONE)).isFalse();
      ThreadModel.start(thread, NONE);
      seen.add(ThreadModel.isAlive(thread, NONE));
      ThreadModel.join(thread, NONE);
      assertThat(ThreadModel.isAlive(thread, NONE)).isFalse();
    });
    assertThat(seen).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void aThreadThatJoinsItselfIsADeadlock() {
    assertThat(failure(() -> ThreadModel.join(ThreadModel.currentThread(NONE), NONE)).headline())
        .isEqualTo("deadlock: main waits for main");
  }

  @Test
  void aThreadThatStaysParkedIsStuck() {
    Finding found =
        failure(() -> ThreadModel.start(thread(() -> LockSupportModel.park(NONE)), NONE));
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.STUCK);
    assertThat(found.details()).anyMatch(line -> line.contains("T1 cannot go on: park T1"));
  }

  @Test
  void aThreadIsStartedOnce() {
    executions(() -> {
      Thread thread = thread(() -> {});
      ThreadModel.start(thread, NONE);
      assertThatThrownBy(() -> ThreadModel.start(thread, NONE))
          .isInstanceOf(IllegalThreadStateException.class);
      assertThatThrownBy(() -> ThreadModel.start(ThreadModel.currentThread(NONE), NONE))
          .isInstanceOf(IllegalThreadStateException.class);
    });
  }

  @Test
  void whatAThreadThrowsIsUnseen() {
    Finding found =
        failure(() ->
            together(() -> {
              throw new IllegalStateException("nobody sees this");
            }));
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.UNSEEN_EXCEPTION);
  }

  @Test
  void whatAThreadThrowsIsSeenByItsHandler() {
    List<String> seen = new ArrayList<>();
    executions(() -> {
      Thread thread =
          thread(() -> {
            throw new IllegalArgumentException("seen");
          });
      thread.setUncaughtExceptionHandler((of, e) -> seen.add(e.toString()));
      ThreadModel.start(thread, NONE);
      ThreadModel.join(thread, NONE);
    });
    assertThat(seen).containsExactly("java.lang.IllegalArgumentException: seen");
  }

  @Test
  void anInterruptEndsASleepOrComesAfterIt() {
    Set<String> seen = new HashSet<>();
    executions(() -> {
      Thread sleeper =
          thread(() -> {
            try {
              ThreadModel.sleep(1_000, NONE);
              seen.add("slept");
            } catch (InterruptedException _) {
              seen.add("interrupted");
            }
          });
      ThreadModel.start(sleeper, NONE);
      ThreadModel.interrupt(sleeper, NONE);
      ThreadModel.join(sleeper, NONE);
    });
    assertThat(seen).containsExactlyInAnyOrder("slept", "interrupted");
  }

  @Test
  void anInterruptBeforeTheStartIsFoundAfterIt() {
    executions(() -> {
      Thread thread = thread(() -> assertThat(ThreadModel.interrupted(NONE)).isTrue());
      ThreadModel.interrupt(thread, NONE);
      assertThat(ThreadModel.isInterrupted(thread, NONE)).isTrue();
      ThreadModel.start(thread, NONE);
      ThreadModel.join(thread, NONE);
    });
  }

  /**
   * Whether the thread had been started was not read in a step, so that no start was in a race with
   * it: an unpark came before it only by chance.
   */
  @Test
  void anUnparkBeforeTheStartIsLost() {
    assertThat(
            failure(
                    () -> {
                      Thread parker = Models.thread(() -> LockSupportModel.park(NONE));
                      Thread waker = Models.thread(() -> LockSupportModel.unpark(parker, NONE));
                      ThreadModel.start(waker, NONE);
                      ThreadModel.start(parker, NONE);
                    })
                .kind())
        .isEqualTo(ExploreError.Kind.LOST_WAKE_UP);
  }

  @Test
  void aPermitIsKeptOnceForTheNextPark() {
    executions(() -> {
      Thread self = ThreadModel.currentThread(NONE);
      LockSupportModel.unpark(self, NONE);
      LockSupportModel.unpark(self, NONE);
      LockSupportModel.park(NONE);
    });
    Finding found =
        failure(() -> {
          Thread self = ThreadModel.currentThread(NONE);
          LockSupportModel.unpark(self, NONE);
          LockSupportModel.unpark(self, NONE);
          LockSupportModel.park(NONE);
          LockSupportModel.park(NONE);
        });
    assertThat(found.kind()).isIn(ExploreError.Kind.STUCK, ExploreError.Kind.LOST_WAKE_UP);
  }

  @Test
  void aVirtualThreadIsATaskLikeOthers() {
    List<Boolean> seen = new ArrayList<>();
    assertThat(
            executions(() -> {
              ReentrantLock lock = new ReentrantLock();
              Runnable body =
                  () -> {
                    ReentrantLockModel.lock(lock, NONE);
                    seen.add(ThreadModel.currentThread(NONE).isVirtual());
                    ReentrantLockModel.unlock(lock, NONE);
                  };
              ThreadFactory factory = ThreadBuilderModel.factory(Thread.ofVirtual(), NONE);
              Thread second = factory.newThread(body);
              Thread first = ThreadModel.startVirtualThread(body, NONE);
              ThreadModel.start(second, NONE);
              ThreadModel.join(first, NONE);
              ThreadModel.join(second, NONE);
            }))
        .isEqualTo(2);
    assertThat(seen).hasSize(4).containsOnly(true);
  }

  @Test
  void namesAndNumbersAreTheSameUnderEachSchedule() {
    Set<String> seen = new HashSet<>();
    executions(() -> {
      ReentrantLock lock = new ReentrantLock();
      Models.Body body =
          () -> {
            ReentrantLockModel.lock(lock, NONE);
            Thread child = thread(() -> {});
            seen.add(ThreadModel.toString(child, NONE));
            ThreadModel.start(child, NONE);
            ReentrantLockModel.unlock(lock, NONE);
          };
      together(body, body);
    });
    assertThat(seen)
        .containsExactlyInAnyOrder(
            "Thread[#4096,Thread-0-0,5,main]", "Thread[#4160,Thread-1-0,5,main]");
  }

  @Test
  void timeGoesOnAsSleepsEnd() {
    Set<Long> seen = new HashSet<>();
    executions(() -> {
      long begin = Time.read(NONE);
      ThreadModel.sleep(50, NONE);
      seen.add(Duration.ofNanos(Time.read(NONE) - begin).toMillis());
    });
    assertThat(seen).containsExactly(50L);
  }

  @Test
  void whoReadsTheClockSeesTheSleepsOfOthersInEachOrder() {
    Set<Long> seen = new HashSet<>();
    Execution.Body model =
        () ->
            together(
                () -> ThreadModel.sleep(10, NONE),
                () -> {
                  ThreadModel.sleep(5, NONE);
                  seen.add(Duration.ofNanos(Time.read(NONE)).toMillis());
                });
    executions(model);
    assertThat(seen).containsExactlyInAnyOrder(5L, 10L, 15L);
  }

  @Test
  void whoDoesNotReadTheClockPaysNothingForIt() {
    assertThat(
            executions(() ->
                together(() -> ThreadModel.sleep(10, NONE), () -> ThreadModel.sleep(5, NONE))))
        .isEqualTo(1);
  }

  @Test
  void whoWaitsForTheClockAloneSeesItGoOn() {
    executions(() -> {
      long deadline = Time.read(NONE) + Duration.ofSeconds(1).toNanos();
      while (Time.read(NONE) < deadline) {
        ThreadModel.onSpinWait(NONE);
      }
    });
  }

  @Test
  void aScheduleWithTheClockIsReplayed() {
    Finding found =
        failure(() ->
            together(
                () -> ThreadModel.sleep(10, NONE), () -> assertThat(Time.read(NONE)).isEqualTo(0)));
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.ASSERTION);
  }

  @Test
  void theTableFindsWhatStandsForAMethodAndRefusesTheRest() throws Throwable {
    MethodHandle start =
        ModelTable.find(Thread.class, "start", MethodType.methodType(void.class, Thread.class))
            .orElseThrow();
    assertThat(start.type()).isEqualTo(MethodType.methodType(void.class, Thread.class, Site.class));
    assertThat(
            ModelTable.find(
                Thread.class, "isDaemon", MethodType.methodType(boolean.class, Thread.class)))
        .isEmpty();
    MethodHandle refusal =
        ModelTable.find(Thread.class, "activeCount", MethodType.methodType(int.class))
            .orElseThrow();
    Finding found =
        failure(() -> {
          int count = (int) refusal.invokeExact(NONE);
          assertThat(count).isZero();
        });
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.UNSUPPORTED);
    assertThat(found.headline()).contains("java.lang.Thread.activeCount");
  }
}
