package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The same calls by one task, on the JDK's object and on what stands for it, give the same results
 * and throw the same.
 *
 * @param <T> what the calls are made on
 */
final class Conformance<T> {

  private static final int SEQUENCES = 300;
  private static final int LENGTH = 14;

  private final Supplier<T> maker;
  private final List<Action<T>> actions = new ArrayList<>();

  Conformance(Supplier<T> maker) {
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

  private record Action<T>(String name, Call<T> real, Call<T> model, Predicate<T> canRun) {}

  Conformance<T> call(String name, Call<T> real, Call<T> model) {
    return call(name, real, model, _ -> true);
  }

  /** A call that is left out where the real one would wait for ever. */
  Conformance<T> call(String name, Call<T> real, Call<T> model, Predicate<T> canRun) {
    actions.add(new Action<>(name, real, model, canRun));
    return this;
  }

  Conformance<T> order(String name, Order<T> real, Order<T> model) {
    return order(name, real, model, _ -> true);
  }

  Conformance<T> order(String name, Order<T> real, Order<T> model, Predicate<T> canRun) {
    return call(name, returning(real), returning(model), canRun);
  }

  /** What every task can do to itself, before it calls what is compared. */
  Conformance<T> interrupts() {
    return order(
            "interrupt myself",
            _ -> Thread.currentThread().interrupt(),
            _ -> ThreadModel.interrupt(ThreadModel.currentThread(Site.NONE), Site.NONE))
        .call("interrupted", _ -> Thread.interrupted(), _ -> ThreadModel.interrupted(Site.NONE));
  }

  private static <T> Call<T> returning(Order<T> order) {
    return object -> {
      order.on(object);
      return "done";
    };
  }

  void check() throws InterruptedException {
    for (int seed = 0; seed < SEQUENCES; seed++) {
      int now = seed;
      List<Action<T>> made = new ArrayList<>();
      List<String> real = new ArrayList<>();
      Thread thread = new Thread(() -> runReal(new Random(now), made, real));
      thread.start();
      thread.join();
      List<String> modelled = new ArrayList<>();
      Models.executions(() -> runModel(made, modelled));
      assertThat(modelled).as("seed %s", seed).isEqualTo(real);
    }
  }

  private void runReal(Random dice, List<Action<T>> made, List<String> outcomes) {
    T object = maker.get();
    for (int i = 0; i < LENGTH; i++) {
      Action<T> action = actions.get(dice.nextInt(actions.size()));
      if (action.canRun().test(object)) {
        made.add(action);
        outcomes.add(outcome(action.name(), action.real(), object));
      }
    }
  }

  private void runModel(List<Action<T>> made, List<String> outcomes) {
    T object = maker.get();
    for (Action<T> action : made) {
      outcomes.add(outcome(action.name(), action.model(), object));
    }
  }

  private static <T> String outcome(String name, Call<T> call, T object) {
    try {
      return name + " = " + call.on(object);
    } catch (BackEnd.Abandoned e) {
      throw e;
    } catch (Exception | Error e) {
      return name + " threw " + e.getClass().getSimpleName();
    }
  }
}
