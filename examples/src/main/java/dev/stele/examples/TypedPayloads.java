package dev.stele.examples;

import dev.stele.codec.EventCodec;
import dev.stele.codec.EventType;
import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.Events;
import dev.stele.store.Region;
import dev.stele.store.Store;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Your payloads are records, and they change over the years: a codec writes them as JSON, and reads
 * every version that was ever written as the record of today.
 */
public final class TypedPayloads {

  private TypedPayloads() {}

  sealed interface OrderEvent {}

  /** In version 1 the total was called {@code sum}. */
  @EventType(value = "OrderPlaced", version = 2)
  record OrderPlaced(String article, BigDecimal total) implements OrderEvent {}

  @EventType("OrderPaid")
  record OrderPaid(BigDecimal amount) implements OrderEvent {}

  private static final EventCodec CODEC =
      EventCodec.builder()
          .register(OrderEvent.class) // All that it permits.
          .upcast("OrderPlaced", 1, tree -> tree.set("total", tree.remove("sum")))
          .build();

  /** Folds a stream into what is still to be paid; the compiler sees that no event is forgotten. */
  static BigDecimal owed(Store store, Coordinate order) {
    BigDecimal owed = BigDecimal.ZERO;
    try (Events events = store.read(Region.of(order))) {
      for (Event event : events) {
        owed =
            switch (CODEC.decode(event, OrderEvent.class)) {
              case OrderPlaced placed -> owed.add(placed.total());
              case OrderPaid paid -> owed.subtract(paid.amount());
            };
      }
    }
    return owed;
  }

  /** Goes on with an order that a program of last year has begun. */
  public static void main(String[] arguments) throws IOException {
    Path directory =
        arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("stele-");
    Coordinate order = Coordinate.of("shop", "order:17");
    try (Store store = Store.open(directory)) {
      Append lastYear =
          Append.to(order).event("OrderPlaced", "{\"article\":\"nail\",\"sum\":12.50}");
      store.append(lastYear).orThrow();
      Append today =
          Append.to(order)
              .event(CODEC.encode(new OrderPlaced("hammer", new BigDecimal("20.00"))))
              .event(CODEC.encode(new OrderPaid(new BigDecimal("30.00"))));
      store.append(today).orThrow();

      try (Events events = store.read(Region.of(order))) {
        for (Event event : events) {
          System.out.println(event.text() + " is " + CODEC.decode(event, OrderEvent.class));
        }
      }
      System.out.println("owed: " + owed(store, order));
    }
  }
}
