package dev.stele.explore.study;

import java.util.concurrent.atomic.AtomicInteger;

/** Models of which it is known by arithmetic how many different executions they have. */
final class Probes {

  private Probes() {}

  private static Together.Work incrementing(AtomicInteger counter, int times) {
    return () -> {
      for (int i = 0; i < times; i++) {
        counter.incrementAndGet();
      }
    };
  }

  /** Each order of the increments is another execution. */
  static void increments(int tasks, int times) throws InterruptedException {
    AtomicInteger counter = new AtomicInteger();
    Together.Work[] works = new Together.Work[tasks];
    for (int i = 0; i < tasks; i++) {
      works[i] = incrementing(counter, times);
    }
    Together.run(works);
    Together.require(counter.get() == tasks * times, "an increment was lost");
  }

  /** Who never meets before the end has one execution. */
  static void independent(int times) throws InterruptedException {
    AtomicInteger one = new AtomicInteger();
    AtomicInteger two = new AtomicInteger();
    Together.run(incrementing(one, times), incrementing(two, times));
    Together.require(one.get() + two.get() == 2 * times, "an increment was lost");
  }

  /** Says that the three increments of a task, among three of another, never return these. */
  static void neverReturns(int first, int second, int third) throws InterruptedException {
    AtomicInteger counter = new AtomicInteger();
    int[] returned = new int[3];
    Together.run(
        () -> {
          for (int i = 0; i < returned.length; i++) {
            returned[i] = counter.incrementAndGet();
          }
        },
        incrementing(counter, 3));
    Together.require(
        returned[0] != first || returned[1] != second || returned[2] != third,
        "they do return " + first + ", " + second + ", " + third);
  }

  /** The ball must be hit by turns, six times, and nobody waits for it. */
  static void pingPong() throws InterruptedException {
    AtomicInteger ball = new AtomicInteger();
    Together.run(
        () -> {
          ball.compareAndSet(0, 1);
          ball.compareAndSet(2, 3);
          ball.compareAndSet(4, 5);
        },
        () -> {
          ball.compareAndSet(1, 2);
          ball.compareAndSet(3, 4);
          ball.compareAndSet(5, 6);
        });
    Together.require(ball.get() != 6, "six hits by turns");
  }

  /** The same with nothing to be found. */
  static void shortPingPong() throws InterruptedException {
    AtomicInteger ball = new AtomicInteger();
    Together.run(
        () -> {
          ball.compareAndSet(0, 1);
          ball.compareAndSet(2, 3);
          ball.compareAndSet(4, 5);
        },
        () -> {
          ball.compareAndSet(1, 2);
          ball.compareAndSet(3, 4);
          ball.compareAndSet(5, 6);
        });
    Together.require(ball.get() <= 6, "a hit too many");
  }
}
