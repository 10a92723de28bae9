package dev.stele.store;

import dev.stele.ground.DiskException;
import dev.stele.index.IndexException;
import dev.stele.index.PositionIndex;
import dev.stele.journal.Entries;
import dev.stele.journal.Entry;
import dev.stele.journal.JournalException;
import dev.stele.journal.JournalReader;
import dev.stele.journal.MerkleHasher;
import dev.stele.journal.Position;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one opening of a store reads with: a log, and an index of it. */
final class Engine {

  final JournalReader journal;

  /** Known beyond its closing: what was appended before is told of after it. */
  final UUID lineage;

  final PositionIndex index;
  final Terms terms;
  final Lookup lookup;

  Engine(JournalReader journal, PositionIndex index) {
    this.journal = journal;
    this.index = index;
    this.lineage = journal.lineage();
    this.terms = new Terms(lineage);
    this.lookup = new Lookup(journal, index, terms);
  }

  static Position position(long value) {
    return new Position(value);
  }

  /**
   * Lets the index know the durable events from a position on, so many entries at most.
   *
   * @return the position behind the last one
   */
  long addToIndex(long from, long entriesMax) {
    try (Entries entries = journal.read(position(from))) {
      long next = from;
      while (entries.hasNext() && next - from < entriesMax) {
        Entry entry = entries.next();
        next = entry.position().value() + 1;
        if (Lookup.isEvent(entry)) {
          byte[] header = new byte[entry.header().remaining()];
          entry.header().get(header);
          Terms.Gathered all = terms.of(EventHeader.of(header, entry.position().value()));
          index.add(entry.position().value(), all.hashes(), all.count(), entry.locator(), header);
          index.durable(next);
        }
      }
      return next;
    }
  }

  /** Returns the position of the first event of a time or later in a range; its end if none is. */
  long firstSince(Instant time, long from, long before) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
    if (Instant.EPOCH.plus(micros, ChronoUnit.MICROS).isBefore(time)) {
      micros++; // Times are whole microseconds: the next one is the first that is not before.
    }
    long low = from;
    long high = before;
    while (low < high) {
      long middle = (low + high) >>> 1;
      long at = middle;
      EventHeader header = lookup.header(at);
      while (header == null && at + 1 < high) {
        at++;
        header = lookup.header(at);
      }
      if (header == null || header.timeMicros() >= micros) {
        high = middle;
      } else {
        low = at + 1;
      }
    }
    return low;
  }

  /** Returns the position from which on a stream has a version and later ones. */
  long positionOf(Coordinate stream, Version version, long end) {
    long low = 0;
    long high = end;
    while (low < high) {
      long middle = (low + high) >>> 1;
      Lookup.Found last = lookup.lastOf(stream, low, middle + 1);
      if (last == null || last.header().version() < version.value()) {
        low = middle + 1;
      } else if (last.header().version() == version.value()) {
        return last.position();
      } else {
        high = last.position();
      }
    }
    return low;
  }

  /** Reads back the receipt of a batch that is visible. */
  Receipt receipt(long first, int count, long epoch) {
    List<Receipt.Placed> events = new ArrayList<>();
    MerkleHasher hasher = MerkleHasher.create();
    Instant time = Instant.EPOCH;
    for (long at = first; at < first + count; at++) {
      Entry entry = lookup.entry(at);
      if (Lookup.isEvent(entry)) {
        Event event = Event.of(entry);
        time = event.time();
        if (!event.coordinate().isReserved()) {
          events.add(
              new Receipt.Placed(
                  event.id(),
                  event.coordinate(),
                  event.version(),
                  event.position(),
                  entry.leaf(hasher)));
        }
      }
    }
    return new Receipt(lineage, epoch, first + count, time, events);
  }

  /** Closes both; of two failures that of the log is thrown, for an index is only a cache. */
  void close() {
    @Nullable IndexException unkept = null;
    try {
      index.close();
    } catch (IndexException e) {
      unkept = e;
    }
    try {
      journal.close();
    } catch (JournalException | DiskException e) {
      if (unkept != null) {
        e.addSuppressed(unkept);
      }
      throw e;
    }
    if (unkept != null) {
      throw unkept;
    }
  }
}
