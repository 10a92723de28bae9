package dev.stele.bench;

import dev.stele.journal.Durability;
import dev.stele.journal.Entries;
import dev.stele.journal.Entry;
import dev.stele.journal.Journal;
import dev.stele.journal.JournalOptions;
import dev.stele.journal.NewEntry;
import dev.stele.journal.Position;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The bare journal, with as many bytes for an event as the store writes: what the store can at best
 * be as fast as. Knows no streams.
 */
final class JournalEvents implements EventPeer {

  private final WatchedDisk disk = new WatchedDisk();
  private final Durability durability;
  private final NewEntry entry;
  private final Journal journal;

  /** Opens one that appends the same entry for each event. */
  JournalEvents(Path folder, Durability durability, Entry sample) {
    this.durability = durability;
    entry = new NewEntry(sample.contentType(), 0, sample.header(), sample.payload());
    journal = Journal.open(folder, JournalOptions.standard().on(disk));
  }

  @Override
  public void append(List<Batch> batches) {
    for (Batch batch : batches) {
      List<NewEntry> entries = new ArrayList<>(batch.drafts().size());
      for (int i = 0; i < batch.drafts().size(); i++) {
        entries.add(entry);
      }
      journal.append(entries, durability).orThrow();
    }
  }

  @Override
  public boolean knowsEvents() {
    return false;
  }

  @Override
  public long count() {
    long count = 0;
    try (Entries entries = journal.read(Position.FIRST)) {
      while (entries.hasNext()) {
        if (entries.next().kind() == Entry.Kind.DATA) {
          count++;
        }
      }
    }
    return count;
  }

  @Override
  public void stream(String entity, Consumer<Found> sink) {
    throw new UnsupportedOperationException("a journal knows no streams");
  }

  @Override
  public void replay(Consumer<Found> sink) {
    throw new UnsupportedOperationException("a journal knows no events");
  }

  @Override
  public Optional<Found> find(UUID id) {
    throw new UnsupportedOperationException("a journal knows no identities");
  }

  @Override
  public long syncs() {
    return disk.syncs();
  }

  @Override
  public void close() {
    journal.close();
  }
}
