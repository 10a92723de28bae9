package dev.stele.explore.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/** The concurrent hearts of two stores: attaching to a live feed, and asking for a fact once. */
final class Seeds {

  private Seeds() {}

  /** Entries, and those who want to hear of new ones. */
  static final class Feed {
    private final List<Integer> entries = new ArrayList<>();
    private final List<ConcurrentLinkedQueue<Integer>> listeners = new ArrayList<>();

    void append(int entry) {
      synchronized (entries) {
        entries.add(entry);
      }
      synchronized (listeners) {
        for (ConcurrentLinkedQueue<Integer> listener : listeners) {
          listener.add(entry);
        }
      }
    }

    ConcurrentLinkedQueue<Integer> subscribe() {
      ConcurrentLinkedQueue<Integer> listener = new ConcurrentLinkedQueue<>();
      synchronized (listeners) {
        listeners.add(listener);
      }
      return listener;
    }

    List<Integer> snapshot() {
      synchronized (entries) {
        return new ArrayList<>(entries);
      }
    }
  }

  /** What a reader has who attached: what was there, and what comes. */
  record Attached(List<Integer> before, ConcurrentLinkedQueue<Integer> live) {

    /** Listens first, so that nothing can come in between; what is there twice is told once. */
    static Attached to(Feed feed) {
      ConcurrentLinkedQueue<Integer> live = feed.subscribe();
      return new Attached(feed.snapshot(), live);
    }

    /** Looks first: what comes before it listens is lost. */
    static Attached lossilyTo(Feed feed) {
      List<Integer> before = feed.snapshot();
      return new Attached(before, feed.subscribe());
    }

    List<Integer> seen() {
      TreeSet<Integer> seen = new TreeSet<>(before);
      seen.addAll(live);
      return List.copyOf(seen);
    }
  }

  /** Makes one caller the leader for a key until it is done. */
  static final class Leaders {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, String> leaders = new HashMap<>();

    boolean lead(String key, String who) {
      lock.lock();
      try {
        return leaders.putIfAbsent(key, who) == null;
      } finally {
        lock.unlock();
      }
    }
  }

  /** Asks and answers under its lock, but lets it go in between. */
  static final class TornLeaders {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, String> leaders = new HashMap<>();

    private boolean isLed(String key) {
      lock.lock();
      try {
        return leaders.containsKey(key);
      } finally {
        lock.unlock();
      }
    }

    boolean lead(String key, String who) {
      if (isLed(key)) {
        return false;
      }
      lock.lock();
      try {
        leaders.put(key, who);
        return true;
      } finally {
        lock.unlock();
      }
    }
  }

  /** Facts that one asks for and all others wait for. */
  static class FactStripe {
    final ReentrantLock lock = new ReentrantLock();
    final Map<String, Integer> facts = new HashMap<>();
    final Map<String, List<CompletableFuture<Integer>>> waiters = new HashMap<>();

    /** Returns empty to the one who has to find out. */
    Optional<CompletableFuture<Integer>> ask(String key) {
      lock.lock();
      try {
        Integer fact = facts.get(key);
        if (fact != null) {
          return Optional.of(CompletableFuture.completedFuture(fact));
        }
        List<CompletableFuture<Integer>> waiting = waiters.get(key);
        if (waiting == null) {
          waiters.put(key, new ArrayList<>());
          return Optional.empty();
        }
        CompletableFuture<Integer> future = new CompletableFuture<>();
        waiting.add(future);
        return Optional.of(future);
      } finally {
        lock.unlock();
      }
    }

    void finish(String key, int fact) {
      List<CompletableFuture<Integer>> waiting;
      lock.lock();
      try {
        facts.put(key, fact);
        waiting = waiters.remove(key);
      } finally {
        lock.unlock();
      }
      if (waiting != null) {
        waiting.forEach(future -> future.complete(fact));
      }
    }
  }

  /** Takes those who wait before it says that nobody needs to wait. */
  static final class TornFactStripe extends FactStripe {

    @Override
    void finish(String key, int fact) {
      List<CompletableFuture<Integer>> waiting;
      lock.lock();
      try {
        waiting = List.copyOf(waiters.getOrDefault(key, List.of()));
      } finally {
        lock.unlock();
      }
      lock.lock();
      try {
        facts.put(key, fact);
        waiters.remove(key);
      } finally {
        lock.unlock();
      }
      waiting.forEach(future -> future.complete(fact));
    }
  }

  private static void attach(boolean isLossy) throws InterruptedException {
    Feed feed = new Feed();
    List<Attached> attached = new ArrayList<>();
    Together.run(
        () -> {
          feed.append(1);
          feed.append(2);
        },
        () -> attached.add(isLossy ? Attached.lossilyTo(feed) : Attached.to(feed)));
    List<Integer> seen = attached.getFirst().seen();
    Together.require(seen.equals(List.of(1, 2)), "seen of 1 and 2: " + seen);
  }

  static void feed() throws InterruptedException {
    attach(false);
  }

  static void lossyFeed() throws InterruptedException {
    attach(true);
  }

  static void leaders() throws InterruptedException {
    Leaders leaders = new Leaders();
    boolean[] leads = new boolean[2];
    Together.run(
        () -> leads[0] = leaders.lead("price", "a"), () -> leads[1] = leaders.lead("price", "b"));
    Together.require(leads[0] != leads[1], "not exactly one leads");
  }

  static void tornLeaders() throws InterruptedException {
    TornLeaders leaders = new TornLeaders();
    boolean[] leads = new boolean[2];
    Together.run(
        () -> leads[0] = leaders.lead("price", "a"), () -> leads[1] = leaders.lead("price", "b"));
    Together.require(leads[0] != leads[1], "not exactly one leads");
  }

  private static int answer(FactStripe stripe) throws InterruptedException, ExecutionException {
    Optional<CompletableFuture<Integer>> known = stripe.ask("price");
    if (known.isPresent()) {
      return known.get().get();
    }
    stripe.finish("price", 42);
    return 42;
  }

  private static void ask(FactStripe stripe) throws InterruptedException {
    Together.Work work = () -> Together.require(answer(stripe) == 42, "another fact was told");
    Together.run(work, work);
  }

  static void factStripe() throws InterruptedException {
    ask(new FactStripe());
  }

  static void tornFactStripe() throws InterruptedException {
    ask(new TornFactStripe());
  }
}
