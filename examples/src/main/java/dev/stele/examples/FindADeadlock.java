package dev.stele.examples;

import dev.stele.explore.ExploreError;
import dev.stele.explore.Explorer;
import java.util.concurrent.locks.ReentrantLock;

/** Two transfers stop each other: the explorer names the circle. */
public final class FindADeadlock {

  private FindADeadlock() {}

  /** Money, and who may touch it. As a stranger wrote it. */
  static final class Account {
    private final ReentrantLock lock = new ReentrantLock();
    private long cents;

    Account(long cents) {
      this.cents = cents;
    }

    void pay(Account other, long amount) {
      lock.lock();
      try {
        other.lock.lock();
        try {
          cents -= amount;
          other.cents += amount;
        } finally {
          other.lock.unlock();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /** Two pay each other. */
  static void payEachOther() throws InterruptedException {
    Account alice = new Account(100);
    Account bob = new Account(100);
    Thread other = Thread.ofPlatform().name("bob").start(() -> bob.pay(alice, 5));
    alice.pay(bob, 7);
    other.join();
    if (alice.cents + bob.cents != 200) {
      throw new AssertionError("money was lost");
    }
  }

  /** Prints the report, or that nothing was found. */
  public static void main(String[] arguments) {
    try {
      System.out.println(Explorer.check(FindADeadlock::payEachOther));
    } catch (ExploreError found) {
      System.out.println(found.report());
    }
  }
}
