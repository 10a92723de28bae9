package dev.stele.store;

import dev.stele.index.PositionIndex;
import dev.stele.journal.JournalReader;
import dev.stele.journal.NewEntry;
import dev.stele.journal.Placement;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Decides which appends stand, one after another, and lets the index know them. */
final class Decider {

  /*
   * Deciding happens on the journal's own thread, when the batch gets its place: what it rests on
   * can be neither taken back nor overtaken. No clock, no chance, no code of the user and, but for
   * the rare case below, no file is touched here: the proposal brings what it needs.
   *
   *   proposer: asOf = where the index goes on in memory; look up everything before asOf
   *   decider:  look up everything from asOf on (memory); else what the proposer found
   *
   * Everything before asOf is durable and immutable, so its findings cannot be wrong by the time
   * they are used; a part of the index that became a file meanwhile is looked up there (the rare
   * case). Heads of streams are remembered, since most appends go to streams that others went to.
   *
   * A refusal changes nothing. What stands is applied when the journal has placed it, not before:
   * the disk may be full.
   */
  private static final int HEADS_MAX = 1 << 15;

  /** A stream without events; one more is the version of its first event. */
  private static final long NONE = -1;

  private final JournalReader journal;
  private final PositionIndex index;
  private final Lookup lookup;
  private final Map<Coordinate, Long> heads = new ConcurrentHashMap<>();
  private long lastMicros;
  private volatile long acceptedEnd;

  Decider(JournalReader journal, PositionIndex index, Lookup lookup, long lastMicros, long end) {
    this.journal = journal;
    this.index = index;
    this.lookup = lookup;
    this.lastMicros = lastMicros;
    this.acceptedEnd = end;
  }

  /** Why an append does not stand. */
  sealed interface Refusal {}

  /** It has been answered. */
  record Refused(Outcome outcome) implements Refusal {}

  /** It was there before: the batch that begins there, of so many entries. */
  record Before(long first, int count, long epoch) implements Refusal {}

  /** The position behind the last entry that has its place. */
  long acceptedEnd() {
    return acceptedEnd;
  }

  /** Tells whether the version of a stream is remembered; it may be forgotten at once. */
  boolean knows(Coordinate stream) {
    return heads.containsKey(stream);
  }

  /** Decides; null if it stands. The order is that of DESIGN S2. */
  @Nullable Refusal refusal(Proposal proposal, long next) {
    Refusal known = known(proposal, next);
    if (known != null) {
      return known;
    }
    if (proposal.denied.isPresent()) {
      return new Refused(proposal.denied.get());
    }
    for (Map.Entry<Coordinate, Expectation> expected : proposal.append.expectations().entrySet()) {
      long head = headOf(expected.getKey(), proposal.findings, next);
      Optional<Version> actual = head == NONE ? Optional.empty() : Optional.of(new Version(head));
      if (!expected.getValue().isMetBy(actual)) {
        return new Refused(
            new Outcome.StreamConflict(expected.getKey(), expected.getValue(), actual));
      }
    }
    Refusal ruledOut = ruledOut(proposal, next);
    return ruledOut == null ? taken(proposal, next) : ruledOut;
  }

  private @Nullable Refusal known(Proposal proposal, long next) {
    if (proposal.append.key().isEmpty()) {
      return null;
    }
    String scope = proposal.append.scope();
    String key = proposal.append.key().get();
    Lookup.Found found = lookup.withKey(scope, key, proposal.findings.asOf(), next);
    if (found == null) {
      found = proposal.findings.key().orElse(null);
    }
    if (found == null) {
      return null;
    }
    ByteBuffer before = found.header().fingerprint();
    return before.equals(proposal.fingerprint)
        ? new Before(found.position(), found.header().keyedCount(), found.header().keyedEpoch())
        : new Refused(new Outcome.KeyConflict(scope, key, Engine.position(found.position())));
  }

  private @Nullable Refusal ruledOut(Proposal proposal, long next) {
    List<Condition> conditions = proposal.append.conditions();
    for (int i = 0; i < conditions.size(); i++) {
      Condition condition = conditions.get(i);
      long from = Math.max(condition.since().value(), proposal.findings.asOf());
      Lookup.Found found = lookup.lastMatch(proposal.append.scope(), condition.query(), from, next);
      if (found == null) {
        found = proposal.findings.conditions().get(i).orElse(null);
      }
      if (found != null) {
        return new Refused(
            new Outcome.ConditionConflict(condition, Engine.position(found.position())));
      }
    }
    return null;
  }

  /** Identities that callers have made may be there already. */
  private @Nullable Refusal taken(Proposal proposal, long next) {
    for (Map.Entry<EventId, Long> own : proposal.findings.ids().entrySet()) {
      Lookup.Found found = lookup.withId(own.getKey(), proposal.findings.asOf(), next);
      long position = found == null ? own.getValue() : found.position();
      if (position != NONE) {
        return new Refused(new Outcome.IdConflict(own.getKey(), Engine.position(position)));
      }
    }
    return null;
  }

  private long headOf(Coordinate stream, Findings findings, long next) {
    Long known = heads.get(stream);
    if (known != null) {
      return known;
    }
    Optional<Lookup.Found> before = findings.heads().get(stream);
    // Forgotten between admission and now: then nobody has looked before asOf.
    long from = before == null ? 0 : findings.asOf();
    Lookup.Found found = lookup.lastOf(stream, from, next);
    if (found == null && before != null) {
      found = before.orElse(null);
    }
    long head = found == null ? NONE : found.header().version();
    remember(stream, head); // Whatever happens to the stream from here on is applied below.
    return head;
  }

  private void remember(Coordinate stream, long head) {
    if (heads.size() > HEADS_MAX) {
      heads.clear();
    }
    heads.put(stream, head);
  }

  /** Gives time, versions and epoch to what is going to be written. */
  List<NewEntry> complete(Proposal proposal, List<Prepared> events, long next, long epoch) {
    long timeMicros = Math.max(lastMicros, proposal.stampedMicros);
    proposal.timeMicros = timeMicros;
    List<NewEntry> entries = new ArrayList<>(events.size());
    Map<Coordinate, Long> inBatch = new HashMap<>();
    for (Prepared event : events) {
      Long before = inBatch.get(event.stream);
      long version = (before == null ? headOf(event.stream, proposal.findings, next) : before) + 1;
      if (events.size() > 1) {
        inBatch.put(event.stream, version);
      }
      entries.add(event.complete(timeMicros, version, epoch));
    }
    return entries;
  }

  /** Takes over what has its place. */
  void apply(Proposal proposal, List<Prepared> events, Placement placement) {
    index.durable(journal.head().value());
    lastMicros = Math.max(lastMicros, proposal.stampedMicros);
    long position = placement.first().value();
    long[] locators = placement.locators();
    for (int i = 0; i < locators.length; i++) {
      Prepared event = events.get(i);
      index.add(position, event.terms.hashes(), event.terms.count(), locators[i], event.header);
      remember(event.stream, event.version);
      position++;
    }
    acceptedEnd = position;
  }
}
