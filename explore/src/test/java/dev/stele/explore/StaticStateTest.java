package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings({
  "NullAway",
  "ImmutableEnumChecker"
}) // State that should not be is what it is about.
class StaticStateTest {

  static class Cell {
    int value;
    volatile int shared;
    Cell next;
  }

  enum Kind {
    ONLY;

    int uses;
  }

  static int plain;
  static long wide = 7;
  static volatile String text = "first";
  static Cell cell = new Cell();
  static final Cell FIXED = new Cell();
  static final int[] TABLE = {1, 2};
  static final List<Integer> LIST = new ArrayList<>(List.of(1));
  static final Set<Integer> KEYS;
  static final Map<Integer, Integer> MAP = new HashMap<>(Map.of(1, 1));
  static final Map<Integer, Cell> CELLS = Map.of(1, new Cell());
  static final Map<Integer, Integer> CONCURRENT = new ConcurrentHashMap<>();
  static final AtomicLong IDS = new AtomicLong();
  static final ReentrantLock LOCK = new ReentrantLock();
  static final Object MONITOR = new Object();
  static final ScopedValue<Integer> SCOPED = ScopedValue.newInstance();
  static final Runnable BUMP;
  static final VarHandle SHARED;

  static {
    KEYS = MAP.keySet();
    Cell captured = new Cell();
    BUMP =
        () -> {
          captured.value++;
          must(captured.value == 1);
        };
    FIXED.next = new Cell();
    try {
      SHARED = MethodHandles.lookup().findVarHandle(Cell.class, "shared", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** By itself: whoever gets such a handle gets new classes for each execution. */
  static class Handled {
    static final VarHandle VALUE;
    static int value;

    static {
      try {
        VALUE = MethodHandles.lookup().findStaticVarHandle(Handled.class, "value", int.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }

  static void must(boolean isSo) {
    if (!isSo) {
      throw new AssertionError("something is left of an execution before");
    }
  }

  static void use(String name) {
    switch (name) {
      case "fields" -> {
        must(plain == 0 && wide == 7 && text.equals("first"));
        plain++;
        wide = wide * 2;
        text = "second";
        must(plain == 1 && wide == 14 && text.equals("second"));
      }
      case "object of a field" -> {
        must(cell.value == 0);
        cell.value = 1;
        cell = new Cell();
        cell.value = 2;
      }
      case "object" -> {
        must(FIXED.value == 0 && FIXED.next.value == 0);
        FIXED.next.value++;
      }
      case "array" -> {
        must(TABLE[1] == 2);
        TABLE[1]++;
      }
      case "copied array" -> {
        must(TABLE[1] == 2);
        System.arraycopy(new int[] {5}, 0, TABLE, 1, 1);
      }
      case "filled array" -> {
        must(TABLE[1] == 2);
        java.util.Arrays.fill(TABLE, 4);
      }
      case "atomic" -> must(IDS.incrementAndGet() == 1);
      case "lock" -> LOCK.lock();
      case "scoped value" -> {
        must(!SCOPED.isBound());
        ScopedValue.where(SCOPED, 1).run(() -> must(SCOPED.get() == 1));
      }
      case "enum" -> must(Kind.ONLY.uses++ == 0);
      case "lambda" -> BUMP.run();
      case "handle" -> must((int) SHARED.getAndAdd(FIXED, 1) == 0);
      case "static handle" -> must((int) Handled.VALUE.getAndAdd(1) == 0);
      default -> useCollection(name);
    }
  }

  private static void useCollection(String name) {
    switch (name) {
      case "list" -> {
        must(LIST.size() == 1);
        LIST.add(2);
      }
      case "sorted list" -> {
        must(LIST.getFirst() == 1);
        Collections.fill(LIST, 3);
      }
      case "iterator" -> {
        must(LIST.size() == 1);
        var iterator = LIST.iterator();
        iterator.next();
        iterator.remove();
      }
      case "view" -> {
        must(KEYS.size() == 1);
        KEYS.remove(1);
      }
      case "entry" -> {
        must(MAP.get(1) == 1);
        MAP.entrySet().iterator().next().setValue(2);
      }
      case "element" -> {
        must(CELLS.get(1).value == 0);
        CELLS.get(1).value = 1;
      }
      case "concurrent map" -> {
        must(CONCURRENT.isEmpty());
        CONCURRENT.put(1, 1);
      }
      default -> throw new IllegalArgumentException(name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fields",
        "object of a field",
        "object",
        "array",
        "copied array",
        "filled array",
        "list",
        "sorted list",
        "iterator",
        "view",
        "entry",
        "element",
        "concurrent map",
        "atomic",
        "lock",
        "scoped value",
        "enum",
        "lambda",
        "handle",
        "static handle"
      })
  void eachExecutionFindsStaticStateAsItWas(String name) {
    Exploration.Result result =
        WovenRuns.explore(() -> {
          use(name);
          Cell met = new Cell();
          Thread other = new Thread(() -> met.shared = 1);
          other.start();
          met.shared = 2;
          other.join();
        });
    assertThat(result.failure()).isEmpty();
    assertThat(result.executions()).isEqualTo(2);
  }

  static class Blocking {
    static int value;

    static {
      Thread thread = new Thread(() -> value++);
      thread.start();
    }
  }

  @Test
  void aStaticInitialiserThatStartsAThreadIsRefused() {
    Exploration.Result result = WovenRuns.explore(() -> Blocking.value++);
    Finding finding = Failures.of(result);
    assertThat(finding.kind()).isEqualTo(ExploreError.Kind.UNSUPPORTED);
    assertThat(finding.headline()).contains("static initialiser").contains("start");
  }

  static class Counted {
    static final Map<String, Integer> COUNTS = new ConcurrentHashMap<>();
    static final AtomicLong MADE = new AtomicLong();
    static long seen;

    static {
      COUNTS.put("a", 1);
      MADE.incrementAndGet();
      synchronized (COUNTS) {
        seen = MADE.get();
      }
    }
  }

  @Test
  void whatAStaticInitialiserDoesIsNoStepOfATask() {
    Exploration.Result result =
        WovenRuns.explore(() -> {
          Runnable use = () -> must(Counted.seen == 1);
          Thread first = new Thread(use);
          Thread second = new Thread(use);
          first.start();
          second.start();
          first.join();
          second.join();
        });
    assertThat(result.failure()).isEmpty();
    assertThat(result.executions()).isEqualTo(1);
  }
}
