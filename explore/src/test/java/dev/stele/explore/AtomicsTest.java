package dev.stele.explore;

import static dev.stele.explore.Direct.at;
import static dev.stele.explore.Direct.join;
import static dev.stele.explore.Direct.spawn;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.function.BinaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The atomics of the JDK: each of their methods is there, and does what it does in the JDK. */
class AtomicsTest {

  private static MethodHandle linked(Class<?> type, String name, Class<?> result, Class<?>... own) {
    return Atomics.find(
            type, name, MethodType.methodType(result, own).insertParameterTypes(0, type))
        .orElseThrow();
  }

  private static final MethodHandle INCREMENT =
      linked(AtomicInteger.class, "incrementAndGet", int.class);
  private static final MethodHandle GET = linked(AtomicInteger.class, "get", int.class);
  private static final MethodHandle SET = linked(AtomicInteger.class, "set", void.class, int.class);
  private static final MethodHandle COMPARE =
      linked(AtomicInteger.class, "compareAndSet", boolean.class, int.class, int.class);
  private static final MethodHandle UPDATE =
      linked(AtomicInteger.class, "updateAndGet", int.class, IntUnaryOperator.class);

  /** Two tasks that increment some times each have as many executions as there are orders. */
  @Test
  void incrementsAreCountedExactly() {
    assertThat(increments(1).executions()).isEqualTo(2);
    assertThat(increments(3).executions()).isEqualTo(20);
    assertThat(increments(4).executions()).isEqualTo(70);
  }

  private static Exploration.Result increments(int times) {
    Exploration.Result result =
        Direct.explore(() -> {
          AtomicInteger counter = new AtomicInteger();
          Execution.Body body =
              () -> {
                for (int i = 0; i < times; i++) {
                  int before = (int) INCREMENT.invokeExact(counter, at("body"));
                  assertThat(before).isPositive();
                }
              };
          Task one = spawn("T1", body);
          Task other = spawn("T2", body);
          join(one);
          join(other);
          assertThat(counter.get()).isEqualTo(2 * times);
        });
    assertThat(result.isComplete()).isTrue();
    return result;
  }

