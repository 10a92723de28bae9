package dev.stele.store;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What an event is found by, as 64-bit hashes: an index finds with them, and what it finds is
 * compared with the full value. Seeded with the lineage, so that no two stores share collisions.
 */
final class Terms {

  private static final long STREAM = 0x9E37_79B9_7F4A_7C15L;
  private static final long SCOPE = 0xC2B2_AE3D_27D4_EB4FL;
  private static final long BELOW = 0x1656_67B1_9E37_79F9L;
  private static final long TYPE = 0x27D4_EB2F_1656_67C5L;
  private static final long TAG = 0x8542_6E35_2B1F_0A7DL;
  private static final long ID = 0xD6E8_FEB8_6659_FD93L;
  private static final long KEY = 0xA076_1D64_78BD_642FL;
  private static final long CORRELATION = 0xE703_7ED1_A0B4_28DBL;
  private static final long EFFECT = 0x8EBC_6AF0_9C88_C6E3L;

  private final long seed;

  Terms(UUID lineage) {
    this.seed = mixed(lineage.getMostSignificantBits() ^ mixed(lineage.getLeastSignificantBits()));
  }

  /** The terms of one event, gathered. */
  static final class Gathered {
    private long[] hashes = new long[16];
    private int count;

    private void add(long hash) {
      if (count == hashes.length) {
        hashes = java.util.Arrays.copyOf(hashes, 2 * count);
      }
      hashes[count++] = hash;
    }

    long[] hashes() {
      return hashes;
    }

    int count() {
      return count;
    }
  }

  /** Gathers all terms of an event. */
  Gathered of(EventHeader header) {
    return of(
        header.coordinate(),
        header.type(),
        header.tags(),
        header.id(),
        header.correlation(),
        header.causes(),
        header.hasKey() ? header.key() : "");
  }

  /** Gathers all terms of an event; the key is empty if it has none. */
  Gathered of(
      Coordinate stream,
      String type,
      Set<String> tags,
      EventId id,
      String correlation,
      List<EventId> causes,
      String key) {
    Gathered all = new Gathered();
    long scope = scope(stream.scope());
    all.add(scope);
    all.add(within(scope, STREAM, stream.entity(), stream.entity().length()));
    for (int i = stream.entity().indexOf(':'); i >= 0; i = stream.entity().indexOf(':', i + 1)) {
      all.add(within(scope, BELOW, stream.entity(), i));
    }
    all.add(within(scope, TYPE, type, type.length()));
    for (String tag : tags) {
      all.add(within(scope, TAG, tag, tag.length()));
    }
    all.add(id(id));
    if (!correlation.equals(id.toString())) {
      all.add(correlation(correlation)); // Else it is found by its identity: most events are.
    }
    for (EventId cause : causes) {
      all.add(effectOf(cause));
    }
    if (!key.isEmpty()) {
      all.add(within(scope, KEY, key, key.length()));
    }
    return all;
  }

  long scope(String scope) {
    return hash(seed ^ SCOPE, scope, scope.length());
  }

  long stream(Coordinate stream) {
    return within(scope(stream.scope()), STREAM, stream.entity(), stream.entity().length());
  }

  /** Of the streams whose entity goes on behind this one. */
  long below(Coordinate stream) {
    return within(scope(stream.scope()), BELOW, stream.entity(), stream.entity().length());
  }

  long type(String scope, String type) {
    return within(scope(scope), TYPE, type, type.length());
  }

  long tag(String scope, String tag) {
    return within(scope(scope), TAG, tag, tag.length());
  }

  long key(String scope, String key) {
    return within(scope(scope), KEY, key, key.length());
  }

  long id(EventId id) {
    return mixed(mixed(seed ^ ID ^ id.high()) ^ id.low());
  }

  /** Of the events that follow from one. */
  long effectOf(EventId cause) {
    return mixed(mixed(seed ^ EFFECT ^ cause.high()) ^ cause.low());
  }

  private long correlation(String correlation) {
    return hash(seed ^ CORRELATION, correlation, correlation.length());
  }

  /** The terms by which all events with a correlation are found. */
  long[] correlated(String correlation) {
    UUID own = EventFormat.canonicalUuid(correlation);
    if (own == null || (own.getMostSignificantBits() | own.getLeastSignificantBits()) == 0) {
      return new long[] {correlation(correlation)};
    }
    return new long[] {correlation(correlation), id(new EventId(own))};
  }

  private static long within(long scope, long kind, String text, int length) {
    return hash(scope ^ kind, text, length);
  }

  /** Four characters at a time, and the length at the end. */
  private static long hash(long start, String text, int length) {
    long hash = start;
    int at = 0;
    for (; at + 4 <= length; at += 4) {
      long four =
          text.charAt(at)
              | ((long) text.charAt(at + 1) << 16)
              | ((long) text.charAt(at + 2) << 32)
              | ((long) text.charAt(at + 3) << 48);
      hash = mixed(hash ^ four);
    }
    long rest = 0;
    for (; at < length; at++) {
      rest = (rest << 16) | text.charAt(at);
    }
    return mixed(mixed(hash ^ rest) ^ length);
  }

  /** Spreads every bit over all of them: a bijection (Stafford's variant 13). */
  private static long mixed(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return z ^ (z >>> 31);
  }
}
