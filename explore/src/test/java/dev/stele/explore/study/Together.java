package dev.stele.explore.study;

import java.util.ArrayList;
import java.util.List;

/** What all models of the study do. */
final class Together {

  private Together() {}

  /** Something that a thread does. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /** Runs each in a thread of its own, and waits for all. */
  static void run(Work... works) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (Work work : works) {
      threads.add(new Thread(() -> done(work)));
    }
    all(threads);
  }

  /** The same, in virtual threads. */
  static void runVirtually(Work... works) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (Work work : works) {
      threads.add(Thread.ofVirtual().unstarted(() -> done(work)));
    }
    all(threads);
  }

  private static void all(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void done(Work work) {
    try {
      work.run();
    } catch (Exception e) {
      throw new AssertionError("a task failed: " + e, e);
    }
  }

  static void require(boolean holds, String broken) {
    if (!holds) {
      throw new AssertionError(broken);
    }
  }
}
