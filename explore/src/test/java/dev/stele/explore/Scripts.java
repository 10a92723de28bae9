package dev.stele.explore;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** All scripts, by their names. */
final class Scripts {

  static final List<String> OF_TYPES =
      List.of(
          "lock",
          "monitor",
          "ReentrantLock",
          "fair ReentrantLock",
          "Condition",
          "ReentrantReadWriteLock",
          "fair ReentrantReadWriteLock",
          "Semaphore",
          "fair Semaphore",
          "CountDownLatch",
          "Cleaner",
          "ArrayBlockingQueue",
          "LinkedBlockingQueue",
          "CompletableFuture",
          "clock",
          "Thread",
          "virtual Thread",
          "thread itself",
          "Thread.Builder",
          "ThreadLocal",
          "ScopedValue");

  static final List<String> OF_POOLS =
      List.of(
          "asynchronous",
          "fixed pool",
          "cached pool",
          "single pool",
          "virtual pool",
          "Executors",
          "cancelling");

  private Scripts() {}

  static Script<?> of(String name) {
    return switch (name) {
      case "lock" -> LockScripts.lock();
      case "monitor" -> LockScripts.monitor();
      case "ReentrantLock" -> LockScripts.reentrantLock(false);
      case "fair ReentrantLock" -> LockScripts.reentrantLock(true);
      case "Condition" -> LockScripts.condition();
      case "ReentrantReadWriteLock" -> LockScripts.readWriteLock(false);
      case "fair ReentrantReadWriteLock" -> LockScripts.readWriteLock(true);
      case "Semaphore" -> SynchronizerScripts.semaphore(false);
      case "fair Semaphore" -> SynchronizerScripts.semaphore(true);
      case "Cleaner" -> SynchronizerScripts.cleaner();
      case "CountDownLatch" -> SynchronizerScripts.latch();
      case "ArrayBlockingQueue" -> SynchronizerScripts.queue(() -> new ArrayBlockingQueue<>(2));
      case "LinkedBlockingQueue" -> SynchronizerScripts.queue(() -> new LinkedBlockingQueue<>(2));
      case "CompletableFuture" -> PoolScripts.future();
      case "clock" -> SynchronizerScripts.clock();
      case "Thread" -> ThreadScripts.thread(() -> new Thread(() -> {}, "child"));
      case "virtual Thread" ->
          ThreadScripts.thread(() -> Thread.ofVirtual().name("child").unstarted(() -> {}));
      case "thread itself" -> ThreadScripts.itself();
      case "Thread.Builder" -> ThreadScripts.builder();
      case "ThreadLocal" -> ThreadScripts.threadLocal();
      case "ScopedValue" -> ThreadScripts.scopedValue();
      case "asynchronous" -> PoolScripts.asynchronous();
      case "fixed pool" -> PoolScripts.pool(() -> Executors.newFixedThreadPool(2));
      case "cached pool" -> PoolScripts.pool(() -> Executors.newCachedThreadPool());
      case "single pool" -> PoolScripts.pool(() -> Executors.newSingleThreadExecutor());
      case "virtual pool" -> PoolScripts.pool(() -> Executors.newVirtualThreadPerTaskExecutor());
      case "Executors" -> PoolScripts.executors();
      case "cancelling" -> PoolScripts.cancelling();
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Plays one script with several seeds; what came of it. */
  static String play(String name, int from, int to) {
    StringBuilder all = new StringBuilder();
    for (int seed = from; seed < to; seed++) {
      all.append("seed ").append(seed).append('\n').append(of(name).play(seed));
    }
    return all.toString();
  }

  /** Plays one script as {@link #play}, and compares it with what came of it elsewhere. */
  static void compare(String name, int from, int to, String expected) {
    for (int seed = from; seed < to; seed++) {
      String text = "seed " + seed + "\n";
      int begin = expected.indexOf(text) + text.length();
      int end = expected.indexOf("seed " + (seed + 1) + "\n");
      String part = expected.substring(begin, end < 0 ? expected.length() : end);
      String said = of(name).play(seed);
      if (!said.equals(part)) {
        throw new AssertionError(
            text + firstDifference(said.split("\n", -1), part.split("\n", -1)));
      }
    }
  }

  private static String firstDifference(String[] said, String[] expected) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < said.length; i++) {
      text.append(said[i]).append('\n');
      if (i == expected.length || !said[i].equals(expected[i])) {
        return text + "where the JDK says\n" + (i == expected.length ? "" : expected[i]);
      }
    }
    return text.toString();
  }

  /** Plays one script on what stands for the JDK. */
  static WovenModel woven(String name, int from, int to, String expected) {
    return WovenModel.of(() -> compare(name, from, to, expected));
  }
}
