package dev.stele.examples;

import dev.stele.journal.Position;
import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.Events;
import dev.stele.store.NewEvent;
import dev.stele.store.Outcome;
import dev.stele.store.Query;
import dev.stele.store.Region;
import dev.stele.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Something must be unique across streams, as an e-mail address among all users: append unless
 * there is an event with its tag. No table of addresses, no reservation that could be left behind.
 */
public final class UniqueEmail {

  private UniqueEmail() {}

  /** Registers a user, unless somebody ever did with this address; returns what to tell them. */
  static String register(Store store, String user, String email) {
    String tag = "email:" + email;
    Append append =
        Append.to(Coordinate.of("shop", "user:" + user))
            .expectNoStream()
            .unless(Query.tagged(tag), Position.FIRST)
            .event(NewEvent.json("UserRegistered", "{\"name\":\"" + user + "\"}").tagged(tag));
    return switch (store.append(append)) {
      case Outcome.Appended _ -> user + ": welcome";
      case Outcome.StreamConflict _ -> user + ": the name is taken";
      case Outcome.ConditionConflict conflict ->
          user + ": the address is taken, by the event at " + conflict.found();
      case Outcome other -> throw other.refusal();
    };
  }

  /** Lets two people race for one address, and reads who has it. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    Path directory =
        arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("stele-");
    try (Store store = Store.open(directory)) {
      String email = "info@example.com";
      try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<String>> answers =
            people.invokeAll(
                List.of(
                    () -> register(store, "alice", email), () -> register(store, "bob", email)));
        for (Future<String> answer : answers) {
          System.out.println(answer.get());
        }
      }
      try (Events events = store.read(Region.scope("shop").tagged("email:" + email))) {
        for (Event event : events) {
          System.out.println(email + " belongs to " + event.coordinate().entity());
        }
      }
    }
  }
}
