package dev.stele.store;

import dev.stele.ground.DiskException;
import dev.stele.index.IndexException;
import dev.stele.index.IndexStatistics;
import dev.stele.journal.Appended;
import dev.stele.journal.Durability;
import dev.stele.journal.JournalException;
import dev.stele.journal.RecoveryReport;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An event store in a directory, open for writing.
 *
 * <p>Appends are decided one after another, by any number of callers at once who share the syncs.
 * An append has returned when its events are durable and visible, unless it asked for less. Reading
 * and appending do not wait for each other.
 *
 * <p>One writer: the directory is locked against every other one. {@link StoreFollower} reads along
 * in other processes.
 *
 * <p>After a failed write or sync the writer is restarted, within the budget of {@link
 * StoreOptions#restarts}: closed, recovered, begun anew in another epoch. Appends that were under
 * way then end as {@link StoreException.OutcomeUnknown}, later ones as {@link
 * StoreException.NotDone} until it is there. Without a budget left, appends fail and reads go on.
 * If the restart itself fails, every call tries it again, and fails with {@link
 * StoreException.Unavailable} until it succeeds.
 */
public final class Store extends StoreReader {

  private final StoreOptions options;
  private final Executor upkeep;
  private final AutoCloseable ownUpkeep;
  private final Admission admission;
  private final Semaphore places;
  private final Counters counters = new Counters();
  private final CursorFiles cursors;
  private final LaterSync laterSync;
  private final Restarts restarts;

  /** Held by whoever restarts or closes; readers and appends that met a closed engine wait here. */
  private final ReentrantLock changing = new ReentrantLock();

  private volatile Openings.Writable open;
  private volatile boolean isClosed;

  /** What had only been written was not all there after a restart; whoever syncs next is told. */
  private volatile boolean isWrittenLost;

  /** Why the last restart did not succeed. */
  private volatile @Nullable Throwable unrestarted;

  private Store(
      Path directory,
      StoreOptions options,
      Executor upkeep,
      AutoCloseable ownUpkeep,
      Openings.Writable open) {
    super(directory, options.journal().clock());
    this.options = options;
    this.upkeep = upkeep;
    this.ownUpkeep = ownUpkeep;
    this.open = open;
    this.admission = new Admission(options);
    this.places = new Semaphore(options.queueMax());
    this.cursors = new CursorFiles(options.journal().disk(), directory);
    this.restarts = new Restarts(options.restarts());
    this.laterSync = new LaterSync(options.journal().clock(), this::syncQuietly);
  }

  /** Opens the store in a directory with the standard options; makes it if there is none. */
  public static Store open(Path directory) {
    return open(directory, StoreOptions.standard());
  }

  /**
   * Opens the store in a directory, makes it if there is none, repairs it if it was not closed. Its
   * index is rebuilt as far as it is missing, which reads the log.
   *
   * @throws JournalException.Locked if another writer has it open
   * @throws JournalException.Damaged if bytes that were durable are not what was written; nothing
   *     was changed
   * @throws JournalException.NewerFormat if a newer version wrote it
   * @throws StoreException.NewerFormat if a newer version wrote one of its events
   * @throws StoreException.Undecodable if an entry of the log is no event: it is not a store's log
   * @throws JournalException.RemoteVolume if the volume is on another machine
   * @throws StoreException.IndexFailed if the index can neither be read nor made anew
   * @throws DiskException if the disk fails, or is full
   */
  public static Store open(Path directory, StoreOptions options) {
    UpkeepThread upkeep = new UpkeepThread("stele-index-" + directory.getFileName());
    boolean opened = false;
    try {
      Store store = open(directory, options, upkeep, upkeep);
      opened = true;
      return store;
    } finally {
      if (!opened) {
        upkeep.close();
      }
    }
  }

  /** As above, with the index's upkeep done by an executor that somebody else closes. */
  static Store open(Path directory, StoreOptions options, Executor upkeep) {
    return open(directory, options, upkeep, () -> {});
  }

  private static Store open(
      Path directory, StoreOptions options, Executor upkeep, AutoCloseable ownUpkeep) {
    return new Store(
        directory, options, upkeep, ownUpkeep, opened(directory, options, upkeep, false));
  }

  private static Openings.Writable opened(
      Path directory, StoreOptions options, Executor upkeep, boolean isRestart) {
    StoreEvents.Opening event = new StoreEvents.Opening();
    event.begin();
    Openings.Writable open = Openings.writable(directory, options, upkeep);
    event.isRestart = isRestart;
    event.entriesExamined = open.journal().recovery().entriesExamined();
    event.bytesCut = open.journal().recovery().bytesCut();
    event.entriesIndexed = open.entriesIndexed();
    event.commit();
    return open;
  }

  /**
   * Appends events: all of them, or none.
   *
   * <p>Results: those of {@link Outcome}. The order of decisions: causes that are not there; the
   * idempotency key; the gates; what is expected of streams; conditions; identities that the caller
   * has made. There is no outcome in which a part of the batch is ever seen.
   *
   * <p>Waits for a place in the queue, and for the device. An interrupt does not end the wait; the
   * flag is still set afterwards.
   *
   * @throws IllegalArgumentException if it has no events, names a stream or type of the store's
   *     own, or one identity twice; nothing was written
   * @throws StoreException.OutcomeUnknown if the disk failed while it was under way
   * @throws StoreException.NotDone if the disk had failed before; nothing was written
   * @throws StoreException.Unavailable if the writer failed and cannot be restarted; nothing was
   *     written
   * @throws StoreException.Closed if the store is closed; nothing was written
   */
  public Outcome append(Append append) {
    places.acquireUninterruptibly();
    try {
      return appendNow(append);
    } finally {
      places.release();
    }
  }

  /**
   * As {@link #append}, unless as many appends are under way as the queue has places.
   *
   * @return empty if there was no place; nothing was written
   */
  public Optional<Outcome> tryAppend(Append append) {
    if (!places.tryAcquire()) {
      return Optional.empty();
    }
    try {
      return Optional.of(appendNow(append));
    } finally {
      places.release();
    }
  }

  private Outcome appendNow(Append append) {
    StoreEvents.Appending event = new StoreEvents.Appending();
    event.begin();
    Outcome outcome = decided(append);
    counters.count(outcome, append.count());
    if (event.shouldCommit()) {
      event.outcome = outcome.getClass().getSimpleName();
      event.events = append.count();
      event.durability = append.durability().name();
      event.commit();
    }
    return outcome;
  }

  private Outcome decided(Append append) {
    Openings.Writable now = requireWritable();
    try {
      return switch (admission.admit(append, now.engine(), now.decider())) {
        case Admission.Admitted.Refused(Outcome outcome) -> outcome;
        case Admission.Admitted.Ready(Proposal proposal) -> decided(proposal, now);
      };
    } catch (JournalException.OutcomeUnknown e) {
      restart(now);
      throw new StoreException.OutcomeUnknown(append.key(), e);
    } catch (JournalException.Poisoned e) {
      restart(now);
      throw new StoreException.NotDone("the disk had failed before", e);
    } catch (JournalException.Closed | IndexException.Closed e) {
      requireWritable();
      throw new StoreException.NotDone("the writer was being restarted", e);
    }
  }

  private Outcome decided(Proposal proposal, Openings.Writable now) {
    // What is told of a denial is durable whatever the append asked for.
    Durability durability =
        proposal.denial.isPresent() ? Durability.SYNCED : proposal.append.durability();
    Appended appended = now.journal().append(proposal, durability);
    if (durability == Durability.WRITTEN) {
      laterSync.written();
    }
    return switch (appended) {
      case Appended.TooLarge large ->
          new Outcome.TooLarge(large.frameBytes(), large.frameBytesMax());
      case Appended.NoRoom _ -> new Outcome.NoRoom();
      case Appended.Done done ->
          switch (proposal.refusal().orElse(null)) {
            case null -> new Outcome.Appended(proposal.receipt(done, now.engine().lineage));
            case Decider.Refused(Outcome outcome) -> outcome;
            case Decider.Before before -> repeated(before, now);
          };
    };
  }

  private static Outcome repeated(Decider.Before before, Openings.Writable now) {
    if (before.first() + before.count() > now.journal().head().value()) {
      now.journal().sync(); // The first one was only written yet, and this one asked for no more.
    }
    return new Outcome.Repeated(
        now.engine().receipt(before.first(), before.count(), before.epoch()));
  }

  private Openings.Writable requireWritable() {
    engine();
    return open;
  }

  /** Restarts what could not be restarted, unless somebody else just has: that one is well. */
  private void restartAgain() {
    changing.lock();
    try {
      if (unrestarted != null) {
        restart(open);
      }
    } finally {
      changing.unlock();
    }
  }

  /** Closes what failed and opens it anew, once, whoever asks for it. */
  private void restart(Openings.Writable failed) {
    changing.lock();
    try {
      if (open.engine() != failed.engine()
          || isClosed
          || !restarts.take(options.journal().clock().nanoTime())) {
        return;
      }
      try {
        failed.engine().close();
      } catch (JournalException | DiskException | IndexException _) {
        // It says what the appends have said.
      }
      Openings.Writable anew = opened(directory(), options, upkeep, true);
      long recoveredEnd = anew.journal().head().value() - 1; // Without the entry of its epoch.
      isWrittenLost |= recoveredEnd < failed.journal().written().value();
      open = anew;
      unrestarted = null;
    } catch (RuntimeException | Error e) { // No memory, for example: another attempt may have some.
      unrestarted = e;
    } finally {
      changing.unlock();
    }
  }

  /**
   * Makes everything durable and visible that was appended before, with whatever durability.
   *
   * @throws StoreException.OutcomeUnknown if the disk failed now; or if the writer was restarted
   *     since, and some of what had only been written was not there any more. That is told once
   * @throws StoreException.NotDone if it had failed before
   * @throws StoreException.Closed if the store is closed
   */
  public void sync() {
    syncNow();
    if (isWrittenLost) {
      isWrittenLost = false;
      throw new StoreException.OutcomeUnknown(
          Optional.empty(),
          new IllegalStateException("the writer was restarted, and not all was found again"));
    }
  }

  private void syncNow() {
    Openings.Writable now = requireWritable();
    try {
      now.journal().sync();
    } catch (JournalException.OutcomeUnknown e) {
      restart(now);
      throw new StoreException.OutcomeUnknown(Optional.empty(), e);
    } catch (JournalException.Poisoned e) {
      restart(now);
      throw new StoreException.NotDone("the disk had failed before", e);
    } catch (JournalException.Closed e) {
      requireWritable();
      throw new StoreException.NotDone("the writer was being restarted", e);
    }
  }

  private void syncQuietly() {
    try {
      syncNow();
    } catch (StoreException _) {
      // Whoever appends next is told.
    }
  }

  /** Returns how far the store has come. */
  public Watermarks watermarks() {
    return reading(_ -> {
      Openings.Writable now = open;
      long durable = now.journal().head().value();
      long written = Math.max(durable, now.journal().written().value());
      long accepted = Math.max(written, now.decider().acceptedEnd());
      return new Watermarks(
          Engine.position(accepted),
          Engine.position(written),
          Engine.position(durable),
          Engine.position(durable));
    });
  }

  /**
   * Opens the durable cursor of a name: a tail of a region whose place survives. One that is new
   * begins where the region begins.
   *
   * @param name 1 to 128 letters, digits, dots, hyphens and underscores
   * @throws StoreException.CursorDamaged if its file is not what was written
   */
  public CursorOpening cursor(String name, Region region) {
    engine();
    return cursors.open(name, region, this);
  }

  /** Returns what the last opening found: this one's, or that of the last restart. */
  public RecoveryReport recovery() {
    return requireWritable().journal().recovery();
  }

  @Override
  public StoreStatistics statistics() {
    Openings.Writable now = requireWritable();
    IndexStatistics index = now.engine().index.statistics();
    return counters.statistics(
        options.queueMax() - places.availablePermits(), restarts.count(), index, hub());
  }

  @Override
  Engine engine() {
    if (isClosed) {
      throw new StoreException.Closed(directory());
    }
    if (unrestarted != null) {
      restartAgain(); // The disk may have come back.
    }
    Throwable failure = unrestarted;
    if (failure != null) {
      throw new StoreException.Unavailable(directory(), failure);
    }
    return open.engine();
  }

  @Override
  Engine engineAfter(Engine gone) {
    changing.lock();
    try {
      Engine now = engine();
      if (now == gone) {
        throw new StoreException.Closed(directory());
      }
      return now;
    } finally {
      changing.unlock();
    }
  }

  @Override
  long visibleEnd(Engine engine) {
    return engine.journal.head().value(); // The index has everything before it is durable.
  }

  /**
   * Finishes what was handed over, makes everything durable, and gives the directory free. A second
   * call does nothing.
   *
   * <p>Waits for the device; an interrupt does not end the wait.
   *
   * @throws JournalException.Poisoned if a write failed; the store is closed all the same
   * @throws StoreException.OutcomeUnknown if a write failed and the writer could not be restarted:
   *     what was only written may be lost
   * @throws StoreException.IndexFailed if only the index could not be written; the next opening
   *     rebuilds it
   */
  @Override
  public void close() {
    changing.lock();
    try {
      if (isClosed) {
        return;
      }
      isClosed = true;
    } finally {
      changing.unlock();
    }
    places.acquireUninterruptibly(options.queueMax()); // Those under way come to their end.
    places.release(options.queueMax());
    laterSync.close();
    cursors.close();
    endAttaches();
    closeParts();
  }

  /** Whoever is attached sees everything: what was only written becomes visible before the end. */
  private void endAttaches() {
    if (hub().attached() > 0) {
      try {
        open.journal().sync();
      } catch (JournalException _) {
        // Closing it says the same.
      }
    }
    hub().close();
  }

  private void closeParts() {
    changing.lock();
    try (UpkeepEnd _ = this::endUpkeep) {
      Optional<RuntimeException> unsaved = Closing.saveIndex(open);
      open.engine().close();
      Throwable failure = unrestarted; // What was closed then says no more.
      if (failure != null) {
        throw new StoreException.OutcomeUnknown(Optional.empty(), failure);
      }
      unsaved.ifPresent(cause -> {
        throw new StoreException.IndexFailed(directory(), cause);
      });
    } catch (IndexException e) {
      throw new StoreException.IndexFailed(directory(), e);
    } finally {
      changing.unlock();
    }
  }

  /** Ends the thread of the index's upkeep. */
  @FunctionalInterface
  private interface UpkeepEnd extends AutoCloseable {
    @Override
    void close();
  }

  private void endUpkeep() {
    if (ownUpkeep instanceof UpkeepThread thread) {
      thread.close();
    }
  }
}
