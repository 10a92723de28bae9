package dev.stele.process;

import dev.stele.ground.Clock;
import dev.stele.store.NewEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** Writes down from time to time which processes run, so that opening need not read everything. */
final class Snapshots {

  /*
   * A snapshot is of a position P: what was known when everything before P was applied, and nothing
   * behind it. Its processes are written a little later, each as it is then; what it says of facts
   * behind P does no harm, since each process knows up to where facts were applied to it.
   *
   *   parts     bytes of some 128 KiB, each a fact
   *   the end   a fact that names P, the first part's position, and how many processes have ended how
   *
   * Whoever opens finds the last end, reads its parts, and applies the facts from P on. A snapshot
   * without an end does not count. All of it is a cache: without it everything is read.
   *
   * Parts stand one behind another. Whoever finds that somebody else has written in between gives up:
   * a registry that was closed while it wrote one, and one that was opened meanwhile.
   */

  /** What stands in parts, and how; an end that does not say so is of an older one. */
  private static final String FORMAT = "2";

  /** Small enough for the smallest segments that a store may have. */
  private static final int PART_BYTES = 1 << 17;

  private Snapshots() {}

  /** Writes one. Returns false if it could not be: the next one may. */
  static boolean write(Ledger ledger, List<Fold> folds, Map<String, String> counts, long asOf) {
    long version = ledger.last(Streams.SNAPSHOTS).map(Stamped::version).orElse(Ledger.NONE);
    long first = version + 1;
    long count = 0;
    SnapshotOut out = new SnapshotOut();
    for (int i = 0; i <= folds.size(); i++) {
      boolean isLast = i == folds.size();
      if (out.size() >= PART_BYTES || (isLast && out.size() > 0)) {
        Payload payload = new Payload(NewEvent.BYTES, out.toBytes());
        if (!isWritten(ledger, Types.SNAPSHOT_PART, Map.of(), payload, version + count)) {
          return false;
        }
        count++;
        out = new SnapshotOut();
      }
      if (!isLast && folds.get(i).isKnown()) {
        folds.get(i).write(out);
      }
    }
    Map<String, String> fields = new TreeMap<>(counts);
    fields.put("format", FORMAT);
    fields.put("as-of", Long.toString(asOf));
    fields.put("first", Long.toString(first));
    fields.put("parts", Long.toString(count));
    return isWritten(ledger, Types.SNAPSHOT, fields, Payload.EMPTY, version + count);
  }

  private static boolean isWritten(
      Ledger ledger, String type, Map<String, String> fields, Payload payload, long behind) {
    Fact fact = new Fact(Streams.SNAPSHOTS, type, fields, payload, Set.of());
    Map<String, Long> expected = Map.of(Streams.SNAPSHOTS, behind);
    return ledger.write(List.of(fact), expected, Optional.empty()) instanceof Ledger.Written.Done;
  }

  /** Fills a set with what the last snapshot and the facts behind it say. */
  static Loaded load(Ledger ledger, LiveSet live, Clock clock) {
    long from = 0;
    Optional<Stamped> last =
        ledger.last(new Ledger.Where(Streams.SNAPSHOTS, Types.SNAPSHOT, null, 0));
    if (last.filter(end -> isReadable(end.fact())).isPresent()) {
      Fact end = last.get().fact();
      from = Long.parseLong(end.field("as-of"));
      live.counts(end);
      addParts(ledger, end, live, clock);
    }
    return replay(ledger, live, from, _ -> {});
  }

  private static boolean isReadable(Fact end) {
    return FORMAT.equals(end.fields().get("format"));
  }

  private static void addParts(Ledger ledger, Fact end, LiveSet live, Clock clock) {
    long first = Long.parseLong(end.field("first"));
    long left = Long.parseLong(end.field("parts"));
    if (left == 0) {
      return;
    }
    try (Ledger.Facts facts = ledger.readStream(Streams.SNAPSHOTS, first)) {
      for (; left > 0; left--) {
        SnapshotIn in = new SnapshotIn(facts.next().fact().payload().bytes());
        while (in.hasMore()) {
          live.add(Fold.read(in, clock));
        }
      }
    }
  }

  /**
   * Applies the facts from a position on.
   *
   * @param reached is told how far it has come, after each
   */
  static Loaded replay(Ledger ledger, LiveSet live, long from, LongConsumer reached) {
    long end = ledger.end();
    long count = 0;
    try (Ledger.Facts facts = ledger.read(new Ledger.Where(null, null, null, from))) {
      while (facts.hasNext()) {
        Stamped stamped = facts.next();
        end = Math.max(end, stamped.position() + 1);
        live.replay(stamped);
        reached.accept(stamped.position() + 1);
        count++;
      }
    }
    return new Loaded(end, count);
  }

  /**
   * How far was read.
   *
   * @param facts how many had to be applied one by one
   */
  record Loaded(long end, long facts) {}
}
