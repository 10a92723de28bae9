package dev.stele.examples;

import dev.stele.attach.End;
import dev.stele.attach.Item;
import dev.stele.attach.Items;
import dev.stele.attach.Live;
import dev.stele.attach.Received;
import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.Region;
import dev.stele.store.Store;
import dev.stele.store.StoreCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Something must be done about each event: about those that are there, then about each new one as
 * it comes, and after a restart from where it stopped.
 */
public final class LiveTail {

  private static final Region ORDERS = Region.scope("shop").types("OrderPlaced");

  private LiveTail() {}

  /** Counts orders up to a number: those that are there, then those that come. */
  static int watch(Store store, int count) throws InterruptedException {
    List<Event> seen = new ArrayList<>();
    // @start region="live"
    try (Live<Items<Event>, Event> live =
        store
            .attach(ORDERS)
            .subscribe() // From here on nothing is missed.
            .replay(history -> history.forEachRemaining(item -> see(item.value(), seen)))
            .live()) {
      while (seen.size() < count) {
        switch (live.next()) {
          case Received.Got<Items<Event>, Event>(Item<Event> item) -> see(item.value(), seen);
          case Received.Ended<Items<Event>, Event>(End why) ->
              throw new IllegalStateException("store must stay open, got: " + why);
          case Received<Items<Event>, Event> _ -> {} // It has caught up, or fell behind.
        }
      }
    }
    // @end
    return seen.size();
  }

  private static void see(Event order, List<Event> seen) {
    seen.add(order);
    System.out.println("seen: " + order.coordinate().entity());
  }

  /** Mails about some orders, those first that no cursor of this name has saved yet. */
  static void mail(Store store, int count) throws InterruptedException {
    try (StoreCursor cursor = store.cursor("mailer", ORDERS).orThrow()) {
      for (int mailed = 1; mailed <= count; mailed++) {
        Event event = cursor.next(Duration.ofSeconds(10)).orElseThrow();
        System.out.println("mailed: " + event.coordinate().entity());
        if (mailed < count) { // Behind the last one as if the power went: it is mailed once more.
          cursor.save();
        }
      }
    }
  }

  /** Watches orders come in, then mails about them in two lives of the program. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    Path directory =
        arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("stele-");
    try (Store store = Store.open(directory);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      place(store, "order:1", "order:2"); // History.
      Future<Integer> watched = threads.submit(() -> watch(store, 4));
      place(store, "order:3", "order:4"); // Live.
      System.out.println("watched " + watched.get() + " orders");
      mail(store, 3);
    }
    try (Store store = Store.open(directory)) {
      System.out.println("opened again");
      mail(store, 2);
    }
  }

  private static void place(Store store, String... orders) {
    for (String order : orders) {
      store.append(Append.to(Coordinate.of("shop", order)).event("OrderPlaced", "{}")).orThrow();
    }
  }
}
