package dev.stele.examples;

import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.EventTail;
import dev.stele.store.Region;
import dev.stele.store.Store;
import dev.stele.store.StoreFollower;
import dev.stele.store.StoreOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One process writes, and others want to read along, as a report or a command line beside the
 * service: open a follower. It takes no lock, writes nothing, and sees what is durable.
 */
public final class ReadFromAnotherProcess {

  private static final Coordinate ORDER = Coordinate.of("shop", "order:17");

  private ReadFromAnotherProcess() {}

  /** The reader: prints events as they come, up to the one that says that it is over. */
  static void follow(Path directory) throws InterruptedException {
    try (StoreFollower follower = StoreFollower.open(directory, StoreOptions.standard());
        EventTail tail = follower.tail(Region.of(ORDER))) {
      Optional<Event> event = tail.next(Duration.ofMinutes(1));
      while (event.isPresent()) {
        System.out.println("read " + event.get().type() + " at version " + event.get().version());
        event =
            event.get().type().equals("OrderClosed")
                ? Optional.empty()
                : tail.next(Duration.ofMinutes(1));
      }
    }
  }

  /** The writer, who starts the reader; with a second argument, the reader. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path directory =
        arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("stele-");
    if (arguments.length > 1) {
      follow(directory);
      return;
    }
    try (Store store = Store.open(directory)) {
      append(store, "OrderPlaced"); // Before there is a reader.
      Process reader =
          OtherProcess.start(ReadFromAnotherProcess.class, directory.toString(), "follow");
      try (BufferedReader lines = reader.inputReader(StandardCharsets.UTF_8)) {
        System.out.println("the other process: " + lines.readLine());
        for (String type : List.of("OrderPaid", "OrderShipped", "OrderClosed")) {
          append(store, type);
          System.out.println("the other process: " + lines.readLine());
        }
      }
      System.out.println("it ended with " + reader.waitFor());
    }
  }

  private static void append(Store store, String type) {
    store.append(Append.to(ORDER).event(type, "{}")).orThrow();
    System.out.println("wrote " + type);
  }
}
