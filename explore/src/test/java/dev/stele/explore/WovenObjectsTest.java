package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** Variables and objects of the JDK as they are met in woven classes, from the source on. */
class WovenObjectsTest {

  /** A message published in one mode and taken in another. */
  static final class Message {
    private static final VarHandle READY;

    static {
      try {
        READY = MethodHandles.lookup().findVarHandle(Message.class, "ready", boolean.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private int content;

    @SuppressWarnings("unused") // Through the handle.
    private boolean ready;

    void publish() {
      content = 42;
      READY.setRelease(this, true);
    }

    void publishOpaquely() {
      content = 42;
      READY.setOpaque(this, true);
    }

    int take() {
      return (boolean) READY.getAcquire(this) ? content : 0;
    }
  }

  private static ExploreError.Kind kind(Exploration.Result result) {
    return Failures.of(result).kind();
  }

  @Test
  void releaseAndAcquireOrderAMessage() {
    Exploration.Result result =
        WovenRuns.explore(() -> {
          Message message = new Message();
          Thread writer = new Thread(message::publish);
          writer.start();
          int taken = message.take();
          if (taken != 0 && taken != 42) {
            throw new AssertionError("half a message: " + taken);
          }
          writer.join();
        });
    assertThat(result.failure()).isEmpty();
    assertThat(result.executions()).isEqualTo(2);
  }

  @Test
  void anOpaquePublicationIsFoundWithTheLineAndTheMode() {
    Exploration.Result result =
        WovenRuns.explore(() -> {
          Message message = new Message();
          Thread writer = new Thread(message::publishOpaquely);
          writer.start();
          message.take();
          writer.join();
        });
    Finding found = Failures.of(result);
    assertThat(found.headline()).contains("data race on Message#1.content");
    assertThat(found.details().toString())
        .contains("setOpaque Message#1.ready at WovenObjectsTest$Message.publishOpaquely")
        .contains("the write releases nothing: setRelease or setVolatile would");
  }

  @Test
  void atomicsCountAndLoopsOfThemEnd() {
    Exploration.Result result =
        WovenRuns.explore(() -> {
          AtomicInteger counter = new AtomicInteger();
          Thread writer = new Thread(counter::incrementAndGet);
          writer.start();
          while (counter.get() == 0) {
            Thread.onSpinWait();
          }
          writer.join();
          counter.updateAndGet(value -> value * 2);
          if (counter.get() != 2) {
            throw new AssertionError("counted " + counter);
          }
        });
    assertThat(result.failure()).isEmpty();
    assertThat(result.isComplete()).isTrue();
  }

  @Test
  void aMapForSeveralTasksIsReachedThroughItsInterface() {
    Exploration.Result result =
        WovenRuns.explore(() -> {
          Map<String, Integer> map = new ConcurrentHashMap<>();
          Thread writer = new Thread(() -> map.merge("a", 1, Integer::sum));
          writer.start();
          map.merge("a", 1, Integer::sum);
          writer.join();
          if (map.getOrDefault("a", 0) != 2) {
            throw new AssertionError("lost");
          }
          for (Map.Entry<String, Integer> entry : map.entrySet()) {
            if (entry.getValue() != 2) {
              throw new AssertionError("lost");
            }
          }
        });
    assertThat(result.failure()).isEmpty();
    assertThat(result.executions()).isEqualTo(2);
  }

  @Test
  void aQueueGivesOnWhatWasWritten() {
    Exploration.Result result =
        WovenRuns.explore(() -> {
          ConcurrentLinkedQueue<int[]> queue = new ConcurrentLinkedQueue<>();
          LongAdder adder = new LongAdder();
          Thread writer =
              new Thread(() -> {
                int[] element = new int[1];
                element[0] = 7;
                queue.add(element);
                adder.increment();
              });
          writer.start();
          int[] taken = queue.poll();
          if (taken != null && taken[0] != 7) {
            throw new AssertionError("not written");
          }
          writer.join();
          if (adder.sum() != 1) {
            throw new AssertionError("not counted");
          }
        });
    assertThat(result.failure()).isEmpty();
    assertThat(result.isComplete()).isTrue();
  }

  @Test
  void aListIsRacedThroughItsIterator() {
    assertThat(
            kind(
                WovenRuns.explore(() -> {
                  List<Integer> list = new ArrayList<>(List.of(1, 2));
                  Iterator<Integer> iterator = list.iterator();
                  Thread writer = new Thread(() -> list.set(0, 3));
                  writer.start();
                  iterator.next();
                  writer.join();
                })))
        .isEqualTo(ExploreError.Kind.DATA_RACE);
  }

  @Test
  void aMapIsRacedThroughAWrapper() {
    assertThat(
            kind(
                WovenRuns.explore(() -> {
                  Map<Integer, Integer> map = new HashMap<>(Map.of(1, 2));
                  Map<Integer, Integer> shown = Collections.unmodifiableMap(map);
                  Thread writer = new Thread(() -> map.put(1, 3));
                  writer.start();
                  shown.get(1);
                  writer.join();
                })))
        .isEqualTo(ExploreError.Kind.DATA_RACE);
  }

  @Test
  void aSynchronizedListIsNoRace() {
    Exploration.Result result =
        WovenRuns.explore(() -> {
          List<Integer> list = Collections.synchronizedList(new ArrayList<>());
          Thread writer = new Thread(() -> list.add(1));
          writer.start();
          list.add(2);
          writer.join();
          synchronized (list) {
            int sum = 0;
            for (int element : list) {
              sum += element;
            }
            if (sum != 3) {
              throw new AssertionError("lost");
            }
          }
        });
    assertThat(result.failure()).isEmpty();
    assertThat(result.executions()).isEqualTo(2);
  }

  /** Made before any task is. */
  static final class Registry {
    static final Set<Integer> NAMES = Collections.newSetFromMap(new ConcurrentHashMap<>());
    static final List<Integer> ALL = Collections.synchronizedList(new ArrayList<>());
    static final List<Integer> SHOWN = Collections.unmodifiableList(new ArrayList<>(List.of(1)));
  }

  @Test
  void whatAStaticInitialiserWrapsIsKnown() {
    Exploration.Result result =
        WovenRuns.explore(() -> {
          Thread writer =
              new Thread(() -> {
                Registry.NAMES.add(1);
                Registry.ALL.add(1);
              });
          writer.start();
          Registry.NAMES.add(2);
          Registry.ALL.add(2);
          writer.join();
          if (Registry.NAMES.size() + Registry.ALL.size() + Registry.SHOWN.size() != 5) {
            throw new AssertionError("lost");
          }
        });
    assertThat(result.failure()).isEmpty();
    assertThat(result.isComplete()).isTrue();
  }

  @Test
  void aTextIsRaced() {
    assertThat(
            kind(
                WovenRuns.explore(() -> {
                  StringBuilder text = new StringBuilder();
                  Thread writer = new Thread(() -> text.append('a'));
                  writer.start();
                  text.append('b');
                  writer.join();
                })))
        .isEqualTo(ExploreError.Kind.DATA_RACE);
  }
}
