package dev.stele.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Random calls of one type of the JDK, written once. They run on the real thing, and woven on what
 * stands for it.
 *
 * @param <T> what the calls are made on
 */
final class Script<T> {

  private static final int LENGTH_USUAL = 14;

  private final Supplier<T> maker;
  private final List<Action<T>> actions = new ArrayList<>();
  private Order<T> end = _ -> {};
  private int length = LENGTH_USUAL;

  Script(Supplier<T> maker) {
    this.maker = maker;
  }

  /** A call. */
  @FunctionalInterface
  interface Call<T> {
    @Nullable Object on(T object) throws Exception;
  }

  /** A call that returns nothing. */
  @FunctionalInterface
  interface Order<T> {
    void on(T object) throws Exception;
  }

  private record Action<T>(String name, Call<T> call, Predicate<T> canRun) {}

  Script<T> call(String name, Call<T> call) {
    return call(name, _ -> true, call);
  }

  /** A call that is left out where it would wait for ever. */
  Script<T> call(String name, Predicate<T> canRun, Call<T> call) {
    actions.add(new Action<>(name, call, canRun));
    return this;
  }

  Script<T> order(String name, Order<T> order) {
    return order(name, _ -> true, order);
  }

  Script<T> order(String name, Predicate<T> canRun, Order<T> order) {
    return call(name, canRun, returning(order));
  }

  /** How many calls are made. */
  Script<T> length(int calls) {
    this.length = calls;
    return this;
  }

  /** What is done last, whatever was called. */
  Script<T> atLast(Order<T> last) {
    this.end = last;
    return this;
  }

  /** What every thread can do to itself, before it calls what is compared. */
  Script<T> interrupts() {
    return order("interrupt myself", _ -> Thread.currentThread().interrupt())
        .call("interrupted", _ -> Thread.interrupted())
        .call("isInterrupted", _ -> Thread.currentThread().isInterrupted());
  }

  private static <T> Call<T> returning(Order<T> order) {
    return object -> {
      order.on(object);
      return "done";
    };
  }

  int size() {
    return actions.size();
  }

  /** Makes random calls, and tells what came of them. */
  String play(int seed) {
    Random dice = new Random(seed);
    T object = maker.get();
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < length; i++) {
      Action<T> action = actions.get(dice.nextInt(actions.size()));
      if (action.canRun().test(object)) {
        log.append(action.name()).append(outcome(action.call(), object)).append('\n');
      }
    }
    boolean isInterrupted = Thread.interrupted();
    return log + "end" + outcome(returning(end), object) + " " + isInterrupted + "\n";
  }

  private static <T> String outcome(Call<T> call, T object) {
    try {
      return " = " + text(call.on(object));
    } catch (Exception | Error e) {
      return " threw " + e.getClass().getSimpleName();
    }
  }

  /** Nothing with an address in it, nor with the number of a thread. */
  private static String text(@Nullable Object value) {
    return String.valueOf(value).replaceAll("@[0-9a-f]+", "@").replaceAll("#[0-9]+", "#");
  }

  // --- With a second thread ----------------------------------------------------------------------

  /** Has another thread make a call, and waits for its end. */
  static <T> String byAnother(T object, Call<T> call) throws InterruptedException {
    String[] told = {"nothing"};
    Thread other = new Thread(() -> told[0] = outcome(call, object), "other");
    other.start();
    join(other);
    return told[0];
  }

  /** Has another thread make a call that waits, until it is interrupted. */
  static <T> String byInterrupted(T object, Call<T> call) throws InterruptedException {
    String[] told = {"nothing"};
    Thread other =
        new Thread(
            () -> told[0] = outcome(call, object) + " " + Thread.currentThread().isInterrupted(),
            "other");
    other.start();
    other.interrupt();
    join(other);
    return told[0];
  }

  /** Waits for the end of a thread, even if this one is interrupted. */
  static void join(Thread thread) throws InterruptedException {
    boolean isInterrupted = Thread.interrupted();
    thread.join();
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
