package dev.stele.explore.study;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** What the JDK gives, used well and used badly. */
final class JdkTools {

  private JdkTools() {}

  /** Moves money between two accounts, each with a lock. */
  static final class Account {
    private final ReentrantLock lock = new ReentrantLock();
    private final int number;
    private int balance = 10;

    Account(int number) {
      this.number = number;
    }

    private static void move(Account first, Account second, int amount) {
      first.lock.lock();
      try {
        second.lock.lock();
        try {
          first.balance -= amount;
          second.balance += amount;
        } finally {
          second.lock.unlock();
        }
      } finally {
        first.lock.unlock();
      }
    }

    /** Locks in the order of the numbers. */
    static void transfer(Account from, Account to, int amount) {
      if (from.number < to.number) {
        move(from, to, amount);
      } else {
        move(to, from, -amount);
      }
    }

    /** Locks in the order in which they are named. */
    static void carelesslyTransfer(Account from, Account to, int amount) {
      move(from, to, amount);
    }
  }

  /** Counts in an array. */
  static final class PlainCounter {
    private final int[] counts = new int[1];

    void increment() {
      counts[0]++;
    }

    synchronized void lockedIncrement() {
      counts[0]++;
    }
  }

  /** Two numbers that are always equal, read by many. */
  static final class Pair {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private int left;
    private int right;

    void raise() {
      lock.writeLock().lock();
      try {
        left++;
        right++;
      } finally {
        lock.writeLock().unlock();
      }
    }

    /** Takes the lock that lets others in. */
    void carelesslyRaise() {
      lock.readLock().lock();
      try {
        left++;
        right++;
      } finally {
        lock.readLock().unlock();
      }
    }

    boolean isEven() {
      lock.readLock().lock();
      try {
        return left == right;
      } finally {
        lock.readLock().unlock();
      }
    }
  }

  /** Counts words. */
  static final class Words {
    private final ConcurrentHashMap<String, Integer> counts = new ConcurrentHashMap<>();

    void count(String word) {
      counts.merge(word, 1, Integer::sum);
    }

    void carelesslyCount(String word) {
      Integer before = counts.get(word);
      counts.put(word, before == null ? 1 : before + 1);
    }

    int of(String word) {
      return counts.getOrDefault(word, 0);
    }
  }

  /** A question that the first answer settles. */
  static final class Settlement {
    private final CompletableFuture<String> answer = new CompletableFuture<>();

    /** Returns whether this was the first. */
    boolean settle(String text) {
      return answer.complete(text);
    }

    boolean carelesslySettle(String text) {
      if (answer.isDone()) {
        return false;
      }
      answer.complete(text);
      return true;
    }

    String await() {
      return answer.join();
    }
  }

  private static void deadlock(boolean isCareless) throws InterruptedException {
    Account one = new Account(1);
    Account two = new Account(2);
    if (isCareless) {
      Together.run(
          () -> Account.carelesslyTransfer(one, two, 3),
          () -> Account.carelesslyTransfer(two, one, 2));
    } else {
      Together.run(() -> Account.transfer(one, two, 3), () -> Account.transfer(two, one, 2));
    }
    Together.require(one.balance == 9 && two.balance == 11, "money was made or lost");
  }

  static void orderedLocks() throws InterruptedException {
    deadlock(false);
  }

  static void unorderedLocks() throws InterruptedException {
    deadlock(true);
  }

  static void lockedCounter() throws InterruptedException {
    PlainCounter counter = new PlainCounter();
    Together.run(counter::lockedIncrement, counter::lockedIncrement);
    Together.require(counter.counts[0] == 2, "an increment was lost");
  }

  static void plainCounter() throws InterruptedException {
    PlainCounter counter = new PlainCounter();
    Together.run(counter::increment, counter::increment);
    Together.require(counter.counts[0] == 2, "an increment was lost");
  }

  static void readWriteLock() throws InterruptedException {
    Pair pair = new Pair();
    Together.run(pair::raise, () -> Together.require(pair.isEven(), "half a change was seen"));
  }

