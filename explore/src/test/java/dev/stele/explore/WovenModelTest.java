package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class WovenModelTest {

  static class Counter {
    int plain;
    volatile int shared;

    @SuppressWarnings("NonAtomicVolatileUpdate") // That is what is wrong with it.
    void addTwice() {
      shared = shared + 1;
    }

    synchronized void addLocked() {
      plain++;
    }
  }

  static void both(Runnable body) throws InterruptedException {
    Thread first = new Thread(body);
    Thread second = new Thread(body);
    first.start();
    second.start();
    first.join();
    second.join();
  }

  @Test
  void aLostUpdateIsFound() {
    Exploration.Result result =
        WovenRuns.explore(() -> {
          Counter counter = new Counter();
          both(counter::addTwice);
          if (counter.shared != 2) {
            throw new AssertionError("lost");
          }
        });
    assertThat(Failures.of(result).headline()).contains("lost");
  }

  @Test
  void synchronizedMethodsExcludeEachOther() {
    Exploration.Result result =
        WovenRuns.explore(() -> {
          Counter counter = new Counter();
          both(counter::addLocked);
          if (counter.plain != 2) {
            throw new AssertionError("lost");
          }
        });
    assertThat(result.failure()).isEmpty();
    assertThat(result.executions()).isEqualTo(2);
  }

  @Test
  void aRaceOfPlainFieldsIsFound() {
    Exploration.Result result =
        WovenRuns.explore(() -> {
          Counter counter = new Counter();
          both(() -> counter.plain++);
        });
    assertThat(Failures.of(result).kind()).isEqualTo(ExploreError.Kind.DATA_RACE);
  }

  @Test
  void aReadOfAPlainFieldRacesWithAWrite() {
    Exploration.Result result =
        WovenRuns.explore(() -> {
          Counter counter = new Counter();
          Thread other = new Thread(() -> counter.plain = 1);
          other.start();
          int read = counter.plain;
          other.join();
          counter.plain = read;
        });
    assertThat(Failures.of(result).details()).anyMatch(line -> line.contains("main: read"));
  }

  @Test
  void aRaceOfElementsIsFound() {
    Exploration.Result result =
        WovenRuns.explore(() -> {
          int[] cells = new int[2];
          both(() -> cells[1]++);
        });
    assertThat(Failures.of(result).kind()).isEqualTo(ExploreError.Kind.DATA_RACE);
  }

  @Test
  void referencesToMethodsOfTheJdkAreModelled() {
    Exploration.Result result =
        WovenRuns.explore(() -> {
          AtomicInteger counter = new AtomicInteger();
          both(counter::incrementAndGet);
          if (counter.get() != 2) {
            throw new AssertionError("lost");
          }
        });
    assertThat(result.failure()).isEmpty();
    assertThat(result.executions()).isEqualTo(2);
  }

  @Test
  void atomicsInterleaveAsOftenAsTheyCan() {
    Exploration.Result result =
        WovenRuns.explore(() -> {
          AtomicInteger counter = new AtomicInteger();
          both(() -> {
            for (int i = 0; i < 3; i++) {
              counter.getAndIncrement();
            }
          });
        });
    assertThat(result.failure()).isEmpty();
    assertThat(result.executions()).isEqualTo(20);
  }

  @Test
  void locksAreModelledBehindTheirInterface() {
    WovenModel woven =
        WovenModel.of(() -> {
          java.util.concurrent.locks.Lock lock = new ReentrantLock();
          int[] n = {0};
          both(() -> {
            lock.lock();
            try {
              n[0]++;
            } finally {
              lock.unlock();
            }
          });
        });
    Exploration.Result result = WovenRuns.explore(woven);
    assertThat(result.failure()).isEmpty();
    assertThat(result.executions()).isEqualTo(2);
    assertThat(woven.replacedTypes())
        .contains("java.lang.Thread", "java.util.concurrent.locks.ReentrantLock");
    assertThat(woven.wovenClasses()).containsKey(WovenModelTest.class.getName());
  }

  static int statics;
  static final AtomicInteger HELD = new AtomicInteger();
  static final Counter SINGLE = new Counter();

  @Test
  void staticFieldsAreAsBeforeInEachExecution() {
    Exploration.Result result =
        WovenRuns.explore(() -> {
          if (statics != 0 || HELD.get() != 0 || SINGLE.shared != 0) {
            throw new AssertionError("left over");
          }
          statics = 5;
          HELD.incrementAndGet();
          SINGLE.shared = 2;
          Counter counter = new Counter();
          both(counter::addLocked);
        });
    assertThat(result.failure()).isEmpty();
    assertThat(result.executions()).isEqualTo(2);
    assertThat(statics).isZero();
  }

  @Test
  void whatIsNotModelledIsRefusedByName() {
    Exploration.Result result =
        WovenRuns.explore(() -> new java.io.FileInputStream("nothing").read());
    Finding finding = Failures.of(result);
    assertThat(finding.kind()).isEqualTo(ExploreError.Kind.UNSUPPORTED);
    assertThat(finding.headline()).contains("java.io.FileInputStream");
  }

  @Test
  void aModelThatCapturesWhatCanChangeIsRefused() {
    List<String> captured = new ArrayList<>();
    assertThatThrownBy(() -> WovenModel.of(() -> captured.add("x")))
        .isInstanceOf(ExploreError.class)
        .hasMessageContaining("captures a java.util.ArrayList");
  }
}