  @Test
  void aCheckThenSetLosesAnUpdate() {
    Finding found =
        Direct.finding(() -> {
          AtomicInteger counter = new AtomicInteger();
          Execution.Body body =
              () -> {
                int seen = (int) GET.invoke(counter, at("get"));
                SET.invoke(counter, seen + 1, at("set"));
              };
          Task one = spawn("T1", body);
          body.run();
          join(one);
          assertThat(counter.get()).isEqualTo(2);
        });
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.ASSERTION);
  }

  @Test
  void aComparisonInALoopLosesNone() {
    Exploration.Result result =
        Direct.explore(() -> {
          AtomicInteger counter = new AtomicInteger();
          Execution.Body body =
              () -> {
                int seen;
                do {
                  seen = (int) GET.invoke(counter, at("get"));
                } while (!(boolean) COMPARE.invoke(counter, seen, seen + 1, at("set")));
              };
          Task one = spawn("T1", body);
          Task other = spawn("T2", body);
          join(one);
          join(other);
          assertThat(counter.get()).isEqualTo(2);
        });
    assertThat(result.isComplete()).isTrue();
  }

  @Test
  void anUpdateFunctionIsAppliedAgainIfSomebodyCameBetween() {
    List<Integer> applications = new ArrayList<>();
    Exploration.Result result =
        Direct.explore(() -> {
          AtomicInteger counter = new AtomicInteger();
          int[] applied = new int[1];
          IntUnaryOperator next =
              value -> {
                applied[0]++;
                return value + 1;
              };
          Task one = spawn("T1", () -> UPDATE.invoke(counter, next, at("update")));
          Task other = spawn("T2", () -> UPDATE.invoke(counter, next, at("update")));
          join(one);
          join(other);
          assertThat(counter.get()).isEqualTo(2);
          applications.add(applied[0]);
        });
    assertThat(result.isComplete()).isTrue();
    assertThat(applications).contains(2, 3);
  }

  static List<Supplier<Object>> atomics() {
    return List.of(
        () -> new AtomicBoolean(true),
        () -> new AtomicInteger(5),
        () -> new AtomicLong(5),
        () -> new AtomicReference<>("five"),
        () -> new AtomicMarkableReference<Object>("five", true),
        () -> new AtomicStampedReference<Object>("five", 5),
        () -> new AtomicIntegerArray(new int[] {1, 5}),
        () -> new AtomicLongArray(new long[] {1, 5}),
        () -> new AtomicReferenceArray<>(new Object[] {"one", "five"}));
  }

  @ParameterizedTest
  @MethodSource("atomics")
  void everyMethodDoesWhatItDidBefore(Supplier<Object> maker) {
    Class<?> type = maker.get().getClass();
    List<String> tried = new ArrayList<>();
    Exploration.Result result =
        Direct.explore(() -> {
          for (Method method : type.getMethods()) {
            MethodType call =
                MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                    .insertParameterTypes(0, type);
            var found = Atomics.find(type, method.getName(), call);
            if (found.isEmpty()) {
              continue;
            }
            tried.add(method.getName());
            MethodHandle real =
                java.lang.invoke.MethodHandles.lookup()
                    .findVirtual(type, method.getName(), call.dropParameterTypes(0, 1));
            for (int variant = 0; variant < 2; variant++) {
              Object one = maker.get();
              Object twin = maker.get();
              List<Object> arguments = arguments(method, type, variant);
              List<Object> linked = new ArrayList<>(arguments);
              linked.addFirst(one);
              linked.add(at(method.getName()));
              List<Object> direct = new ArrayList<>(arguments);
              direct.addFirst(twin);
              assertThat(found.get().invokeWithArguments(linked))
                  .as(method.getName())
                  .isEqualTo(real.invokeWithArguments(direct));
              assertThat(text(one)).as(method.getName()).isEqualTo(text(twin));
            }
          }
        });
    assertThat(result.failure()).isEmpty();
    Set<String> left = new java.util.TreeSet<>();
    for (Method method : type.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())
          && method.getDeclaringClass() != Object.class
          && !tried.contains(method.getName())) {
        left.add(method.getName());
      }
    }
    assertThat(left).isSubsetOf("length", "toString");
  }

  private static String text(Object atomic) {
    return switch (atomic) {
      case AtomicMarkableReference<?> pair -> pair.getReference() + "," + pair.isMarked();
      case AtomicStampedReference<?> pair -> pair.getReference() + "," + pair.getStamp();
      default -> atomic.toString();
    };
  }

  private static List<Object> arguments(Method method, Class<?> type, int variant) {
    boolean isArray = type.getSimpleName().endsWith("Array");
    List<Object> arguments = new ArrayList<>();
    for (Class<?> parameter : method.getParameterTypes()) {
      int number = arguments.size() - (isArray ? 1 : 0);
      if (number < 0) {
        arguments.add(1);
      } else {
        arguments.add(argument(parameter, number == variant));
      }
    }
    return arguments;
  }

  private static Object argument(Class<?> type, boolean isPresent) {
    if (type == int.class) {
      return isPresent ? 5 : 6;
    }
    if (type == long.class) {
      return isPresent ? 5L : 6L;
    }
    if (type == int[].class) {
      return new int[1];
    }
    if (type == boolean[].class) {
      return new boolean[1];
    }
    if (type == boolean.class) {
      return isPresent;
    }
    if (type == Object.class) {
      return isPresent ? "five" : "six";
    }
    if (type == IntUnaryOperator.class) {
      return (IntUnaryOperator) value -> value * 3;
    }
    if (type == LongUnaryOperator.class) {
      return (LongUnaryOperator) value -> value * 3;
    }
    if (type == IntBinaryOperator.class) {
      return (IntBinaryOperator) (one, other) -> one * 10 + other;
    }
    if (type == LongBinaryOperator.class) {
      return (LongBinaryOperator) (one, other) -> one * 10 + other;
    }
    if (type == UnaryOperator.class) {
      return (UnaryOperator<Object>) value -> value + "!";
    }
    if (type == BinaryOperator.class) {
      return (BinaryOperator<Object>) (one, other) -> one + "," + other;
    }
    throw new AssertionError("no argument is known of " + type);
  }
}
