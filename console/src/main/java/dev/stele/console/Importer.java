package dev.stele.console;

import dev.stele.journal.Durability;
import dev.stele.store.Append;
import dev.stele.store.Event;
import dev.stele.store.EventId;
import dev.stele.store.Outcome;
import dev.stele.store.Receipt;
import dev.stele.store.Store;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Appends the CloudEvents of a file to a store, in the order of the file.
 *
 * <p>Each event is an append of its own, with its id as the key: so a second import, or one that
 * goes on after an interruption, finds what is there, and adds the rest. The appends are only
 * written; a sync after every so many lines makes them durable together (group commit by hand), and
 * another one the last of them. What a crash takes between two syncs the next import puts there.
 */
final class Importer {

  /** The longest line: the largest batch of a store is hardly longer. */
  static final int LINE_BYTES_MAX = 16 << 20;

  private static final int SYNC_LINES = 4_096;
  private static final long SYNC_BYTES = 32 << 20;

  /** How an import goes. */
  record Rules(BadLines badLines, Causes.Unknown unknownCauses, boolean keepsIds) {}

  /** What follows from a bad line. */
  enum BadLines {
    /** The import ends. */
    STOP,
    /** The import goes on with the next line. */
    SKIP
  }

  /** Is told of the import as it goes. */
  interface Listener {

    /** Nobody is told. */
    Listener NOBODY =
        new Listener() {
          @Override
          public void bad(long line, String reason) {}

          @Override
          public void progress(long lines, long bytes) {}
        };

    /** A line is no event that this store can take. */
    void bad(long line, String reason);

    /** So many lines are done, and so many bytes of the file read. */
    void progress(long lines, long bytes);
  }

  private final Store store;
  private final Rules rules;
  private final Listener listener;
  private final Causes causes;
  private long lineCount;
  private long importedCount;
  private long presentCount;
  private long badCount;
  private long unsyncedLines;
  private long unsyncedBytes;

  Importer(Store store, Rules rules, Listener listener) {
    this.store = store;
    this.rules = rules;
    this.listener = listener;
    this.causes = new Causes(store, rules.unknownCauses());
  }

  /**
   * Imports lines up to their end, or until it is told to stop; what it has taken is durable then.
   *
   * @param isStopping is asked before each line
   * @throws IOException if the lines cannot be read; those before are durable
   */
  ImportReport run(Lines lines, BooleanSupplier isStopping) throws IOException {
    boolean isStopped = false;
    try {
      while (!isStopped) {
        isStopped = isStopping.getAsBoolean();
        Optional<Lines.Line> line = isStopped ? Optional.empty() : lines.next();
        if (line.isEmpty()) {
          break;
        }
        lineCount++;
        isStopped = !take(line.get()) && rules.badLines() == BadLines.STOP;
        listener.progress(lineCount, lines.bytesRead());
      }
    } finally {
      sync();
    }
    return new ImportReport(lineCount, importedCount, presentCount, badCount, isStopped);
  }

  /** Takes a line; false if it is a bad one. */
  private boolean take(Lines.Line line) {
    if (line.isBlank()) {
      return true;
    }
    try {
      ByteBuffer bytes =
          line.bytes()
              .orElseThrow(
                  () -> new BadLineException("line must have <= " + LINE_BYTES_MAX + " bytes"));
      append(CloudEventText.parse(bytes));
      unsyncedBytes += bytes.remaining();
      if (++unsyncedLines >= SYNC_LINES || unsyncedBytes >= SYNC_BYTES) {
        sync();
      }
      return true;
    } catch (BadLineException e) {
      badCount++;
      listener.bad(line.number(), e.reason());
      return false;
    }
  }

  private void sync() {
    store.sync();
    causes.synced();
    unsyncedLines = 0;
    unsyncedBytes = 0;
  }

  private void append(CloudEvent event) throws BadLineException {
    String source = event.required(CloudEvent.SOURCE);
    String id = event.required(CloudEvent.ID);
    Optional<Event> own = ownEvent(event);
    if (own.isPresent()) {
      present(event, own.get());
      return;
    }
    List<EventId> found = causes.of(event);
    Outcome outcome;
    try {
      var fresh = CloudEventMapping.toNew(event, found);
      Optional<EventId> kept = rules.keepsIds() ? Identities.parse(id) : Optional.empty();
      Append append =
          Append.to(CloudEventMapping.stream(event))
              .event(kept.map(fresh::id).orElse(fresh))
              .key(id)
              .durability(Durability.WRITTEN);
      outcome = store.append(append);
    } catch (IllegalArgumentException e) {
      throw new BadLineException(CloudEventText.printable(String.valueOf(e.getMessage())));
    }
    switch (outcome) {
      case Outcome.Appended(Receipt receipt) -> {
        importedCount++;
        causes.remember(source, id, receipt.first().id());
      }
      case Outcome.Repeated(Receipt receipt) -> {
        presentCount++;
        causes.remember(source, id, receipt.first().id());
      }
      case Outcome.KeyConflict conflict -> {
        sync(); // The other one may be of this very file, and not to be seen yet.
        present(event, store.at(conflict.first()).orElseThrow());
      }
      case Outcome.NoRoom _ ->
          throw new FailedException(ExitCode.FAILED, Refusals.describe(outcome));
      case Outcome.Conflict _, Outcome.Denied _, Outcome.TooLarge _ ->
          throw new BadLineException(CloudEventText.printable(Refusals.describe(outcome)));
    }
  }

  /** The event that this line is of, if it came out of this store. */
  private Optional<Event> ownEvent(CloudEvent event) {
    return Identities.find(store, event.required(CloudEvent.SOURCE), event.required(CloudEvent.ID));
  }

  /** An event with this id is there: it is this one, or the line cannot be taken. */
  private void present(CloudEvent event, Event there) throws BadLineException {
    if (!CloudEventMapping.toCloudEvent(there, store::find).equals(event)) {
      throw new BadLineException(
          "id must not be that of another event of its source, got: "
              + CloudEventText.quoted(event.required(CloudEvent.ID))
              + " (at position "
              + there.position()
              + ")");
    }
    presentCount++;
    causes.remember(event.required(CloudEvent.SOURCE), event.required(CloudEvent.ID), there.id());
  }
}