  static void writesUnderReadLock() throws InterruptedException {
    Pair pair = new Pair();
    Together.run(
        pair::carelesslyRaise, () -> Together.require(pair.isEven(), "half a change was seen"));
  }

  static void merged() throws InterruptedException {
    Words words = new Words();
    Together.run(() -> words.count("stele"), () -> words.count("stele"));
    Together.require(words.of("stele") == 2, "words counted: " + words.of("stele"));
  }

  static void gotAndPut() throws InterruptedException {
    Words words = new Words();
    Together.run(() -> words.carelesslyCount("stele"), () -> words.carelesslyCount("stele"));
    Together.require(words.of("stele") == 2, "words counted: " + words.of("stele"));
  }

  private static void settle(boolean isCareless) throws InterruptedException {
    Settlement settlement = new Settlement();
    boolean[] isFirst = new boolean[2];
    String[] told = new String[1];
    Together.run(
        () -> isFirst[0] = isCareless ? settlement.carelesslySettle("a") : settlement.settle("a"),
        () -> isFirst[1] = isCareless ? settlement.carelesslySettle("b") : settlement.settle("b"),
        () -> told[0] = settlement.await());
    Together.require(isFirst[0] != isFirst[1], "not exactly one answer was the first");
    Together.require(told[0].equals(isFirst[0] ? "a" : "b"), "another answer was told");
  }

  static void settledOnce() throws InterruptedException {
    settle(false);
  }

  static void settledTwice() throws InterruptedException {
    settle(true);
  }

  static void queued() throws InterruptedException {
    ArrayBlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
    Together.run(
        () -> {
          queue.put(1);
          queue.put(2);
        },
        () -> {
          Together.require(queue.take() == 1, "not first in, first out");
          Together.require(queue.take() == 2, "not first in, first out");
        });
  }

  /** One element and two who take what they have seen. */
  static void queuedForTwo() throws InterruptedException {
    ArrayBlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
    queue.put(1);
    Together.Work work =
        () -> {
          if (!queue.isEmpty()) {
            queue.take();
          }
        };
    Together.run(work, work);
  }

  private static void inPool(ExecutorService pool, boolean isCareless) throws Exception {
    AtomicInteger count = new AtomicInteger();
    Runnable work = isCareless ? () -> count.set(count.get() + 1) : () -> count.incrementAndGet();
    try (pool) {
      Future<?> one = pool.submit(work);
      Future<?> two = pool.submit(work);
      one.get();
      two.get();
    }
    Together.require(count.get() == 2, "tasks counted: " + count.get());
  }

  static void fixedPool() throws Exception {
    inPool(Executors.newFixedThreadPool(2), false);
  }

  static void carelessFixedPool() throws Exception {
    inPool(Executors.newFixedThreadPool(2), true);
  }

  static void virtualPool() throws Exception {
    inPool(Executors.newVirtualThreadPerTaskExecutor(), false);
  }

  static void carelessVirtualPool() throws Exception {
    inPool(Executors.newVirtualThreadPerTaskExecutor(), true);
  }

  private static void inCommonPool(boolean isCareless) throws Exception {
    AtomicInteger count = new AtomicInteger();
    Runnable work = isCareless ? () -> count.set(count.get() + 1) : () -> count.incrementAndGet();
    CompletableFuture<Void> one = CompletableFuture.runAsync(work);
    CompletableFuture<Void> two = CompletableFuture.runAsync(work);
    one.get();
    two.get();
    Together.require(count.get() == 2, "tasks counted: " + count.get());
  }

  static void commonPool() throws Exception {
    inCommonPool(false);
  }

  static void carelessCommonPool() throws Exception {
    inCommonPool(true);
  }

  static void virtualThreads() throws InterruptedException {
    PlainCounter counter = new PlainCounter();
    Together.runVirtually(counter::lockedIncrement, counter::lockedIncrement);
    Together.require(counter.counts[0] == 2, "an increment was lost");
  }

  static void carelessVirtualThreads() throws InterruptedException {
    Words words = new Words();
    Together.runVirtually(
        () -> words.carelesslyCount("stele"), () -> words.carelesslyCount("stele"));
    Together.require(words.of("stele") == 2, "words counted: " + words.of("stele"));
  }
}
