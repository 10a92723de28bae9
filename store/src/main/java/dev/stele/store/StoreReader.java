package dev.stele.store;

import dev.stele.attach.Attach;
import dev.stele.attach.Cursor;
import dev.stele.attach.Items;
import dev.stele.attach.Resumption;
import dev.stele.attach.Spawned;
import dev.stele.ground.Clock;
import dev.stele.index.IndexException;
import dev.stele.journal.ConsistencyProof;
import dev.stele.journal.Entry;
import dev.stele.journal.InclusionProof;
import dev.stele.journal.JournalException;
import dev.stele.journal.Position;
import dev.stele.journal.TreeHead;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * A store as it is read: by its writer, or by a follower in another process.
 *
 * <p>Shows what is durable alone, and of a batch all or nothing: nothing that was seen is ever
 * taken back. What one reading shows has no holes, and the next one shows at least as much. Any
 * number of threads may read; each reading, tail or cursor is for one.
 *
 * <p>Every call may fail with {@link StoreException.Closed} once this is closed, with {@link
 * StoreException.Unavailable} if the writer failed and cannot be restarted, with {@link
 * dev.stele.journal.JournalException.Damaged} where a byte is not what was written, and with {@link
 * dev.stele.ground.DiskException} if the disk fails; none of them changes anything.
 */
public abstract sealed class StoreReader implements AutoCloseable permits Store, StoreFollower {

  private final Path directory;
  private final Clock clock;
  private final AttachHub hub;

  StoreReader(Path directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
    this.hub = new AttachHub(this);
  }

  /**
   * Returns what is read with now.
   *
   * @throws StoreException.Closed if this is closed
   */
  abstract Engine engine();

  /**
   * Returns what is read with after an engine was closed under a reader; waits for it.
   *
   * @throws StoreException.Closed if this is closed
   */
  abstract Engine engineAfter(Engine gone);

  /** Returns the position behind the last entry that the index has and that is durable. */
  abstract long visibleEnd(Engine engine);

  final long visibleEnd() {
    return reading(this::visibleEnd);
  }

  /** Reads, and once more if the writer was restarted meanwhile. */
  final <T> T reading(Function<Engine, T> read) {
    Engine engine = engine();
    while (true) {
      try {
        return read.apply(engine);
      } catch (JournalException.Closed | IndexException.Closed _) {
        engine = engineAfter(engine);
      }
    }
  }

  /** Returns the directory. */
  public final Path directory() {
    return directory;
  }

  /**
   * Returns the identity of the history: positions mean the same only within one. A restore or a
   * salvage begins another.
   */
  public final UUID lineage() {
    return reading(engine -> engine.journal.lineage());
  }

  /** Returns the position behind the last entry that is visible. */
  public final Position head() {
    return Engine.position(visibleEnd());
  }

  /** Reads the events of a region that are visible now, in the order of their positions. */
  public final Events read(Region region) {
    return EventReading.of(this, region, true, visibleEnd());
  }

  /** Reads the events of a region that are visible now, the last one first. */
  public final Events readBackward(Region region) {
    return EventReading.of(this, region, false, visibleEnd());
  }

  /** Reads a stream from a version on, as far as it is visible now. */
  public final Events readStream(Coordinate stream, Version from) {
    long end = visibleEnd();
    long first = reading(engine -> engine.positionOf(stream, from, end));
    return EventReading.of(this, Region.of(stream).from(Engine.position(first)), true, end);
  }

  /** Returns the last event of a stream; empty if it has none. */
  public final Optional<Event> last(Coordinate stream) {
    return reading(engine -> event(engine, engine.lookup.lastOf(stream, 0, visibleEnd(engine))));
  }

  /** Returns the event with an identity; empty if there is none. */
  public final Optional<Event> find(EventId id) {
    return reading(engine -> event(engine, engine.lookup.withId(id, 0, visibleEnd(engine))));
  }

