package dev.stele.store;

import static dev.stele.store.StoreModel.require;

import dev.stele.journal.Durability;
import dev.stele.journal.JournalOptions;
import dev.stele.journal.Position;
import dev.stele.store.StoreModel.Expected;
import dev.stele.store.StoreModel.Known;
import dev.stele.trial.CrashImage;
import dev.stele.trial.SimClock;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimEntropy;
import dev.stele.trial.Tear;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A store and its model, taken through the same operations. What an operation does depends on its
 * number, the seed, and how things stand, so that a history still means something when operations
 * are left out of it.
 */
final class StoreHistory {

  /** Everything that is counted, so that a property can tell what it has reached. */
  private final Map<String, Integer> counts;

  private final long seed;
  private final StoreModel model = new StoreModel();
  private final StoreChecks checks = new StoreChecks(model);
  private final SimClock clock = SimClock.at(StoreDisks.DAWN);
  private final SimEntropy entropy;
  private final int segmentBytes;
  private final StoreOptions.Denials denials;
  private final List<Append> keyed = new ArrayList<>();
  private final Map<String, Position> saved = new TreeMap<>();

  private SimDisk disk = SimDisk.empty();
  private Store store;
  private @Nullable StoreFollower follower;
  private @Nullable StoreCursor cursor;
  private String cursorName = "";
  private @Nullable EventTail tail;
  private Region tailRegion = Region.all();
  private long tailPosition;

  StoreHistory(long seed, Map<String, Integer> counts) {
    this.seed = seed;
    this.counts = counts;
    this.entropy = SimEntropy.of(seed);
    this.segmentBytes = 8_192 << (seed % 4);
    this.denials = seed % 2 == 0 ? StoreOptions.Denials.RECORDED : StoreOptions.Denials.FORGOTTEN;
    this.store = StoreDisks.open(options());
    model.opened(store.head().value());
  }

  private StoreOptions options() {
    return StoreOptions.standard()
        .journal(new JournalOptions(segmentBytes, 512, disk, clock, entropy))
        .indexBytes(StoreDisks.INDEX_BYTES)
        .gates(denials, new ModelGate());
  }

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  void close() {
    forget();
    store.close();
    disk.requireNoOpenHandles();
  }

  /** Does one operation, and compares what it has touched. */
  void step(int operation) throws InterruptedException {
    StoreChance chance = new StoreChance(SimEntropy.of(seed * 7_919 + operation).nextLong());
    switch (chance.below(24)) {
      case 0, 1, 2, 3, 4, 5, 6 -> append(chance.append(model, 8), chance);
      case 7, 8 -> {
        for (int i = 0; i < 8; i++) {
          append(chance.append(model, 100), chance);
        }
      }
      case 9, 10 -> again(chance);
      case 11 -> {
        store.sync();
        model.synced();
      }
      case 12, 13 ->
          clock.setWall(clock.instant().plusNanos(1_000L * chance.below(9_000) - 3_000_999));
      case 14, 15 -> tail(chance);
      case 16, 17 -> cursor(chance);
      case 18 -> follower(chance);
      case 19 -> reopen(chance.once(2));
      case 20, 21 -> {
        if (chance.once(2)) {
          crash(chance);
        }
      }
      case 22 -> tooLarge(chance);
      default -> {
        seen();
        checks.everything(store, chance);
      }
    }
    seen();
    checks.region(store, chance.region(model));
    checks.stream(store, chance.stream(chance.scope()));
    counts.merge("most runs", store.statistics().indexRuns(), Math::max);
  }

  void checkEverything() {
    seen();
    checks.everything(store, new StoreChance(seed));
  }

  private void seen() {
    model.shown(store.head().value());
  }

  // Appending.

