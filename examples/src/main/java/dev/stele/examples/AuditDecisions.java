package dev.stele.examples;

import dev.stele.access.AccessException;
import dev.stele.access.Bound;
import dev.stele.access.Checker;
import dev.stele.access.Domain;
import dev.stele.access.Facts;
import dev.stele.ground.Disk;
import dev.stele.guard.DecisionTrail;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.Events;
import dev.stele.store.Region;
import dev.stele.store.Store;
import dev.stele.store.StoreVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Who was let in where, and why, must be known for years: each decision is in a store before
 * anybody acts on it, with its trace, and nobody can take one out unseen.
 */
public final class AuditDecisions {

  private static final Coordinate TRAIL = Coordinate.of("audit", "doors");
  private static final Domain<String, String, Integer, String> DOORS = Domain.named("doors");

  private AuditDecisions() {}

  /** The same checker as ever, and somebody who is told of each decision. */
  static Bound<String, String, Integer, String> doors(Store store, String person) {
    Checker<String, String, Integer, String> checker =
        DOORS
            .checker("doors")
            .add(DOORS.policy("ground floor").resource(door -> door < 10).allow())
            .add(DOORS.policy("safe").resource(door -> door == 7).forbid())
            .watch(DecisionTrail.to(store, TRAIL, DecisionTrail.Extent.ALL))
            .build();
    return checker.bind(Facts.none().session(), person, "open", "");
  }

  /** Lets people in, or not; then reads the trail as an auditor does. */
  public static void main(String[] arguments) throws IOException {
    Path directory =
        arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("stele-");
    Bound<String, String, Integer, String> late;
    try (Store store = Store.open(directory)) {
      System.out.println("ann: " + doors(store, "ann").filter(List.of(1, 7, 12)));
      System.out.println("bob: " + doors(store, "bob").check(7).summary());
      late = doors(store, "eve");
    }
    try {
      late.check(1);
    } catch (AccessException.Unreported e) {
      System.out.println("eve: no decision, since it could not be recorded");
    }

    try (Store store = Store.open(directory);
        Events events = store.read(Region.of(TRAIL))) {
      for (Event event : events) {
        System.out.println(
            event.version()
                + " "
                + event.type()
                + " "
                + event.metadata().get("access.subject")
                + " "
                + event.metadata().get("access.resource")
                + ": "
                + event.metadata().get("access.summary"));
      }
    }
    try (Store store = Store.open(directory);
        Events events = store.readBackward(Region.of(TRAIL).types(DecisionTrail.DENIED))) {
      System.out.println("the last denial, as it came about:");
      events.next().text().lines().map(line -> "  " + line).forEach(System.out::println);
    }
    StoreVerifier.Report report = StoreVerifier.verify(directory, Disk.system(), (_, _) -> {});
    System.out.println("every byte is as it was written: " + report.isClean());
  }
}
