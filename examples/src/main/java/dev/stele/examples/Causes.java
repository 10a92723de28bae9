package dev.stele.examples;

import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.EventId;
import dev.stele.store.Events;
import dev.stele.store.Receipt;
import dev.stele.store.Region;
import dev.stele.store.Store;
import dev.stele.store.Walk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * You want to know why something happened, and what came of it: append events with their causes,
 * and walk.
 */
public final class Causes {

  private Causes() {}

  /** Appends what becomes of an order, then asks the store for the reasons. */
  public static void main(String[] arguments) throws IOException {
    Path directory =
        arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("stele-");
    try (Store store = Store.open(directory)) {
      EventId placed = append(store, "order:17", "OrderPlaced");
      EventId paid = append(store, "account:alice", "MoneyPaid", placed);
      EventId packed = append(store, "store:north", "GoodsPacked", placed);
      EventId shipped = append(store, "order:17", "OrderShipped", paid, packed);

      System.out.println("why was it shipped?");
      print(store.causes(shipped, Walk.Limits.standard()));
      System.out.println("what came of the order?");
      print(store.effects(placed, Walk.Limits.standard()));

      // Whatever has a cause takes over its correlation: one look-up finds all that belongs to it.
      String correlation = store.find(shipped).orElseThrow().correlation();
      try (Events together = store.read(Region.scope("shop").correlated(correlation))) {
        System.out.println("belong together: " + together.stream().count());
      }
    }
  }

  private static EventId append(Store store, String entity, String type, EventId... causes) {
    Coordinate stream = Coordinate.of("shop", entity);
    Receipt receipt = store.append(Append.to(stream).causedBy(causes).event(type, "{}")).orThrow();
    return receipt.first().id();
  }

  private static void print(Walk walk) {
    for (Walk.Step step : walk.steps()) {
      Event event = step.event();
      System.out.println(
          "  " + step.depth() + " away: " + event.type() + " of " + event.coordinate().entity());
    }
  }
}
