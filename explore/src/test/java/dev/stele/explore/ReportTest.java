package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** What reports show, so that a person understands them. */
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop"}) // The schedule is what matters here.
class ReportTest {

  private static String report(Explorer.Model model) {
    return catchThrowableOfType(ExploreError.class, () -> Explorer.check(model)).report();
  }

  private static Thread started(String name, Runnable body) {
    return Thread.ofPlatform().name(name).start(body);
  }

  private static String row(String report, String text) {
    return report
        .lines()
        .dropWhile(line -> !line.startsWith("  step"))
        .filter(line -> line.contains(text))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row with " + text + " in\n" + report));
  }

  @Test
  void theTwoAccessesOfARaceStandInTheTableWhereTheyCame() {
    String report =
        report(() -> {
          int[] shared = new int[1];
          Thread other = started("other", () -> shared[0] = 1);
          shared[0] = 2;
          other.join();
        });
    assertThat(row(report, "int[]#1[0] !"))
        .startsWith("        write")
        .contains("ReportTest.java:");
    assertThat(report.lines().filter(line -> line.contains("write int[]#1[0] !"))).hasSize(2);
    assertThat(report)
        .contains("missing edge: main let nobody know of its access before its end")
        .contains("one lock around both accesses");
  }

  private static void both(ReentrantLock first, ReentrantLock second) {
    first.lock();
    second.lock();
    second.unlock();
    first.unlock();
  }

  /** To wait for a lock is no step, until it is had. */
  @Test
  void whatATaskWaitsForAtTheEndStandsInTheTable() {
    String report =
        report(() -> {
          ReentrantLock one = new ReentrantLock();
          ReentrantLock two = new ReentrantLock();
          Thread other = started("other", () -> both(two, one));
          both(one, two);
          other.join();
        });
    assertThat(row(report, "lock ReentrantLock#1 …")).startsWith("        ");
    assertThat(row(report, "lock ReentrantLock#2 …")).contains("ReportTest.both(ReportTest.java:");
    assertThat(report)
        .contains("other cannot go on before main does: lock ReentrantLock#")
        .contains("to do: let all tasks take these in the same order");
  }

  @Test
  void whoWaitsForATaskAndKeepsWhatItNeedsIsToldSo() {
    String report =
        report(() -> {
          ReentrantLock lock = new ReentrantLock();
          lock.lock();
          Thread other = started("other", lock::lock);
          other.join();
        });
    assertThat(report)
        .startsWith("deadlock: main waits for other waits for main")
        .contains("to do: let nobody wait for a task while keeping what that task needs");
  }

  @Test
  void anAssertionIsShownWithItsPlace() {
    String report =
        report(() -> {
          AtomicReference<String> shared = new AtomicReference<>();
          Thread other = started("other", () -> shared.set("there"));
          assertThat(shared.get()).isNull();
          other.join();
        });
    assertThat(report.lines().limit(12))
        .anyMatch(line ->
            line.matches("  at ReportTest\\.anAssertionIs\\w+\\(ReportTest\\.java:\\d+\\)"));
  }

  @Test
  void whatAConcurrentMapWasGivenIsShown() {
    String report =
        report(() -> {
          ConcurrentHashMap<String, Object> map = new ConcurrentHashMap<>();
          Thread other = started("other", () -> map.put("other", 1));
          map.put("key", (Runnable) () -> {});
          other.join();
          throw new AssertionError("shown");
        });
    assertThat(row(report, "put")).contains("put ConcurrentHashMap#1 (\"key\", lambda#1) = null");
  }

  @Test
  void threadsAreShownByTheirNames() {
    String report =
        report(() -> {
          AtomicReference<Thread> shared = new AtomicReference<>();
          Thread other = started("other", () -> shared.set(Thread.currentThread()));
          other.join();
          throw new AssertionError("seen: " + (shared.get() != null));
        });
    assertThat(report).contains("set AtomicReference#1 = other", "get AtomicReference#1 = other");
  }

  @Test
  void aWaitThatTimesOutSaysSoAndConditionsAreToldApart() {
    String report =
        report(() -> {
          ReentrantLock lock = new ReentrantLock();
          Condition one = lock.newCondition();
          Condition two = lock.newCondition();
          Thread other = started("other", () -> signal(lock, two));
          lock.lock();
          boolean isSignalled = one.await(1, TimeUnit.SECONDS);
          lock.unlock();
          other.join();
          assertThat(isSignalled).isTrue();
        });
    assertThat(report)
        .contains("wait for Condition#1 of ReentrantLock#1 = the time is up")
        .contains("signal all Condition#2 of ReentrantLock#1");
  }

  private static void signal(ReentrantLock lock, Condition condition) {
    lock.lock();
    condition.signalAll();
    lock.unlock();
  }

  /** Locked once by its method, and the place is the first line of that. */
  static final class Guarded {
    private int value;

    synchronized void raise() {
      value++;
    }
  }

  @Test
  void aSynchronizedMethodIsLockedAtItsFirstLine() {
    String report =
        report(() -> {
          Guarded guarded = new Guarded();
          Thread other = started("other", guarded::raise);
          guarded.raise();
          other.join();
          assertThat(guarded.value).isEqualTo(1);
        });
    assertThat(row(report, " lock the monitor of Guarded#1"))
        .containsPattern("Guarded\\.raise\\(ReportTest\\.java:\\d+\\)");
  }

  @Test
  void aSpinThatOthersWaitForIsALivelock() {
    ExploreError found =
        catchThrowableOfType(
            ExploreError.class,
            () ->
                Explorer.check(() -> {
                  AtomicReference<String> never = new AtomicReference<>();
                  Thread other =
                      started(
                          "other",
                          () -> {
                            while (never.get() == null) {
                              Thread.onSpinWait();
                            }
                          });
                  other.join();
                }));
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.LIVELOCK);
    assertThat(found.report()).startsWith("livelock: nobody is left to end the spinning of other");
  }

  @Test
  void whatIsNotModelledIsSaidInOneLineWithItsPlaceBelow() {
    String report =
        report(() -> {
          Runtime runtime = Runtime.getRuntime();
          Thread other = started("other", runtime::gc);
          other.join();
        });
    assertThat(report.lines().limit(3).toList())
        .first()
        .isEqualTo("java.lang.Runtime.getRuntime is not modelled");
    assertThat(report).contains("  met at ReportTest.", "  keep it out of the model");
  }

  /** A report of all ten thousand steps would hide what it says. */
  @Test
  void anEndlessExecutionIsShownByItsBeginningAndItsEnd() {
    String report =
        report(() -> {
          AtomicReference<String> shared = new AtomicReference<>("");
          Thread other = started("other", () -> shared.set("there"));
          while (shared.get() != null) {
            shared.set("never null");
          }
          other.join();
        });
    assertThat(report).startsWith("an execution took more than 10000 steps");
    assertThat(report.lines().count()).isLessThan(120);
    assertThat(report.lines()).anyMatch(line -> line.matches(" +… 9,\\d{3} rows are left out"));
    assertThat(row(report, "10000  ")).contains("AtomicReference#1");
  }

  @Test
  void anExceptionThatNobodySawIsShownWithItsThreadAndPlace() {
    String report =
        report(() -> {
          AtomicReference<String> shared = new AtomicReference<>();
          Thread other = started("other", () -> shared.set(shared.get().trim()));
          shared.set("there");
          other.join();
        });
    assertThat(report).startsWith("other threw java.lang.NullPointerException");
    assertThat(report)
        .containsPattern("  at ReportTest\\.anException\\w+\\(ReportTest\\.java:\\d+\\)");
  }
}
