package dev.stele.store;

import dev.stele.journal.Appended;
import dev.stele.journal.BatchSource;
import dev.stele.journal.NewEntry;
import dev.stele.journal.Placement;
import dev.stele.journal.Position;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An append on its way: admitted, and to be decided when its turn has come. */
final class Proposal implements BatchSource {

  final Append append;
  final List<Prepared> events;
  final Findings findings;
  final long stampedMicros;

  /** What its events have; set when it gets its place, before it is answered. */
  long timeMicros;

  /** 32 bytes; of an append without a key nobody asks for them. */
  final ByteBuffer fingerprint;

  /** What a gate says, and the event that tells of it if denials are recorded. */
  final Optional<Outcome.Denied> denied;

  final Optional<Prepared> denial;

  private final Decider decider;
  private List<Prepared> written = List.of();
  private Decider.@Nullable Refusal refusal;

  Proposal(
      Append append,
      List<Prepared> events,
      Findings findings,
      long stampedMicros,
      ByteBuffer fingerprint,
      Optional<Outcome.Denied> denied,
      Optional<Prepared> denial,
      Decider decider) {
    this.append = append;
    this.events = events;
    this.findings = findings;
    this.stampedMicros = stampedMicros;
    this.fingerprint = fingerprint;
    this.denied = denied;
    this.denial = denial;
    this.decider = decider;
  }

  @Override
  public List<NewEntry> make(Position first, long epoch) {
    refusal = decider.refusal(this, first.value());
    if (refusal == null) {
      written = events;
    } else if (refusal instanceof Decider.Refused(Outcome.Denied _) && denial.isPresent()) {
      written = List.of(denial.get());
    }
    return written.isEmpty() ? List.of() : decider.complete(this, written, first.value(), epoch);
  }

  @Override
  public void placed(Placement placement) {
    decider.apply(this, written, placement);
  }

  /** What it has become; the leaves are those of all entries that were written. */
  Receipt receipt(Appended.Done done, UUID lineage) {
    List<Receipt.Placed> placed = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      Prepared event = events.get(i);
      if (!event.stream.isReserved()) {
        placed.add(
            new Receipt.Placed(
                event.id,
                event.stream,
                new Version(event.version),
                done.first().plus(i),
                done.leaves().get(i)));
      }
    }
    Instant time = Instant.EPOCH.plus(timeMicros, ChronoUnit.MICROS);
    long treeSize = done.first().value() + done.entryCount();
    return new Receipt(lineage, done.epoch(), treeSize, time, placed);
  }

  /** Why it does not stand; empty if it does. Known once it has had its turn. */
  Optional<Decider.Refusal> refusal() {
    return Optional.ofNullable(refusal);
  }
}
