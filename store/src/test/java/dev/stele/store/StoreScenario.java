package dev.stele.store;

import dev.stele.ground.Disk;
import dev.stele.journal.Durability;
import dev.stele.journal.JournalOptions;
import dev.stele.journal.Position;
import dev.stele.journal.TreeHead;
import dev.stele.trial.Scenario;
import dev.stele.trial.SimClock;
import dev.stele.trial.SimEntropy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Opens a store, appends, saves a cursor, closes. Promises: an acknowledged batch is there with the
 * receipt that was given, and provable; batches are whole, in order, once; nothing is there that
 * was not offered; versions are dense; a saved place is the last one that was acknowledged or, of
 * one whose saving failed, perhaps that one; an append that is tried again by its key is there
 * once.
 *
 * <p>The model is a list of offers and knows nothing of files.
 */
final class StoreScenario implements Scenario {

  /** What is done. */
  enum Act {
    APPEND,
    APPEND_KEYED,
    APPEND_BATCH,
    WRITE,
    SYNC,
    SAVE,
    REOPEN
  }

  private static final Coordinate ALICE = Coordinate.of("room", "alice");
  private static final Coordinate BOB = Coordinate.of("room", "bob");
  private static final String CURSOR = "mail";

  /** An append that was offered. */
  private static final class Offer {
    private final Append append;
    private final List<String> texts;
    private @Nullable Receipt receipt;
    private @Nullable TreeHead tree;
    private boolean isDurable;

    Offer(Append append, List<String> texts) {
      this.append = append;
      this.texts = texts;
    }
  }

  private final List<Act> acts;
  private final int segmentBytes;
  private final int indexBytes;
  private final boolean isKeyRetried;
  private final List<Offer> offers = new ArrayList<>();

  /** Places that may be found: one, or two while a saving is under way. */
  private List<Position> places = List.of(Position.FIRST);

  private int count;

  StoreScenario(int segmentBytes, boolean isKeyRetried, Act... acts) {
    this.segmentBytes = segmentBytes;
    this.indexBytes = StoreDisks.INDEX_BYTES;
    this.isKeyRetried = isKeyRetried;
    this.acts = List.of(acts);
  }

  private Store open(Disk disk) {
    // The same chance in each life: equal disks are then recognised, and audited once.
    JournalOptions journal =
        new JournalOptions(segmentBytes, 512, disk, SimClock.at(StoreDisks.DAWN), SimEntropy.of(7));
    return StoreDisks.open(
        StoreOptions.standard()
            .journal(journal)
            .indexBytes(indexBytes)
            .restarts(new StoreOptions.RestartBudget(0, Duration.ofMinutes(1))));
  }

  @Override
  public void run(Disk disk) throws InterruptedException {
    Store store = open(disk);
    try {
      settle(check(store));
      for (Act act : acts) {
        if (act == Act.REOPEN) {
          store.close();
          offers.forEach(offer -> offer.isDurable |= offer.receipt != null);
          store = open(disk);
        } else {
          perform(store, act);
        }
      }
    } finally {
      store.close();
    }
    offers.forEach(offer -> offer.isDurable |= offer.receipt != null);
  }

  private void perform(Store store, Act act) throws InterruptedException {
    switch (act) {
      case SYNC -> {
        store.sync();
        offers.forEach(offer -> offer.isDurable |= offer.receipt != null);
      }
      case SAVE -> save(store);
      case REOPEN -> throw new IllegalArgumentException("a store cannot reopen itself");
      case APPEND, APPEND_KEYED, APPEND_BATCH, WRITE -> append(store, act);
    }
  }

  private void append(Store store, Act act) {
    Append append = Append.to(count % 2 == 0 ? ALICE : BOB);
    List<String> texts = new ArrayList<>();
    int size = act == Act.APPEND_BATCH ? 12 : 1;
    for (int i = 0; i < size; i++) {
      String text = "event " + count++;
      texts.add(text);
      // An identity of the caller's: that of the store would be the same in each life.
      EventId id = new EventId(new UUID(77, count));
      append = append.and(i % 2 == 0 ? ALICE : BOB).event(StoreDisks.event(text).id(id));
    }
    if (act != Act.APPEND) {
      append = append.key("key " + count);
    }
    Offer offer = new Offer(append, texts);
    offers.add(offer);
    Outcome outcome =
        store.append(act == Act.WRITE ? append.durability(Durability.WRITTEN) : append);
    if (outcome instanceof Outcome.NoRoom) {
      offers.remove(offer); // From now on it must not be there.
      return;
    }
    offer.receipt = outcome.orThrow();
    if (act != Act.WRITE) {
      offers.forEach(before -> before.isDurable |= before.receipt != null);
      offer.tree = store.treeHead(new Position(offer.receipt.treeSize()));
    }
  }

