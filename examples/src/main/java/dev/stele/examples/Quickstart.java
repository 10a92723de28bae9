package dev.stele.examples;

import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.Events;
import dev.stele.store.Receipt;
import dev.stele.store.Region;
import dev.stele.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** You want to keep what happened: open a store, append events, read them again. */
public final class Quickstart {

  private Quickstart() {}

  /** Appends two events to the store in a directory, and reads the stream that they are in. */
  public static void main(String[] arguments) throws IOException {
    Path directory =
        arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("stele-");
    // @start region="first"
    try (Store store = Store.open(directory)) { // Made if there is none, repaired after a crash.
      Coordinate order = Coordinate.of("shop", "order:17");

      Append append =
          Append.to(order)
              .event("OrderPlaced", "{\"article\":\"nail\",\"count\":100}")
              .event("OrderPaid", "{\"cents\":1250}");
      Receipt receipt = store.append(append).orThrow(); // On the disk now: both of them, or none.
      System.out.println("the last one is version " + receipt.last().version());

      try (Events events = store.read(Region.of(order))) {
        for (Event event : events) {
          System.out.println(event.version() + " " + event.type() + " " + event.text());
        }
      }
    }
    // @end
  }
}
