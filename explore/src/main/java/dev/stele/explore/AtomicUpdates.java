package dev.stele.explore;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BinaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * The methods of atomics that apply a function until nobody came between: a read, then a
 * comparison, again and again, each of them a choice point. What the function does is the model's
 * own.
 */
final class AtomicUpdates {

  private static final Access GET = new Access("get", Access.Kind.READ, Mode.VOLATILE, Mode.PLAIN);
  private static final Access COMPARE_AND_SET = Access.of("compareAndSet");

  private AtomicUpdates() {}

  /** How a variable is read and compared. */
  private abstract static class Slot<T> {

    private final Execution execution = Execution.current();
    private final Cell cell;
    private final Site site;

    Slot(Object atomic, Site site) {
      this.cell = execution.memory().object(atomic);
      this.site = site;
    }

    Slot(Object atomic, int index, Site site) {
      this.cell = execution.memory().element(atomic, index);
      this.site = site;
    }

    abstract T read();

    abstract boolean compareAndSet(T expected, T value);

    /** Applies a function to the value; returns the one before, or the one behind. */
    final T update(boolean isReturningNext, UnaryOperator<T> function) {
      while (true) {
        Variables.read(execution, cell, GET, site);
        T expected = read();
        T next = function.apply(expected);
        Variables.compare(execution, cell, COMPARE_AND_SET, site);
        boolean isDone = compareAndSet(expected, next);
        Variables.compared(isDone);
        if (isDone) {
          execution.note(next);
          return isReturningNext ? next : expected;
        }
      }
    }
  }

  private static Slot<Integer> slot(AtomicInteger atomic, Site site) {
    return new Slot<>(atomic, site) {
      @Override
      Integer read() {
        return atomic.get();
      }

      @Override
      boolean compareAndSet(Integer expected, Integer value) {
        return atomic.compareAndSet(expected, value);
      }
    };
  }

  static int getAndUpdate(AtomicInteger atomic, IntUnaryOperator function, Site site) {
    return slot(atomic, site).update(false, function::applyAsInt);
  }

  static int updateAndGet(AtomicInteger atomic, IntUnaryOperator function, Site site) {
    return slot(atomic, site).update(true, function::applyAsInt);
  }

  static int getAndAccumulate(
      AtomicInteger atomic, int other, IntBinaryOperator function, Site site) {
    return slot(atomic, site).update(false, value -> function.applyAsInt(value, other));
  }

  static int accumulateAndGet(
      AtomicInteger atomic, int other, IntBinaryOperator function, Site site) {
    return slot(atomic, site).update(true, value -> function.applyAsInt(value, other));
  }

  private static Slot<Integer> slot(AtomicIntegerArray atomic, int index, Site site) {
    return new Slot<>(atomic, index, site) {
      @Override
      Integer read() {
        return atomic.get(index);
      }

      @Override
      boolean compareAndSet(Integer expected, Integer value) {
        return atomic.compareAndSet(index, expected, value);
      }
    };
  }

  static int getAndUpdate(
      AtomicIntegerArray atomic, int index, IntUnaryOperator function, Site site) {
    return slot(atomic, index, site).update(false, function::applyAsInt);
  }

  static int updateAndGet(
      AtomicIntegerArray atomic, int index, IntUnaryOperator function, Site site) {
    return slot(atomic, index, site).update(true, function::applyAsInt);
  }

  static int getAndAccumulate(
      AtomicIntegerArray atomic, int index, int other, IntBinaryOperator function, Site site) {
    return slot(atomic, index, site).update(false, value -> function.applyAsInt(value, other));
  }

  static int accumulateAndGet(
      AtomicIntegerArray atomic, int index, int other, IntBinaryOperator function, Site site) {
    return slot(atomic, index, site).update(true, value -> function.applyAsInt(value, other));
  }

  private static Slot<Long> slot(AtomicLong atomic, Site site) {
    return new Slot<>(atomic, site) {
      @Override
      Long read() {
        return atomic.get();
      }

      @Override
      boolean compareAndSet(Long expected, Long value) {
        return atomic.compareAndSet(expected, value);
      }
    };
  }

