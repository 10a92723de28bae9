package dev.stele.store;

import dev.stele.index.IndexException;
import dev.stele.index.PositionIndex;
import dev.stele.journal.Entry;
import dev.stele.journal.JournalReader;
import dev.stele.journal.Position;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds events: the index says where to look, the log says what is there. For any thread. */
final class Lookup {

  private static final long MANY = 1L << 40;

  private final JournalReader journal;
  private final PositionIndex index;
  private final Terms terms;

  Lookup(JournalReader journal, PositionIndex index, Terms terms) {
    this.journal = journal;
    this.index = index;
    this.terms = terms;
  }

  /**
   * An event that was found.
   *
   * @param position where
   * @param entry as it was read; null if its header is still in memory
   */
  record Found(long position, EventHeader header, @Nullable Entry entry) {}

  /** Returns the event that was found, which is visible. */
  Event event(Found found) {
    Entry read = found.entry;
    return new Event(read == null ? entry(found.position) : read, found.header);
  }

  static boolean isEvent(Entry entry) {
    return entry.kind() == Entry.Kind.DATA && entry.form() != Entry.Form.LEAF_ONLY;
  }

  /** Returns the entry at a position that is visible. */
  Entry entry(long position) {
    return journal.entry(new Position(position), locator(position));
  }

  /** Where an entry lies; -1, for a search, if the index cannot say. */
  private long locator(long position) {
    try {
      return index.locator(position);
    } catch (IndexException.Damaged | IndexException.Unreadable _) {
      return -1;
    }
  }

  /** About how many events have a term: to choose by. */
  long count(long term) {
    try {
      return index.count(term);
    } catch (IndexException.Damaged | IndexException.Unreadable _) {
      return MANY; // What could not be read is given up: the lookup itself does without.
    }
  }

  /** Returns the header of the event at a position; null if there is none. */
  @Nullable EventHeader header(long position) {
    Found found = at(position);
    return found == null ? null : found.header;
  }

  /** Returns the event at a position; null if there is none. */
  private @Nullable Found at(long position) {
    byte[] kept = index.attachment(position).orElse(null);
    if (kept != null) {
      return new Found(position, EventHeader.of(kept, position), null); // Perhaps not durable.
    }
    if (position >= journal.head().value()) {
      return null; // Not an event: all that are not durable are kept.
    }
    Entry entry = entry(position);
    return isEvent(entry)
        ? new Found(position, EventHeader.of(entry.header(), position), entry)
        : null;
  }

  /** Returns the last event in a range that has one of the terms and matches; null if none has. */
  @Nullable Found last(long[] any, long from, long before, Predicate<EventHeader> matches) {
    if (from >= before) {
      return null;
    }
    Candidates candidates = Candidates.backward(index, any, from, before);
    for (long position = candidates.next(); position >= 0; position = candidates.next()) {
      Found found = at(position);
      if (found != null && matches.test(found.header)) {
        return found;
      }
    }
    return null;
  }

  @Nullable Found lastOf(Coordinate stream, long from, long before) {
    return last(
        new long[] {terms.stream(stream)},
        from,
        before,
        event -> event.coordinate().equals(stream));
  }

  @Nullable Found withId(EventId id, long from, long before) {
    return last(new long[] {terms.id(id)}, from, before, event -> event.hasId(id));
  }

  /** Returns the first event of the batch that has a key. */
  @Nullable Found withKey(String scope, String key, long from, long before) {
    return last(
        new long[] {terms.key(scope, key)},
        from,
        before,
        event ->
            event.hasKey() && event.coordinate().scope().equals(scope) && event.key().equals(key));
  }

  /** Returns the last event of a scope in a range that a query matches; null if none does. */
  @Nullable Found lastMatch(String scope, Query query, long from, long before) {
    Found last = null;
    for (Query.Item item : query.items()) {
      long lowest = last == null ? from : last.position + 1;
      Found found =
          last(
              terms(scope, item.types(), item.tags()),
              lowest,
              before,
              event ->
                  event.coordinate().scope().equals(scope)
                      && item.matches(event.type(), event.tags()));
      last = found == null ? last : found;
    }
    return last;
  }

  /**
   * The terms to look for events of a scope by, of which each has one: the rarest tag, or types.
   */
  long[] terms(String scope, Set<String> types, Set<String> tags) {
    if (tags.isEmpty()) {
      return types.stream().mapToLong(type -> terms.type(scope, type)).toArray();
    }
    long rarest = 0;
    long least = Long.MAX_VALUE;
    for (String tag : tags) {
      long term = terms.tag(scope, tag);
      long count = count(term);
      if (count < least) {
        least = count;
        rarest = term;
      }
    }
    return new long[] {rarest};
  }
}