  private void append(Append append, StoreChance chance) {
    Optional<Outcome.Denied> denied = ModelGate.denies(append);
    Expected expected = model.decide(append, denied);
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    Outcome outcome = store.append(append);
    count(outcome.getClass().getSimpleName());
    switch (expected) {
      case Expected.Refused(List<Outcome> any) ->
          require(any.contains(outcome), "outcome must be one of %s, got: %s", any, outcome);
      case Expected.Denied(Outcome.Denied denial) -> {
        require(outcome.equals(denial), "outcome must be %s, got: %s", denial, outcome);
        if (denials == StoreOptions.Denials.RECORDED) {
          model.denied(append, denial, micros);
        }
      }
      case Expected.Repeated(StoreModel.Batch first) ->
          require(
              outcome.equals(new Outcome.Repeated(first.receipt())),
              "outcome must be that of %s, got: %s",
              first,
              outcome);
      case Expected.Stands _ when outcome instanceof Outcome.TooLarge large -> {
        require(append.count() > 8, "a small batch must stand, got: %s", large);
        require(large.bytesMax() == segmentBytes - 4_096, "bound must be the segment's: %s", large);
        return;
      }
      case Expected.Stands _ -> {
        require(outcome instanceof Outcome.Appended, "append must stand, got: %s", outcome);
        stood(append, micros, outcome.orThrow());
      }
    }
    if (append.durability() == Durability.SYNCED && !(outcome instanceof Outcome.UnknownCause)) {
      model.synced();
    }
    if (append.key().isPresent() && (keyed.size() < 5 || chance.once(2))) {
      keyed.add(append);
    }
  }

  private void stood(Append append, long micros, Receipt receipt) {
    long first = model.end();
    int entries = append.count() + (append.bypass().isPresent() ? 1 : 0);
    require(receipt.epoch() == model.epoch(), "epoch must be %s: %s", model.epoch(), receipt);
    require(receipt.treeSize() == first + entries, "tree must end at the batch: %s", receipt);
    require(receipt.lineage().equals(store.lineage()), "lineage must be the store's");
    require(receipt.events().size() == append.count(), "each event has a place: %s", receipt);
    model.stands(append, micros, receipt);
    List<Append.Addressed> events = append.events();
    for (int i = 0; i < events.size(); i++) {
      Receipt.Placed placed = receipt.events().get(i);
      Known known = model.all().get(model.all().size() - entries + i);
      Optional<EventId> own = events.get(i).event().id();
      require(
          placed.position().value() == first + i
              && placed.coordinate().equals(events.get(i).stream())
              && placed.version().value() == known.version
              && own.map(placed.id()::equals).orElse(true),
          "a receipt must say where %s is, got: %s",
          known,
          placed);
    }
  }

  /** The same key once more: with the same content or another, and other expectations. */
  private void again(StoreChance chance) {
    if (keyed.isEmpty()) {
      return;
    }
    Append append = chance.oneOf(keyed);
    if (chance.once(3)) {
      append = append.event("Another", "{}");
    } else if (chance.once(2)) {
      append = append.expectNoStream().unless(Query.ofTypes("Made"), Position.FIRST);
    }
    append(chance.durable(append), chance);
  }

  private void tooLarge(StoreChance chance) {
    NewEvent large = NewEvent.of("Large", ByteBuffer.allocate(segmentBytes));
    Append append = Append.to(chance.stream("red")).expect(new Expectation.Any()).event(large);
    Outcome outcome = store.append(append);
    require(outcome instanceof Outcome.TooLarge, "batch must be too large, got: %s", outcome);
    count("TooLarge");
  }

  // Reading along.

  private void tail(StoreChance chance) throws InterruptedException {
    EventTail open = tail;
    if (open == null || chance.once(5)) {
      forgetTail();
      tailRegion = chance.region(model);
      tailPosition = tailRegion.from().value();
      open = store.tail(tailRegion);
      tail = open;
    }
    seen();
    tailPosition = follow(open::next, tailRegion, tailPosition, chance.below(40));
    long reached = open.position().value();
    require(reached >= tailPosition, "a tail goes forward: %s", reached);
    require(
        ModelReads.in(tailRegion, model.shown()).stream()
            .noneMatch(known -> known.position >= tailPosition && known.position < reached),
        "a tail must not pass over anything: %s",
        reached);
    count("tail steps");
  }

  private interface Next {
    Optional<Event> after(Duration atMost) throws InterruptedException;
  }

  /** Takes events one by one; returns the position behind the last one. */
  private long follow(Next next, Region region, long from, int atMost) throws InterruptedException {
    long position = from;
    for (int i = 0; i < atMost; i++) {
      long at = position;
      Optional<Known> expected =
          ModelReads.in(region, model.shown()).stream()
              .filter(known -> known.position >= at)
              .findFirst();
      Optional<Event> found = next.after(Duration.ZERO);
      require(
          found.isPresent() == expected.isPresent(),
          "next of %s must be %s, got: %s",
          region,
          expected,
          found);
      if (found.isEmpty()) {
        return position;
      }
      checks.same(expected.orElseThrow(), found.get());
      position = found.get().position().value() + 1;
    }
    return position;
  }

