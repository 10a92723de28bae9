package dev.stele.examples;

import dev.stele.explore.ExploreError;
import dev.stele.explore.Explorer;

/** A thread sleeps for ever, once in a million runs: the explorer shows why, each time. */
public final class FindALostWakeUp {

  private FindALostWakeUp() {}

  /** Opens once, and lets all through that wait. As a stranger wrote it. */
  static final class Gate {
    private volatile boolean isOpen;

    void open() {
      isOpen = true;
      synchronized (this) {
        notifyAll();
      }
    }

    @SuppressWarnings("WaitNotInLoop") // The stranger did not see the warning.
    void pass() throws InterruptedException {
      if (!isOpen) {
        synchronized (this) {
          wait();
        }
      }
    }
  }

  /** One opens, one passes. */
  static void openAndPass() throws InterruptedException {
    Gate gate = new Gate();
    Thread opener = Thread.ofVirtual().name("opener").start(gate::open);
    gate.pass();
    opener.join();
  }

  /** Prints the report, or that nothing was found. */
  public static void main(String[] arguments) {
    try {
      System.out.println(Explorer.check(FindALostWakeUp::openAndPass));
    } catch (ExploreError found) {
      System.out.println(found.report());
    }
  }
}