  private static Optional<Event> event(
      Engine engine, Lookup.@org.jspecify.annotations.Nullable Found found) {
    return found == null ? Optional.empty() : Optional.of(engine.lookup.event(found));
  }

  /** Returns the event at a position; empty if what is there is none, or is not visible. */
  public final Optional<Event> at(Position position) {
    return reading(engine -> {
      if (position.value() >= visibleEnd(engine)) {
        return Optional.empty();
      }
      Entry entry = engine.lookup.entry(position.value());
      return Lookup.isEvent(entry) ? Optional.of(Event.of(entry)) : Optional.empty();
    });
  }

  /** Returns the receipt of the append that has a key in a scope; empty if none has. */
  public final Optional<Receipt> receipt(String scope, String key) {
    return reading(engine ->
        Optional.ofNullable(engine.lookup.withKey(scope, key, 0, visibleEnd(engine)))
            .map(found ->
                engine.receipt(
                    found.position(), found.header().keyedCount(), found.header().keyedEpoch())));
  }

  /**
   * Walks from an event to those it follows from, and to those they follow from. Finds nothing if
   * there is no such event.
   */
  public final Walk causes(EventId of, Walk.Limits limits) {
    return reading(engine -> new Graph(engine, visibleEnd(engine), limits).causes(of));
  }

  /**
   * Walks from an event to those that follow from it, and to those that follow from them. Finds
   * nothing if there is no such event.
   */
  public final Walk effects(EventId of, Walk.Limits limits) {
    return reading(engine -> new Graph(engine, visibleEnd(engine), limits).effects(of));
  }

  /**
   * Reads a region from a position on ({@link Region#from}), and goes on as events come, up to an
   * end if the region has one ({@link Region#until}).
   */
  public final EventTail tail(Region region) {
    engine();
    return new RegionTail(this, region, clock);
  }

  /**
   * Attaches to a region: what is visible of it, then each event as soon as it is durable, once and
   * in the order of their positions. A region with an end ({@link Region#until}) ends the attach.
   *
   * <p>One thread reads for all who are attached; an event costs what those cost whom it concerns.
   * Those who do not keep up read from the log what they missed: nothing is lost. {@link
   * dev.stele.attach.Overflow.Block} is refused when it subscribes, with an {@link
   * IllegalArgumentException}: it would hold up all others.
   *
   * <p>Closing the store ends the attach ({@link dev.stele.attach.End.Closed}) after everything was
   * seen, or with {@link dev.stele.attach.End.Failed} if somebody reads the log still. A restart of
   * the writer is not seen.
   */
  public final Spawned<Items<Event>, Event> attach(Region region) {
    engine();
    return Attach.to(new RegionProducer(this, hub, region)).clock(clock);
  }

  /**
   * Goes on where another attach was ({@link dev.stele.attach.Live#cursor}), in this process or
   * another. Each durable event of the region is seen once by both together, whatever crashed
   * between them, as long as the cursor is kept with what was seen.
   *
   * <p>Results: resumed; {@link Resumption.Foreign}, of another lineage; {@link Resumption.Ahead},
   * if the store was set back to an older copy. Never a start from another place.
   */
  public final Resumption<Event> attach(Region region, Cursor cursor) {
    engine();
    if (cursor.lineage().equals(lineage())) {
      awaitLooked(cursor.position());
    }
    Resumption<Event> resumption = Attach.resume(new RegionProducer(this, hub, region), cursor);
    return resumption instanceof Resumption.Resumed<Event>(Spawned<Items<Event>, Event> attach)
        ? new Resumption.Resumed<>(attach.clock(clock))
        : resumption;
  }

  /** Lets the store's end be at a position, if that may only take a moment. */
  void awaitLooked(long end) {}

  /** Those who are attached. */
  final AttachHub hub() {
    return hub;
  }

