package dev.stele.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.ground.Disk;
import dev.stele.trial.SimEntropy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** A log as the index sees it, and what each query must answer. Knows nothing of files. */
final class IndexModel {

  static final Path DIRECTORY = Path.of("/index");
  static final UUID LINEAGE = new UUID(11, 12);

  private static final NavigableSet<Long> NONE = Collections.emptyNavigableSet();

  private final TreeMap<Long, TreeSet<Long>> postings = new TreeMap<>();
  private final TreeMap<Long, long[]> log = new TreeMap<>();
  private long end;

  static byte[] seal(long end) {
    byte[] seal = new byte[SealSource.SEAL_BYTES];
    SimEntropy.of(end).fill(seal);
    return seal;
  }

  static PositionIndex writer(Disk disk, int memoryBytes, long durableEnd) {
    IndexOptions options = IndexOptions.writer(disk, DIRECTORY, memoryBytes, Runnable::run);
    return PositionIndex.open(options, LINEAGE, durableEnd, IndexModel::seal);
  }

  static PositionIndex follower(Disk disk, int memoryBytes, long durableEnd) {
    IndexOptions options = IndexOptions.follower(disk, DIRECTORY, memoryBytes);
    return PositionIndex.open(options, LINEAGE, durableEnd, IndexModel::seal);
  }

  /** Behind the last position of the log. */
  long end() {
    return end;
  }

  /** Adds a position to the log, and to no index. */
  void append(long position, long... terms) {
    log.put(position, terms.clone());
    end = position + 1;
    for (long term : terms) {
      postings.computeIfAbsent(term, _ -> new TreeSet<>()).add(position);
    }
  }

  /** Adds so many positions with terms of several frequencies, some with a gap before them. */
  void appendMany(int count, SimEntropy chance) {
    for (int i = 0; i < count; i++) {
      long position = end + (chance.below(8) == 0 ? chance.below(5) : 0);
      long[] terms = new long[chance.below(7)];
      for (int t = 0; t < terms.length; t++) {
        terms[t] = someTerm(chance, position);
      }
      append(position, terms);
    }
  }

  /** Rare and frequent ones; well mixed and not; the first and the last number. */
  static long someTerm(SimEntropy chance, long position) {
    return switch (chance.below(6)) {
      case 0 -> 0;
      case 1 -> -1;
      case 2 -> chance.below(5);
      case 3 -> SimEntropy.of(position).nextLong();
      case 4 -> SimEntropy.of(chance.below(40)).nextLong();
      default -> SimEntropy.of(-chance.below(400)).nextLong();
    };
  }

  static long locator(long position) {
    return position * 31 + 7;
  }

  static byte[] attachment(long position) {
    return ("a" + position).getBytes(StandardCharsets.UTF_8);
  }

  /** Adds to an index what it does not have yet. */
  void feed(PositionIndex index) {
    feed(index, end);
  }

  /** Adds to an index what it does not have yet before a position. */
  void feed(PositionIndex index, long before) {
    if (index.end() < before) {
      log.subMap(index.end(), before)
          .forEach((position, terms) -> {
            long[] more = Arrays.copyOf(terms, terms.length + 2); // Two that are not meant.
            index.add(position, more, terms.length, locator(position), attachment(position));
          });
    }
  }

  List<Long> terms() {
    return List.copyOf(postings.keySet());
  }

  /** The positions of a term. */
  NavigableSet<Long> positions(long term) {
    TreeSet<Long> found = postings.get(term);
    return found == null ? NONE : found;
  }

  /** What a caller finds who asks the index and scans the log where there are gaps. */
  private NavigableSet<Long> expected(PositionIndex index, long term) {
    NavigableSet<Long> all = new TreeSet<>(positions(term).headSet(index.end(), false));
    index.gaps().forEach(gap -> all.subSet(gap.first(), true, gap.end(), false).clear());
    return all;
  }

  /** Compares every answer about some terms. */
  void check(PositionIndex index, SimEntropy chance, Iterable<Long> terms) {
    for (long term : terms) {
      NavigableSet<Long> all = expected(index, term);
      assertThat(forward(index, term, 0, Long.MAX_VALUE, 1 + chance.below(300)))
          .as("positions of %s", term)
          .isEqualTo(List.copyOf(all));
      assertThat(backward(index, term, 0, Long.MAX_VALUE, 1 + chance.below(300)))
          .as("positions of %s, backward", term)
          .isEqualTo(List.copyOf(all.descendingSet()));
      long from = chance.below((int) end + 3);
      long before = chance.below((int) end + 3);
      NavigableSet<Long> some = from >= before ? NONE : all.subSet(from, true, before, false);
      assertThat(forward(index, term, from, before, 3)).isEqualTo(List.copyOf(some));
      assertThat(backward(index, term, from, before, 3))
          .isEqualTo(List.copyOf(some.descendingSet()));
      assertThat(index.last(term, from, before)).isEqualTo(some.isEmpty() ? -1 : some.last());
      assertThat(index.count(term)).isGreaterThanOrEqualTo(all.size());
    }
  }

  /** Compares everything. */
  void checkAll(PositionIndex index, SimEntropy chance) {
    check(index, chance, terms());
    check(index, chance, List.of(chance.nextLong(), Long.MIN_VALUE, Long.MAX_VALUE, 77L));
    for (long position = -1; position < end + 2; position++) {
      boolean isThere = log.containsKey(position) && position < index.end();
      long there = position;
      boolean isLost =
          index.gaps().stream().anyMatch(gap -> there >= gap.first() && there < gap.end());
      assertThat(index.locator(position))
          .as("locator of %s", position)
          .isEqualTo(isThere && !isLost ? locator(position) : -1);
      if (isThere && position >= index.memoryStart()) {
        assertThat(index.attachment(position)).hasValue(attachment(position));
      } else if (!isThere) {
        assertThat(index.attachment(position)).isEmpty();
      }
    }
  }

  static List<Long> forward(PositionIndex index, long term, long from, long end, int room) {
    List<Long> found = new ArrayList<>();
    long[] target = new long[room];
    long next = from;
    for (int count = room; count == room; ) {
      count = index.forward(term, next, end, target);
      for (int i = 0; i < count; i++) {
        found.add(target[i]);
        next = target[i] + 1;
      }
    }
    return found;
  }

  static List<Long> backward(PositionIndex index, long term, long from, long before, int room) {
    List<Long> found = new ArrayList<>();
    long[] target = new long[room];
    long next = before;
    for (int count = room; count == room; ) {
      count = index.backward(term, from, next, target);
      for (int i = 0; i < count; i++) {
        found.add(target[i]);
        next = target[i];
      }
    }
    return found;
  }
}
