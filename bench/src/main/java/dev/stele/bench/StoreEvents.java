package dev.stele.bench;

import dev.stele.journal.Durability;
import dev.stele.journal.Entries;
import dev.stele.journal.Entry;
import dev.stele.journal.JournalFollower;
import dev.stele.journal.JournalOptions;
import dev.stele.journal.Position;
import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.EventId;
import dev.stele.store.Events;
import dev.stele.store.NewEvent;
import dev.stele.store.Outcome;
import dev.stele.store.Region;
import dev.stele.store.Store;
import dev.stele.store.StoreOptions;
import dev.stele.store.Version;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The store, as it is opened without any option. */
final class StoreEvents implements EventPeer {

  /** Up to half of its memory, and a little for what is new, the index owes nothing. */
  private static final long INDEX_BYTES = StoreOptions.standard().indexBytes() * 5L / 8;

  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final WatchedDisk disk = new WatchedDisk();
  private final Durability durability;
  private final Store store;

  StoreEvents(Path folder, Durability durability) {
    this.durability = durability;
    store = Store.open(folder, StoreOptions.standard().on(disk));
  }

  Store store() {
    return store;
  }

  WatchedDisk disk() {
    return disk;
  }

  @Override
  public void append(List<Batch> batches) {
    for (Batch batch : batches) {
      Outcome outcome = store.append(made(batch, durability));
      if (!(outcome instanceof Outcome.Appended)) {
        throw new IllegalStateException("expected an append, found " + outcome);
      }
    }
  }

  /** Makes what a caller of the store hands to it. */
  static Append made(Batch batch, Durability durability) {
    Coordinate stream = Coordinate.of(Draft.SCOPE, batch.entity());
    Append append = Append.to(stream).key(batch.key()).durability(durability);
    if (batch.isExpecting()) {
      append =
          batch.expected() == Batch.NO_STREAM
              ? append.expectNoStream()
              : append.expectVersion(new Version(batch.expected()));
    }
    for (Draft draft : batch.drafts()) {
      if (!draft.entity().equals(stream.entity())) {
        stream = Coordinate.of(Draft.SCOPE, draft.entity());
        append = append.and(stream);
      }
      append =
          append.event(
              NewEvent.of(draft.type(), NewEvent.JSON, draft.payload())
                  .tagged(draft.tags().getFirst(), draft.tags().getLast())
                  .correlated(draft.correlation()));
    }
    return append;
  }

  private static Found found(Event event) {
    return new Found(
        event.position().value(),
        event.id().value(),
        event.coordinate().scope(),
        event.coordinate().entity(),
        event.version().value(),
        event.type(),
        event.correlation(),
        ChronoUnit.MICROS.between(Instant.EPOCH, event.time()),
        event.payload());
  }

  private static void pass(Events events, Consumer<Found> sink) {
    try (events) {
      while (events.hasNext()) {
        sink.accept(found(events.next()));
      }
    }
  }

  @Override
  public long count() {
    long count = 0;
    store.sync();
    try (Events events = store.read(Region.scope(Draft.SCOPE))) {
      while (events.hasNext()) {
        if (events.next().tags().size() != 2) {
          throw new IllegalStateException("expected two tags for each event, found others");
        }
        count++;
      }
    }
    return count;
  }

  @Override
  public void stream(String entity, Consumer<Found> sink) {
    pass(store.readStream(Coordinate.of(Draft.SCOPE, entity), Version.FIRST), sink);
  }

  @Override
  public void replay(Consumer<Found> sink) {
    pass(store.read(Region.all()), sink);
  }

  @Override
  public Optional<Found> find(UUID id) {
    return store.find(new EventId(id)).map(StoreEvents::found);
  }

  /** Syncs what is only written, and waits until no part of the index is to be made of it. */
  @Override
  public void settle() {
    if (durability == Durability.SYNCED) {
      return;
    }
    store.sync();
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (store.statistics().indexMemoryBytes() > INDEX_BYTES && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public long syncs() {
    return disk.syncs();
  }

  @Override
  public void close() {
    store.close();
  }

  /**
   * Returns the entry that a store makes of a lone event: what a bare journal is to append, too.
   */
  static Entry sample(Path folder) {
    try (StoreEvents one = new StoreEvents(folder, Durability.SYNCED)) {
      one.append(List.of(new Author("sample").next(1)));
    }
    @Nullable Entry last = null;
    try (JournalFollower journal = JournalFollower.open(folder, JournalOptions.standard());
        Entries entries = journal.read(Position.FIRST)) {
      while (entries.hasNext()) {
        Entry entry = entries.next();
        last = entry.payload().remaining() == Draft.PAYLOAD_BYTES ? entry : last;
      }
    }
    if (last == null) {
      throw new IllegalStateException("expected an entry with the event's payload, found none");
    }
    return last;
  }
}