  private void save(Store store) throws InterruptedException {
    try (StoreCursor cursor = store.cursor(CURSOR, Region.of(ALICE)).orThrow()) {
      require(places.contains(cursor.saved()), "place must be of %s: %s", places, cursor.saved());
      Position before = cursor.saved();
      Optional<Event> next = cursor.next(Duration.ZERO);
      Position wanted = next.map(event -> event.position().plus(1)).orElseGet(() -> store.head());
      places = List.of(before, wanted);
      cursor.save();
      require(cursor.saved().equals(wanted), "a saved place must be %s", wanted);
      places = List.of(wanted);
    }
  }

  @Override
  public void audit(Disk disk) throws InterruptedException {
    try (Store store = open(disk)) {
      int found = check(store);
      try (StoreCursor cursor = store.cursor(CURSOR, Region.of(ALICE)).orThrow()) {
        require(places.contains(cursor.saved()), "place of %s: %s", places, cursor.saved());
      }
      if (isKeyRetried) {
        retry(store, found);
      }
    }
  }

  /** Tries every append that has a key again: those that are there are answered, no more. */
  private void retry(Store store, int found) {
    long head = store.head().value();
    int texts = 0;
    int expected = found;
    for (Offer offer : offers) {
      texts += offer.texts.size();
      if (offer.append.key().isEmpty()) {
        continue;
      }
      boolean isThere = texts <= found;
      Outcome outcome = store.append(offer.append);
      boolean isRight =
          isThere ? outcome instanceof Outcome.Repeated : outcome instanceof Outcome.Appended;
      require(isRight, "%s there must be answered so, got: %s", isThere, outcome);
      Receipt before = offer.receipt;
      require(
          !isThere || before == null || outcome.orThrow().equals(before),
          "the first receipt must come again, got: %s",
          outcome);
      expected += isThere ? 0 : offer.texts.size();
    }
    List<String> all = StoreDisks.texts(store, Region.all());
    require(all.size() == expected, "nothing may be there twice behind %s: %s", head, all);
    require(all.stream().distinct().count() == all.size(), "nothing may be there twice: %s", all);
  }

  /** What a recovery has shown stays. */
  private void settle(int found) {
    int texts = 0;
    for (Offer offer : List.copyOf(offers)) {
      texts += offer.texts.size();
      if (texts <= found) {
        offer.isDurable = true;
      } else {
        offers.remove(offer);
      }
    }
  }

  /** Compares what is there with what was promised; returns how many events there are. */
  private int check(Store store) {
    List<Event> events = StoreDisks.events(store, Region.all());
    List<String> found = events.stream().map(Event::text).toList();
    Map<Coordinate, Long> versions = new HashMap<>();
    for (Event event : events) {
      long version = versions.merge(event.coordinate(), 1L, Long::sum) - 1;
      require(event.version().value() == version, "versions must be dense: %s", event);
      require(store.find(event.id()).equals(Optional.of(event)), "must be found: %s", event);
    }
    for (Coordinate stream : List.of(ALICE, BOB)) {
      int size = StoreDisks.events(store, Region.of(stream)).size();
      require(size == versions.getOrDefault(stream, 0L), "a stream must be whole: %s", stream);
    }
    int matched = 0;
    boolean ended = false;
    for (Offer offer : offers) {
      int end = matched + offer.texts.size();
      boolean isThere = end <= found.size() && found.subList(matched, end).equals(offer.texts);
      require(isThere || !offer.isDurable, "must be there: %s in %s", offer.texts, found);
      require(!(isThere && ended), "no batch may follow one that is missing: %s", found);
      if (isThere) {
        provable(store, offer, events.subList(matched, end));
        matched = end;
      }
      ended |= !isThere;
    }
    require(matched == found.size(), "nothing but what was offered, whole: %s", found);
    return matched;
  }

  private static void provable(Store store, Offer offer, List<Event> events) {
    Receipt receipt = offer.receipt;
    if (receipt == null) {
      return; // Its append did not return, and still is there.
    }
    for (int i = 0; i < events.size(); i++) {
      Receipt.Placed placed = receipt.events().get(i);
      require(
          placed.position().equals(events.get(i).position())
              && placed.leaf().equals(events.get(i).leaf()),
          "an event must be where its receipt says: %s",
          placed);
    }
    StoreChecks.provable(store, receipt);
    TreeHead tree = offer.tree;
    require(
        tree == null || store.treeHead(new Position(receipt.treeSize())).equals(tree),
        "the tree of a receipt must stay: %s",
        receipt);
  }

  private static void require(boolean condition, String promise, Object... facts) {
    StoreModel.require(condition, promise, facts);
  }
}