  private void cursor(StoreChance chance) throws InterruptedException {
    forgetCursor();
    cursorName = chance.once(2) ? "orders" : "everything";
    Region region =
        cursorName.equals("orders") ? Region.below(Coordinate.of("red", "order:1")) : Region.all();
    StoreCursor open = store.cursor(cursorName, region).orThrow();
    cursor = open;
    Position from = saved.getOrDefault(cursorName, Position.FIRST);
    require(open.saved().equals(from), "saved place must be %s, got: %s", from, open.saved());
    require(
        store.cursor(cursorName, region).equals(new CursorOpening.InUse(cursorName)),
        "a cursor is open once");
    seen();
    long reached = follow(open::next, region, from.value(), chance.below(60));
    if (chance.once(2)) {
      open.save();
      saved.put(cursorName, open.saved());
      require(open.saved().value() >= reached, "a saved place is behind what was returned");
      require(
          ModelReads.in(region, model.shown()).stream()
              .noneMatch(k -> k.position >= reached && k.position < open.saved().value()),
          "a cursor must not pass over anything");
      count("cursor saves");
    }
  }

  private void follower(StoreChance chance) {
    StoreFollower open = follower;
    if (open == null) {
      open = StoreFollower.open(StoreDisks.DIRECTORY, options());
      follower = open;
    }
    seen();
    require(open.head().value() == model.visible(), "a follower sees what is durable");
    if (chance.once(2)) {
      checks.everything(open, chance);
    } else {
      checks.region(open, chance.region(model));
    }
    count("follower checks");
    if (chance.once(4)) {
      forgetFollower();
    }
  }

  // Ends and beginnings.

  private void reopen(boolean isIndexLost) {
    forgetTail();
    forgetCursor();
    store.close();
    if (isIndexLost) {
      forgetFollower();
      Path runs = StoreDisks.DIRECTORY.resolve("runs");
      disk.list(runs).forEach(disk::remove);
      disk.remove(runs);
      count("index lost");
    }
    counts.merge("segments", disk.list(StoreDisks.DIRECTORY.resolve("segments")).size(), Math::max);
    store = StoreDisks.open(options());
    model.opened(store.head().value());
    count("reopened");
    checkEverything();
  }

  private void crash(StoreChance chance) {
    SimDisk next = disk.restart(image(chance));
    forget();
    store.close(); // The old machine's, which nobody sees again.
    disk.requireNoOpenHandles();
    disk = next;
    store = StoreDisks.open(options());
    long before = model.end();
    model.recovered(store.head().value());
    count("crashes");
    if (model.end() <= before) {
      count("crashes that lost something");
    }
    checkEverything();
  }

  private CrashImage image(StoreChance chance) {
    List<Long> all = List.copyOf(StoreDisks.all(disk));
    if (all.isEmpty() || chance.once(4)) {
      return CrashImage.nothing();
    }
    if (chance.once(2)) {
      SortedSet<Long> some = new TreeSet<>(all);
      some.removeIf(_ -> chance.once(3));
      try {
        CrashImage image = CrashImage.of(some);
        disk.restart(image);
        return image;
      } catch (IllegalArgumentException _) {
        // It kept something without what that needs; a beginning always fits.
      }
    }
    SortedSet<Long> kept = new TreeSet<>(all.subList(0, 1 + chance.below(all.size())));
    CrashImage image = CrashImage.of(kept);
    long last = kept.last();
    int length =
        disk.pending().stream()
            .filter(change -> change.operation() == last)
            .findFirst()
            .orElseThrow()
            .lengthBytes();
    return length == 0 || chance.once(2)
        ? image
        : image.with(last, new Tear(0, chance.below(length), chance.oneOf(FILLS)));
  }

  private static final List<Tear.Fill> FILLS = List.of(Tear.Fill.values());

  private void forget() {
    forgetTail();
    forgetCursor();
    forgetFollower();
  }

  private void forgetTail() {
    if (tail != null) {
      tail.close();
      tail = null;
    }
  }

  private void forgetCursor() {
    if (cursor != null) {
      cursor.close();
      cursor = null;
    }
  }

  private void forgetFollower() {
    if (follower != null) {
      follower.close();
      follower = null;
    }
  }
}
