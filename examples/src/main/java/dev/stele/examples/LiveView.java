package dev.stele.examples;

import dev.stele.attach.Attach;
import dev.stele.attach.Fanout;
import dev.stele.attach.Inbox;
import dev.stele.attach.Item;
import dev.stele.attach.Live;
import dev.stele.attach.Overflow;
import dev.stele.attach.Received;
import dev.stele.attach.Spawned;
import dev.stele.attach.StateProducer;
import dev.stele.attach.Subscription;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A view of something that changes faster than it can be painted: it falls behind, is given the
 * state anew, and goes on. What waits for it is bounded all the while.
 */
public final class LiveView {

  private LiveView() {}

  /** How many of a thing there are now. */
  record Stock(String thing, int count) {}

  /** A table, and its changes. */
  static final class Warehouse implements StateProducer<Map<String, Integer>, Stock> {

    private static final Set<String> ALL = Set.of("all");

    private final Fanout<Stock> views = new Fanout<>();
    private final ReentrantLock changing = new ReentrantLock();
    private final ReentrantLock keeping = new ReentrantLock(); // Held for moments.
    private final TreeMap<String, Integer> table = new TreeMap<>();
    private long changes;

    void put(String thing, int count) {
      changing.lock();
      try {
        Item<Stock> change = keep(new Stock(thing, count));
        views.publish(change, "all");
      } finally {
        changing.unlock();
      }
    }

    private Item<Stock> keep(Stock stock) {
      keeping.lock();
      try {
        table.put(stock.thing(), stock.count());
        return new Item<>(changes++, stock);
      } finally {
        keeping.unlock();
      }
    }

    @Override
    public UUID lineage() {
      return new UUID(0x7E57, 2);
    }

    @Override
    public Subscription subscribe(Inbox<Stock> inbox) {
      return views.add(inbox, ALL, _ -> true);
    }

    @Override
    public State<Map<String, Integer>> state() {
      keeping.lock();
      try {
        return new State<>(Map.copyOf(table), changes);
      } finally {
        keeping.unlock();
      }
    }
  }

  /** Paints all there is to paint, and returns; a loop that draws frames calls it for each. */
  static void paint(Live<Map<String, Integer>, Stock> live, Map<String, Integer> view) {
    for (Optional<Received<Map<String, Integer>, Stock>> next = live.poll();
        next.isPresent();
        next = live.poll()) {
      switch (next.get()) {
        case Received.Got<Map<String, Integer>, Stock>(Item<Stock> item) ->
            view.put(item.value().thing(), item.value().count());
        case Received.Resynced<Map<String, Integer>, Stock>(Map<String, Integer> table) -> {
          view.clear();
          view.putAll(table);
          System.out.println("  given anew: " + view);
        }
        case Received.FellBehind<Map<String, Integer>, Stock> _ ->
            System.out.println("  fell behind");
        case Received.CaughtUp<Map<String, Integer>, Stock>(long position) ->
            System.out.println("  caught up at " + position);
        case Received<Map<String, Integer>, Stock> other -> System.out.println("  " + other);
      }
    }
  }

  private static void show(
      String policy, Spawned<Map<String, Integer>, Stock> attach, Warehouse of) {
    System.out.println(policy);
    Map<String, Integer> view = new TreeMap<>();
    try (Live<Map<String, Integer>, Stock> live =
        attach.capacity(8).subscribe().replay(view::putAll).live()) {
      paint(live, view);
      of.put("apples", 1);
      paint(live, view);
      System.out.println("  kept up: " + view);
      for (int count = 2; count <= 1000; count++) { // Nobody paints meanwhile.
        of.put(count % 2 == 0 ? "apples" : "pears", count);
      }
      paint(live, view);
      System.out.println(
          "  right: %s, waited at most: 8, changes seen: %d, fell behind: %d, replaced: %d"
              .formatted(
                  view.equals(of.state().value()),
                  live.statistics().delivered(),
                  live.statistics().fallenBehind(),
                  live.statistics().conflated()));
    }
  }

  /**
   * Shows one view whose policy is to be given the state anew, and one that has the latest only.
   */
  public static void main(String[] arguments) {
    Warehouse first = new Warehouse();
    show("resync", Attach.to(first).onOverflow(new Overflow.Resync<>()), first);
    Warehouse second = new Warehouse();
    show("conflate", Attach.to(second).onOverflow(new Overflow.Conflate<>(Stock::thing)), second);
  }
}
