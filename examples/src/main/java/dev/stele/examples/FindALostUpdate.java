package dev.stele.examples;

import dev.stele.explore.ExploreError;
import dev.stele.explore.Explorer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A class counts too few now and then, on other people's machines: let the explorer run it under
 * every schedule. It prints the one that loses an update, and how to run it again.
 */
public final class FindALostUpdate {

  private FindALostUpdate() {}

  /** Sells a number of seats, and never more. As a stranger wrote it. */
  static final class Seats {
    private final AtomicInteger left;

    Seats(int seats) {
      left = new AtomicInteger(seats);
    }

    boolean sell() {
      int now = left.get();
      if (now == 0) {
        return false;
      }
      left.set(now - 1);
      return true;
    }
  }

  /** Two customers and two seats: both must be sold. */
  static void sellTwo() throws InterruptedException {
    Seats seats = new Seats(2);
    Thread other = Thread.ofPlatform().name("other").start(seats::sell);
    seats.sell();
    other.join();
    if (seats.sell()) {
      throw new AssertionError("a third seat was sold");
    }
  }

  /** The same, mended. */
  static final class MendedSeats {
    private final AtomicInteger left;

    MendedSeats(int seats) {
      left = new AtomicInteger(seats);
    }

    boolean sell() {
      return left.getAndUpdate(now -> Math.max(0, now - 1)) > 0;
    }
  }

  /** Two customers and one seat, this time. */
  static void sellOne() throws InterruptedException {
    MendedSeats seats = new MendedSeats(1);
    AtomicInteger sold = new AtomicInteger();
    Runnable customer =
        () -> {
          if (seats.sell()) {
            sold.incrementAndGet();
          }
        };
    Thread other = Thread.ofPlatform().name("other").start(customer);
    customer.run();
    other.join();
    if (sold.get() != 1) {
      throw new AssertionError("one seat was sold " + sold + " times");
    }
  }

  /** Prints the report of the first, and the certificate of the second. */
  public static void main(String[] arguments) {
    try {
      System.out.println(Explorer.check(FindALostUpdate::sellTwo));
    } catch (ExploreError found) {
      System.out.println(found.report());
    }
    System.out.println(Explorer.check(FindALostUpdate::sellOne));
  }
}