  static long getAndUpdate(AtomicLong atomic, LongUnaryOperator function, Site site) {
    return slot(atomic, site).update(false, function::applyAsLong);
  }

  static long updateAndGet(AtomicLong atomic, LongUnaryOperator function, Site site) {
    return slot(atomic, site).update(true, function::applyAsLong);
  }

  static long getAndAccumulate(
      AtomicLong atomic, long other, LongBinaryOperator function, Site site) {
    return slot(atomic, site).update(false, value -> function.applyAsLong(value, other));
  }

  static long accumulateAndGet(
      AtomicLong atomic, long other, LongBinaryOperator function, Site site) {
    return slot(atomic, site).update(true, value -> function.applyAsLong(value, other));
  }

  private static Slot<Long> slot(AtomicLongArray atomic, int index, Site site) {
    return new Slot<>(atomic, index, site) {
      @Override
      Long read() {
        return atomic.get(index);
      }

      @Override
      boolean compareAndSet(Long expected, Long value) {
        return atomic.compareAndSet(index, expected, value);
      }
    };
  }

  static long getAndUpdate(
      AtomicLongArray atomic, int index, LongUnaryOperator function, Site site) {
    return slot(atomic, index, site).update(false, function::applyAsLong);
  }

  static long updateAndGet(
      AtomicLongArray atomic, int index, LongUnaryOperator function, Site site) {
    return slot(atomic, index, site).update(true, function::applyAsLong);
  }

  static long getAndAccumulate(
      AtomicLongArray atomic, int index, long other, LongBinaryOperator function, Site site) {
    return slot(atomic, index, site).update(false, value -> function.applyAsLong(value, other));
  }

  static long accumulateAndGet(
      AtomicLongArray atomic, int index, long other, LongBinaryOperator function, Site site) {
    return slot(atomic, index, site).update(true, value -> function.applyAsLong(value, other));
  }

  private static <V> Slot<V> slot(AtomicReference<V> atomic, Site site) {
    return new Slot<>(atomic, site) {
      @Override
      V read() {
        return atomic.get();
      }

      @Override
      boolean compareAndSet(V expected, V value) {
        return atomic.compareAndSet(expected, value);
      }
    };
  }

  static <V> V getAndUpdate(AtomicReference<V> atomic, UnaryOperator<V> function, Site site) {
    return slot(atomic, site).update(false, function);
  }

  static <V> V updateAndGet(AtomicReference<V> atomic, UnaryOperator<V> function, Site site) {
    return slot(atomic, site).update(true, function);
  }

  static <V> V getAndAccumulate(
      AtomicReference<V> atomic, V other, BinaryOperator<V> function, Site site) {
    return slot(atomic, site).update(false, value -> function.apply(value, other));
  }

  static <V> V accumulateAndGet(
      AtomicReference<V> atomic, V other, BinaryOperator<V> function, Site site) {
    return slot(atomic, site).update(true, value -> function.apply(value, other));
  }

  private static <V> Slot<V> slot(AtomicReferenceArray<V> atomic, int index, Site site) {
    return new Slot<>(atomic, index, site) {
      @Override
      V read() {
        return atomic.get(index);
      }

      @Override
      boolean compareAndSet(V expected, V value) {
        return atomic.compareAndSet(index, expected, value);
      }
    };
  }

  static <V> V getAndUpdate(
      AtomicReferenceArray<V> atomic, int index, UnaryOperator<V> function, Site site) {
    return slot(atomic, index, site).update(false, function);
  }

  static <V> V updateAndGet(
      AtomicReferenceArray<V> atomic, int index, UnaryOperator<V> function, Site site) {
    return slot(atomic, index, site).update(true, function);
  }

  static <V> V getAndAccumulate(
      AtomicReferenceArray<V> atomic, int index, V other, BinaryOperator<V> function, Site site) {
    return slot(atomic, index, site).update(false, value -> function.apply(value, other));
  }

  static <V> V accumulateAndGet(
      AtomicReferenceArray<V> atomic, int index, V other, BinaryOperator<V> function, Site site) {
    return slot(atomic, index, site).update(true, value -> function.apply(value, other));
  }
}
