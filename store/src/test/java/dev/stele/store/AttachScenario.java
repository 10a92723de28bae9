package dev.stele.store;

import dev.stele.attach.Cursor;
import dev.stele.attach.Live;
import dev.stele.attach.Resumption;
import dev.stele.ground.Disk;
import dev.stele.journal.Durability;
import dev.stele.journal.JournalOptions;
import dev.stele.trial.Scenario;
import dev.stele.trial.SimClock;
import dev.stele.trial.SimEntropy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A store, and a consumer on another machine, which keeps what it has seen together with its cursor
 * and goes on there in every life of the store. Promises: what it saw stays, and with the rest,
 * read at its cursor, is every durable event of the region, once and in order.
 */
final class AttachScenario implements Scenario {

  /** What is done. */
  enum Act {
    /** Appends, durably, to the region; the consumer sees it before anything else is done. */
    APPEND,
    /** Appends a batch of both streams. */
    APPEND_BATCH,
    /** Appends, and does not ask for it to be durable. */
    WRITE,
    /** Makes it durable. */
    SYNC,
    /** Detaches, appends meanwhile, and attaches again with the cursor. */
    AWAY,
    REOPEN
  }

  private static final Coordinate ALICE = Coordinate.of("room", "alice");
  private static final Coordinate BOB = Coordinate.of("room", "bob");
  private static final Region REGION = Region.of(ALICE);

  private final List<Act> acts;

  /** What the consumer has seen, and where it goes on: kept together, on a machine of its own. */
  private final List<String> seen = new ArrayList<>();

  private Optional<Cursor> cursor = Optional.empty();

  private int count;

  AttachScenario(Act... acts) {
    this.acts = List.of(acts);
  }

  private static Store open(Disk disk) {
    JournalOptions journal =
        new JournalOptions(1 << 16, 512, disk, SimClock.at(StoreDisks.DAWN), SimEntropy.of(7));
    return StoreDisks.open(
        StoreOptions.standard()
            .journal(journal)
            .indexBytes(StoreDisks.INDEX_BYTES)
            .restarts(new StoreOptions.RestartBudget(0, Duration.ofMinutes(1))));
  }

  private Attached attach(Store store) {
    Optional<Cursor> at = cursor;
    Attached attached =
        Attached.waiting(
            at.isEmpty() ? store.attach(REGION) : store.attach(REGION, at.get()).orThrow());
    keep(attached);
    return attached;
  }

  /** What was given counts as seen, with the cursor behind it. */
  private void keep(Attached attached) {
    for (Event event : attached.seen) {
      seen.add(event.position() + " " + event.text());
    }
    attached.seen.clear();
    cursor = attached.live.cursor();
  }

  @Override
  public void run(Disk disk) throws InterruptedException {
    Store store = open(disk);
    try {
      Attached attached = attach(store);
      for (Act act : acts) {
        switch (act) {
          case REOPEN -> {
            store.close();
            attached.toEnd(); // It shows what was only written, too.
            keep(attached);
            attached.close();
            store = open(disk);
            attached = attach(store);
          }
          case AWAY -> {
            attached.close();
            append(store, Act.APPEND);
            attached = attach(store);
          }
          case APPEND, APPEND_BATCH, WRITE, SYNC -> {
            append(store, act);
            see(store, attached, act);
          }
        }
      }
    } finally {
      store.close();
    }
  }

  private void append(Store store, Act act) {
    if (act == Act.SYNC) {
      store.sync();
      return;
    }
    Append append = Append.to(ALICE);
    for (int i = 0; i < (act == Act.APPEND_BATCH ? 6 : 1); i++) {
      EventId id = new EventId(new UUID(77, count));
      append =
          append.and(i % 2 == 0 ? ALICE : BOB).event(StoreDisks.event("event " + count++).id(id));
    }
    store.append(act == Act.WRITE ? append.durability(Durability.WRITTEN) : append).orThrow();
  }

  /** Waits until all that is durable was seen. */
  private void see(Store store, Attached attached, Act act) throws InterruptedException {
    if (act == Act.WRITE) {
      return;
    }
    Live<?, Event> live = attached.live;
    long last = store.last(ALICE).orElseThrow().position().value();
    while (live.cursor().orElseThrow().position() <= last) {
      attached.step();
    }
    keep(attached);
  }

  @Override
  public void audit(Disk disk) {
    try (Store store = open(disk)) {
      List<String> all = new ArrayList<>(seen);
      Optional<Cursor> at = cursor;
      Resumption<Event> resumption =
          at.isEmpty()
              ? new Resumption.Resumed<>(store.attach(REGION))
              : store.attach(REGION, at.get());
      StoreModel.require(
          resumption instanceof Resumption.Resumed, "a cursor must be good: %s", resumption);
      try (Attached attached = Attached.waiting(resumption.orThrow())) {
        attached.seen.forEach(event -> all.add(event.position() + " " + event.text()));
      }
      List<String> durable =
          StoreDisks.events(store, REGION).stream()
              .map(event -> event.position() + " " + event.text())
              .toList();
      StoreModel.require(
          all.equals(durable), "each must be seen once, expected %s, found %s", durable, all);
    }
  }
}
