package dev.stele.examples;

import dev.stele.access.Checker;
import dev.stele.access.Domain;
import dev.stele.access.FactSource;
import dev.stele.access.FactType;
import dev.stele.access.Facts;
import dev.stele.attach.End;
import dev.stele.attach.Item;
import dev.stele.attach.Items;
import dev.stele.attach.Live;
import dev.stele.attach.Received;
import dev.stele.ground.Clock;
import dev.stele.guard.Authorization;
import dev.stele.guard.GuardedLive;
import dev.stele.guard.Visible;
import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.Region;
import dev.stele.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Somebody watches a stream for hours, and loses access to it meanwhile: what he may not see is
 * left out, and he is ended as soon as he may see nothing, also if nothing comes.
 */
public final class RevokeAccess {

  private record Right(String person, String what) {}

  private static final Domain<String, String, String, String> ROOMS = Domain.named("rooms");
  private static final FactType<Right, Boolean> RIGHT = FactType.named("right");
  private static final Checker<String, String, String, String> CHECKER =
      ROOMS
          .checker("rooms")
          .add(
              ROOMS
                  .policy("has the right")
                  .fact(RIGHT, q -> new Right(q.subject(), q.resource()), has -> has)
                  .allow())
          .build();

  private final Set<Right> rights = ConcurrentHashMap.newKeySet();
  private final Facts facts =
      Facts.builder()
          .with(
              RIGHT,
              FactSource.inMemory(
                  right -> rights.contains(right) ? Optional.of(true) : Optional.empty()))
          .build();

  private RevokeAccess() {}

  /** What ann may see as things are now: to stay at all, and each kind of event. */
  private Authorization<Event> authorization() {
    return Authorization.toSee(
        CHECKER.bind(facts.session(), "ann", "watch", ""), "the room", Event::type);
  }

  private GuardedLive<Items<Event>, Event> watch(Store store) {
    Live<Items<Event>, Event> live =
        store
            .attach(Region.scope("room"))
            .subscribe()
            .replay(history ->
                Visible.of(
                        history,
                        CHECKER.bind(facts.session(), "ann", "watch", ""),
                        (Item<Event> item) -> item.value().type())
                    .forEachRemaining(item -> show("there was", item.value())))
            .live();
    return GuardedLive.over(live, this::authorization, Duration.ofMinutes(5), Clock.system());
  }

  private static void show(String when, Event event) {
    System.out.println(when + " " + event.type() + " " + event.text());
  }

  /** Shows what comes, up to the next event of some type, or to the end. */
  private static Optional<End> watchUntil(GuardedLive<Items<Event>, Event> guarded, String type)
      throws InterruptedException {
    while (true) {
      switch (guarded.next()) {
        case Received.Got<Items<Event>, Event>(Item<Event> item) -> {
          show("there is", item.value());
          if (item.value().type().equals(type)) {
            return Optional.empty();
          }
        }
        case Received.Ended<Items<Event>, Event>(End why) -> {
          return Optional.of(why);
        }
        case Received<Items<Event>, Event> _ -> {} // It has caught up, or fell behind.
      }
    }
  }

  private static void say(Store store, String type, String text) {
    store
        .append(Append.to(Coordinate.of("room", "talk")).event(type, "\"" + text + "\""))
        .orThrow();
  }

  /** Watches a room, loses sight of its gossip, and then of the room. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    Path directory =
        arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("stele-");
    RevokeAccess room = new RevokeAccess();
    room.rights.addAll(
        List.of(new Right("ann", "the room"), new Right("ann", "News"), new Right("ann", "Tea")));
    try (Store store = Store.open(directory);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      say(store, "News", "the shop is open");
      say(store, "Gossip", "the cook has gone"); // She never had the right to it.
      try (GuardedLive<Items<Event>, Event> guarded = room.watch(store)) {
        say(store, "Tea", "at four");
        watchUntil(guarded, "Tea");

        room.rights.remove(new Right("ann", "News"));
        guarded.changed(); // Who changes rights says so; otherwise it is seen after five minutes.
        say(store, "News", "the cook is back");
        say(store, "Tea", "at five");
        watchUntil(guarded, "Tea");
        System.out.println("left out: " + guarded.hidden());

        Future<Optional<End>> end = threads.submit(() -> watchUntil(guarded, "Nothing"));
        room.rights.clear(); // She waits, and nothing comes.
        guarded.changed();
        System.out.println(end.get().orElseThrow());
      }
    }
  }
}
