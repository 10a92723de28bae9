package dev.stele.process;

import dev.stele.ground.Clock;
import dev.stele.store.Coordinate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Keeps facts in lists. */
final class MemoryLedger implements Ledger {

  private static final AtomicLong OPENED = new AtomicLong();

  private final Clock clock;
  private final UUID lineage = new UUID(0, OPENED.incrementAndGet());
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock.
  private final List<Stamped> all = new ArrayList<>();
  private final Map<String, List<Stamped>> streams = new HashMap<>();
  private final Map<String, List<Stamped>> tags = new HashMap<>();

  MemoryLedger(Clock clock) {
    this.clock = clock;
  }

  @Override
  public ProcessReader.Tier tier() {
    return ProcessReader.Tier.MEMORY;
  }

  @Override
  public UUID lineage() {
    return lineage;
  }

  @Override
  public Written write(List<Fact> facts, Map<String, Long> expected, Optional<String> unlessTag) {
    for (Fact fact : facts) { // What no store takes, this does not.
      Coordinate.of("memory", fact.stream());
      StoreLedger.event(fact);
    }
    lock.lock();
    try {
      for (Map.Entry<String, Long> entry : expected.entrySet()) {
        if (versionOf(entry.getKey()) != entry.getValue()) {
          return new Written.Moved();
        }
      }
      if (unlessTag.isPresent() && tags.containsKey(unlessTag.get())) {
        return new Written.Taken();
      }
      Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS); // As a store does.
      Instant at = all.isEmpty() || all.getLast().at().isBefore(now) ? now : all.getLast().at();
      List<Stamped> stamped = new ArrayList<>();
      for (Fact fact : facts) {
        Stamped one = new Stamped(fact, all.size(), versionOf(fact.stream()) + 1, at);
        all.add(one);
        streams.computeIfAbsent(fact.stream(), _ -> new ArrayList<>()).add(one);
        fact.tags().forEach(tag -> tags.computeIfAbsent(tag, _ -> new ArrayList<>()).add(one));
        stamped.add(one);
      }
      return new Written.Done(stamped);
    } finally {
      lock.unlock();
    }
  }

  private long versionOf(String stream) {
    List<Stamped> facts = streams.get(stream);
    return facts == null ? NONE : facts.getLast().version();
  }

  @Override
  public long end() {
    lock.lock();
    try {
      return all.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Facts read(Where where) {
    return new Listed(found(where));
  }

  @Override
  public Facts readBackward(Where where) {
    return new Listed(found(where).reversed());
  }

  @Override
  public Facts readStream(String stream, long fromVersion) {
    List<Stamped> facts = found(new Where(stream, null, null, 0));
    return new Listed(facts.stream().filter(fact -> fact.version() >= fromVersion).toList());
  }

  @Override
  public Optional<Stamped> last(String stream) {
    List<Stamped> facts = found(new Where(stream, null, null, 0));
    return facts.isEmpty() ? Optional.empty() : Optional.of(facts.getLast());
  }

  private List<Stamped> found(Where where) {
    lock.lock();
    try {
      return candidates(where).stream()
          .filter(fact -> fact.position() >= where.from())
          .filter(fact -> where.type() == null || fact.fact().type().equals(where.type()))
          .filter(fact -> where.tag() == null || fact.fact().tags().contains(where.tag()))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private List<Stamped> candidates(Where where) {
    @Nullable List<Stamped> found = all;
    if (where.stream() != null) {
      found = streams.get(where.stream());
    } else if (where.tag() != null) {
      found = tags.get(where.tag());
    }
    return found == null ? List.of() : found;
  }

  /** Facts that were found all at once. */
  private static final class Listed implements Facts {
    private final java.util.Iterator<Stamped> facts;

    private Listed(List<Stamped> facts) {
      this.facts = facts.iterator();
    }

    @Override
    public boolean hasNext() {
      return facts.hasNext();
    }

    @Override
    public Stamped next() {
      return facts.next();
    }

    @Override
    public void close() {}
  }
}
