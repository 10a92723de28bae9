package dev.stele.process;

import dev.stele.attach.Cursor;
import dev.stele.journal.Position;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A reader of one process, for models of those who wait: each read is one step. All that nobody who
 * waits asks for is refused.
 */
final class OneProcess implements ProcessReader {

  private final ProcessRecord running;
  private final ProcessRecord ended;
  private final AtomicReference<ProcessRecord> record;
  private final AtomicReference<Optional<ProcessEvent>> event =
      new AtomicReference<>(Optional.empty());

  /** Shows one that runs, and may end as another one shows. */
  OneProcess(ProcessRecord running, ProcessRecord ended) {
    this.running = running;
    this.ended = ended;
    this.record = new AtomicReference<>(running);
  }

  void end() {
    record.set(ended);
  }

  void append(ProcessEvent appended) {
    event.set(Optional.of(appended));
  }

  @Override
  public ProcessRecord get(ProcessId id) {
    if (!id.equals(running.id())) {
      throw new ProcessException.UnknownProcess(id, false);
    }
    return record.get();
  }

  @Override
  public Optional<ProcessEvent> firstAfter(ProcessId id, String type, long sequence) {
    return event.get().filter(it -> it.type().equals(type) && it.sequence() > sequence);
  }

  private static UnsupportedOperationException unasked() {
    return new UnsupportedOperationException("nobody who waits asks for this");
  }

  @Override
  public List<Waiting> waits(ProcessId id) {
    throw unasked();
  }

  @Override
  public Tier tier() {
    throw unasked();
  }

  @Override
  public Optional<ProcessRecord> find(ProcessId id) {
    throw unasked();
  }

  @Override
  public Optional<ProcessRecord> findRunning(ProcessId id) {
    throw unasked();
  }

  @Override
  public List<ProcessId> unregistered(Collection<ProcessId> ids) {
    throw unasked();
  }

  @Override
  public Registration registration(ProcessId id) {
    throw unasked();
  }

  @Override
  public Optional<Lease> lease(ProcessId id) {
    throw unasked();
  }

  @Override
  public List<ProcessRecord> list(Filter filter, Optional<ProcessId> after, int limit) {
    throw unasked();
  }

  @Override
  public List<ProcessRecord> latest(Filter filter, Optional<Position> before, int limit) {
    throw unasked();
  }

  @Override
  public StateCounts counts() {
    throw unasked();
  }

  @Override
  public References references() {
    throw unasked();
  }

  @Override
  public Cursor firstChange() {
    throw unasked();
  }

  @Override
  public Changes changedSince(Cursor cursor, int limit) {
    throw unasked();
  }

  @Override
  public List<ProcessEvent> eventsAfter(ProcessId id, long sequence, int limit) {
    throw unasked();
  }

  @Override
  public Optional<ProcessEvent> nth(ProcessId id, String type, long ordinal) {
    throw unasked();
  }

  @Override
  public long countThrough(ProcessId id, String type, long sequence) {
    throw unasked();
  }

  @Override
  public List<ProcessEvent> recent(ProcessId id, int limit) {
    throw unasked();
  }

  @Override
  public List<ProcessEvent> unacknowledgedWakes(ProcessId id, long sequence, int limit) {
    throw unasked();
  }

  @Override
  public List<WakeDelivery> wakes(SessionScope scope, Position from, int limit) {
    throw unasked();
  }

  @Override
  public List<HistoryEntry> history(ProcessId id) {
    throw unasked();
  }

  @Override
  public List<Grant> grants(SessionScope scope) {
    throw unasked();
  }

  @Override
  public List<Grant> liveGrants(SessionScope scope) {
    throw unasked();
  }

  @Override
  public boolean hasGrant(SessionScope scope, ProcessId id) {
    throw unasked();
  }

  @Override
  public List<Grant> grantsOf(ProcessId id) {
    throw unasked();
  }

  @Override
  public void close() {}
}
