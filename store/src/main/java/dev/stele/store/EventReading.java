package dev.stele.store;

import dev.stele.index.IndexException;
import dev.stele.journal.Entries;
import dev.stele.journal.Entry;
import dev.stele.journal.JournalException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of a region: those that an index names, or all of them where that is no more.
 * Survives a restart of the writer by beginning anew where it was.
 */
final class EventReading implements Events {

  /** A candidate of an index costs as much as so many entries that are passed over. */
  private static final int SCAN_FACTOR = 4;

  private final StoreReader reader;
  private final Region region;
  private final boolean isForward;
  private final boolean isFiltered;

  // What is left: positions from `from` to before `before`.
  private long from;
  private long before;

  private Engine engine;

  /**
   * The last step failed: what was begun may be of another engine, or have passed what it missed.
   */
  private boolean isStale;

  private @Nullable Candidates candidates;
  private @Nullable Entries entries;
  private @Nullable Event prepared;
  private boolean closed;

  private EventReading(
      StoreReader reader, Engine engine, Region region, boolean isForward, long from, long before) {
    this.reader = reader;
    this.engine = engine;
    this.region = region;
    this.isForward = isForward;
    this.isFiltered =
        !region
            .until(Engine.position(0))
            .equals(Region.all().from(region.from()).until(Engine.position(0)));
    this.from = from;
    this.before = before;
  }

  /** Begins a reading of what is in a region before an end that is visible. */
  static EventReading of(StoreReader reader, Region region, boolean isForward, long visibleEnd) {
    return reader.reading(engine -> begun(reader, engine, region, isForward, visibleEnd));
  }

  private static EventReading begun(
      StoreReader reader, Engine engine, Region region, boolean isForward, long visibleEnd) {
    long before =
        Math.min(visibleEnd, region.until().map(end -> end.value()).orElse(Long.MAX_VALUE));
    long from = Math.min(region.from().value(), before);
    if (region.since().isPresent()) {
      from = engine.firstSince(region.since().get(), from, before);
    }
    if (region.before().isPresent()) {
      before = engine.firstSince(region.before().get(), from, before);
    }
    EventReading reading = new EventReading(reader, engine, region, isForward, from, before);
    reading.begin();
    return reading;
  }

  private void begin() {
    release();
    long[] terms = from < before ? cheapest(engine, region, before - from) : new long[0];
    if (terms.length == 0) {
      entries =
          isForward
              ? engine.journal.read(Engine.position(from))
              : engine.journal.readBackward(Engine.position(before));
    } else {
      candidates =
          isForward
              ? Candidates.forward(engine.index, terms, from, before)
              : Candidates.backward(engine.index, terms, from, before);
    }
  }

  /** The terms that name the fewest candidates; none if reading everything is no dearer. */
  private static long[] cheapest(Engine engine, Region region, long range) {
    List<long[]> all = termsOf(engine, region);
    long least = range / SCAN_FACTOR;
    long[] chosen = new long[0];
    for (long[] terms : all) {
      long count = 0;
      for (long term : terms) {
        count += engine.lookup.count(term);
      }
      if (count <= least) {
        least = count;
        chosen = terms;
      }
    }
    return chosen;
  }

  private static List<long[]> termsOf(Engine engine, Region region) {
    List<long[]> all = new ArrayList<>();
    Terms terms = engine.terms;
    String scope =
        switch (region.place()) {
          case Region.Place.Everywhere _ -> "";
          case Region.Place.Scope(String only) -> {
            all.add(new long[] {terms.scope(only)});
            yield only;
          }
          case Region.Place.Stream(Coordinate stream) -> {
            all.add(new long[] {terms.stream(stream)});
            yield stream.scope();
          }
          case Region.Place.Below(Coordinate stream) -> {
            all.add(new long[] {terms.stream(stream), terms.below(stream)});
            yield stream.scope();
          }
        };
    region.correlation().ifPresent(text -> all.add(terms.correlated(text)));
    if (!scope.isEmpty()) {
      region.tags().forEach(tag -> all.add(new long[] {terms.tag(scope, tag)}));
      if (!region.types().isEmpty()) {
        all.add(region.types().stream().mapToLong(type -> terms.type(scope, type)).toArray());
      }
    }
    all.sort(Comparator.comparingInt(any -> any.length));
    return all;
  }

  @Override
  public boolean hasNext() {
    while (prepared == null && !closed && from < before) {
      boolean isStep = false;
      try {
        if (isStale) {
          begin();
        }
        prepared = find();
        isStep = true;
      } catch (JournalException.Closed | IndexException.Closed _) {
        engine = reader.engineAfter(engine);
      } finally {
        isStale = !isStep;
      }
    }
    return prepared != null;
  }

  private @Nullable Event find() {
    Entries scanned = entries;
    while (from < before) {
      Entry entry;
      if (scanned != null) {
        entry = scanned.next();
      } else {
        Candidates found = java.util.Objects.requireNonNull(candidates, "candidates");
        long position = found.next();
        if (position < 0) {
          from = before;
          return null;
        }
        entry = engine.lookup.entry(position);
      }
      Event event = Lookup.isEvent(entry) ? Event.of(entry) : null;
      boolean isWanted = event != null && (!isFiltered || region.has(event));
      if (isForward) {
        from = entry.position().value() + 1;
      } else {
        before = entry.position().value();
      }
      if (isWanted) {
        return event;
      }
    }
    return null;
  }

  @Override
  public Event next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no event is left in the region");
    }
    Event event = java.util.Objects.requireNonNull(prepared, "prepared");
    prepared = null;
    return event;
  }

  private void release() {
    Entries open = entries;
    entries = null;
    candidates = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    prepared = null;
    release();
  }
}