  /**
   * Waits until everything before a position is durable, and thereby visible.
   *
   * @return true if it is; false if the time ran out first
   * @throws InterruptedException if the thread is interrupted; nothing was changed
   */
  public final boolean awaitVisible(Position end, Duration atMost) throws InterruptedException {
    if (end.value() == 0) {
      return true;
    }
    long deadlineNanos = clock.deadlineAfter(atMost);
    while (true) {
      Engine engine = engine();
      try {
        Duration left = Duration.ofNanos(Math.max(0, deadlineNanos - clock.nanoTime()));
        return visibleEnd(engine) >= end.value()
            || engine.journal.awaitDurable(Engine.position(end.value() - 1), left);
      } catch (JournalException.Closed | IndexException.Closed _) {
        engineAfter(engine);
      }
    }
  }

  /** Returns size and root of the Merkle tree over all visible entries. */
  public final TreeHead treeHead() {
    return reading(engine -> engine.journal.treeHead(Engine.position(visibleEnd(engine))));
  }

  /**
   * Returns the root of the Merkle tree over the entries before a position.
   *
   * @throws IllegalArgumentException if the position lies behind {@link #head}
   */
  public final TreeHead treeHead(Position end) {
    return reading(engine -> engine.journal.treeHead(end));
  }

  /**
   * Proves that an entry is in the tree of a size, at its position; {@link Event#leaf} is what is
   * proven.
   *
   * @throws IllegalArgumentException if the position does not lie before the end, or the end lies
   *     behind {@link #head}
   */
  public final InclusionProof proveInclusion(Position position, Position end) {
    return reading(engine -> engine.journal.proveInclusion(position, end));
  }

  /**
   * Proves that the larger of two trees has all of the smaller one, unchanged.
   *
   * @throws IllegalArgumentException if the older end lies behind the newer one, or that behind
   *     {@link #head}
   */
  public final ConsistencyProof proveConsistency(Position oldEnd, Position end) {
    return reading(engine -> engine.journal.proveConsistency(oldEnd, end));
  }

  /**
   * Signs what is visible now: who has it can later be shown that an event was there, and that
   * nothing before has changed.
   *
   * @param name of the log, as those who verify know it; the lineage is put behind it, see {@link
   *     LogOrigin}
   */
  public final SignedNote checkpoint(String name, NoteSigner signer) {
    return reading(engine -> {
      TreeHead head = engine.journal.treeHead(Engine.position(visibleEnd(engine)));
      LogOrigin origin = new LogOrigin(name, engine.journal.lineage());
      return Checkpoint.of(origin, head).sign(signer);
    });
  }

  /**
   * Proves the entry at a position to somebody who has a checkpoint's public key, and no store.
   *
   * @throws IllegalArgumentException if the checkpoint is older than the entry, or newer than
   *     {@link #head}
   * @throws ProofException.Malformed if the note is no checkpoint
   */
  public final EntryProof prove(Position position, SignedNote checkpoint) {
    Position end = Engine.position(Checkpoint.parse(checkpoint.text()).head().size());
    return reading(engine -> {
      InclusionProof proof = engine.journal.proveInclusion(position, end);
      return EntryProof.of(engine.lookup.entry(position.value()), proof, checkpoint);
    });
  }

  /**
   * Proves that nothing before an older checkpoint has changed since.
   *
   * @throws IllegalArgumentException if the older one is the newer one, or that is newer than
   *     {@link #head}
   * @throws ProofException.Malformed if a note is no checkpoint
   */
  public final GrowthProof proveGrowth(SignedNote older, SignedNote newer) {
    Position oldEnd = Engine.position(Checkpoint.parse(older.text()).head().size());
    Position end = Engine.position(Checkpoint.parse(newer.text()).head().size());
    return GrowthProof.of(proveConsistency(oldEnd, end), older, newer);
  }

  /** Returns what it has done since it was opened, and holds now. */
  public abstract StoreStatistics statistics();

  /** Ends every waiting, and gives everything back. A second call does nothing. */
  @Override
  public abstract void close();
}
