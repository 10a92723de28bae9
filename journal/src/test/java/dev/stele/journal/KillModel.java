package dev.stele.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a journal must hold after its writers were killed. Knows what was acknowledged, what readers
 * saw, and what earlier audits found; knows nothing of files.
 *
 * <p>A reader of any kind, in the writer's process or in one of its own, is a witness: what it saw
 * is given to {@link #saw}, and must be there at the next audit.
 */
final class KillModel {

  /** A thread of a child. */
  private record Writer(int life, int number) {}

  private final Map<Writer, Integer> acknowledgedCounts = new HashMap<>();
  private final Map<KillBatch, Long> acknowledged = new LinkedHashMap<>();
  private final TreeMap<Long, String> seen = new TreeMap<>();
  private final Map<Integer, Long> epochs = new TreeMap<>();
  private Map<KillBatch, Long> settled = Map.of();

  /** Tells that a child was started, with so many threads that may offer batches. */
  void began(int life, int writerCount) {
    for (int i = 0; i < writerCount; i++) {
      acknowledgedCounts.put(new Writer(life, i), 0);
    }
  }

  /** Tells that an append returned. Batches of one thread come in their order. */
  void acknowledged(KillBatch batch, long position, long epoch) {
    Writer writer = new Writer(batch.life(), batch.writer());
    int before = acknowledgedCounts.merge(writer, 1, Integer::sum) - 1;
    require(batch.number() == before, "batches of a thread must be done in order: " + batch);
    acknowledged.put(batch, position);
    Long other = epochs.put(batch.life(), epoch);
    require(other == null || other == epoch, "a life must have one epoch: " + batch);
  }

  /** Tells that a reader saw an entry. */
  void saw(long position, String text) {
    String other = seen.put(position, text);
    require(other == null || other.equals(text), "two texts were seen at " + position);
  }

  long acknowledgedCount() {
    return acknowledged.size();
  }

  /** Compares everything that a journal holds with everything that it must. */
  void audit(Journal journal) {
    Map<KillBatch, Long> found = found(journal);
    List<KillBatch> order = new ArrayList<>(found.keySet());
    settled.forEach((batch, position) ->
        require(position.equals(found.get(batch)), "what was once found must stay: " + batch));
    List<KillBatch> before = order.subList(0, settled.size());
    require(before.equals(List.copyOf(settled.keySet())), "what was found must stay in order");
    acknowledged.forEach((batch, position) ->
        require(
            position.equals(found.get(batch)),
            "an acknowledged batch must be at %d, found at %s: %s"
                .formatted(position, found.get(batch), batch)));
    requireOrder(order);
    long last = 0;
    for (long epoch : epochs.values()) {
      require(epoch > last, "each life must have a later epoch: " + epochs);
      last = epoch;
    }
    settled = found;
  }

  /** At most the one batch that was under way may follow what a thread was told. */
  private void requireOrder(List<KillBatch> order) {
    Map<Writer, Integer> counts = new HashMap<>();
    for (KillBatch batch : order) {
      Writer writer = new Writer(batch.life(), batch.writer());
      int number = counts.merge(writer, 1, Integer::sum) - 1;
      require(batch.number() == number, "batches of a thread must be in order: " + batch);
      int offered = acknowledgedCounts.getOrDefault(writer, -1) + 1;
      require(number < offered, "nothing but what was offered, found: " + batch);
    }
  }

  /** Reads all; every batch must be whole and stand once. */
  private Map<KillBatch, Long> found(Journal journal) {
    Map<KillBatch, Long> found = new LinkedHashMap<>();
    long position = 0;
    KillBatch.@Nullable Part last = null;
    try (Entries entries = journal.read(Position.FIRST)) {
      for (; entries.hasNext(); position++) {
        Entry entry = entries.next();
        require(entry.position().value() == position, "positions must be dense: " + entry);
        String text = StandardCharsets.UTF_8.decode(entry.payload()).toString();
        String expected = seen.remove(position);
        require(expected == null || expected.equals(text), "what was seen must be there: " + text);
        if (entry.kind() == Entry.Kind.EPOCH) {
          requireWhole(last);
          last = null;
          continue;
        }
        KillBatch.Part part = KillBatch.parse(text);
        if (part.index() == 0) {
          requireWhole(last);
          require(found.put(part.batch(), position) == null, "a batch must stand once: " + text);
        } else {
          boolean follows =
              last != null && part.batch().equals(last.batch()) && part.index() == last.index() + 1;
          require(follows, "a batch must be whole: " + text + " after " + last);
        }
        last = part;
      }
    }
    requireWhole(last);
    require(position == journal.head().value(), "head must be the end: " + journal.head());
    require(seen.isEmpty(), "what was seen must be there: " + seen);
    return found;
  }

  private static void requireWhole(KillBatch.@Nullable Part last) {
    boolean isWhole = last == null || last.index() == last.batch().size() - 1;
    require(isWhole, "a batch must be whole, ends after: " + last);
  }

  private static void require(boolean condition, String promise) {
    if (!condition) {
      throw new AssertionError(promise);
    }
  }
}
