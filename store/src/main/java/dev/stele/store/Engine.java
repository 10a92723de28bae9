package dev.stele.store;

import dev.stele.index.PositionIndex;
import dev.stele.journal.Entries;
import dev.stele.journal.Entry;
import dev.stele.journal.JournalReader;
import dev.stele.journal.MerkleHasher;
import dev.stele.journal.Position;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What one opening of a store reads with: a log, and an index of it. */
final class Engine {

  final JournalReader journal;
  final PositionIndex index;
  final Terms terms;
  final Lookup lookup;

  Engine(JournalReader journal, PositionIndex index) {
    this.journal = journal;
    this.index = index;
    this.terms = new Terms(journal.lineage());
    this.lookup = new Lookup(journal, index, terms);
  }

  static Position position(long value) {
    return new Position(value);
  }

  /**
   * Lets the index know the durable events from a position on.
   *
   * @return the position behind the last one
   */
  long addToIndex(long from) {
    try (Entries entries = journal.read(position(from))) {
      long next = from;
      while (entries.hasNext()) {
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
    for (long at = first; at < first + count; at++) {
      Entry entry = lookup.entry(at);
      if (Lookup.isEvent(entry)) {
        Event event = Event.of(entry);
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
    return new Receipt(journal.lineage(), epoch, first + count, events);
  }

  /** Closes both; what fails first is thrown. */
  void close() {
    try (journal) {
      index.close();
    }
  }
}
