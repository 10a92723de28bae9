package dev.stele.bench;

import dev.stele.ground.Disk;
import dev.stele.ground.DiskOperation;
import dev.stele.ground.ForwardingDisk;
import dev.stele.journal.Durability;
import dev.stele.journal.Entries;
import dev.stele.journal.Entry;
import dev.stele.journal.Journal;
import dev.stele.journal.JournalOptions;
import dev.stele.journal.NewEntry;
import dev.stele.journal.Position;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The journal, as it is opened without any option. */
final class JournalPeer implements Peer {

  private final CountingDisk disk;
  private final Journal journal;
  private final Durability durability;

  /** What was last made of an entry: keeps the compiler from leaving the making out. */
  private @Nullable Object kept;

  JournalPeer(Path folder, Durability durability) {
    this(folder, durability, Disk.system());
  }

  JournalPeer(Path folder, Durability durability, Disk disk) {
    this.durability = durability;
    this.disk = new CountingDisk(disk);
    this.journal = Journal.open(folder, JournalOptions.standard().on(this.disk));
  }

  /** Counts the syncs of files. */
  private static final class CountingDisk extends ForwardingDisk {
    private final AtomicLong syncs = new AtomicLong();

    CountingDisk(Disk delegate) {
      super(delegate);
    }

    @Override
    protected void before(DiskOperation operation, Path path) {
      if (operation == DiskOperation.SYNC) {
        syncs.incrementAndGet();
      }
    }
  }

  @Override
  public void append(List<byte[]> payloads) {
    append(journal, payloads, durability);
  }

  static void append(Journal journal, List<byte[]> payloads, Durability durability) {
    List<NewEntry> entries = new ArrayList<>(payloads.size());
    for (byte[] payload : payloads) {
      entries.add(NewEntry.of(ByteBuffer.wrap(payload)));
    }
    journal.append(entries, durability).orThrow();
  }

  @Override
  public long replay() {
    return replay(Entry::payload);
  }

  /** Reads all entries from the first on, makes something of each, and returns how many data. */
  long replay(Function<Entry, Object> made) {
    long count = 0;
    try (Entries entries = journal.read(Position.FIRST)) {
      while (entries.hasNext()) {
        Entry entry = entries.next();
        kept = made.apply(entry);
        if (entry.kind() == Entry.Kind.DATA && kept != null) {
          count++;
        }
      }
    }
    return count;
  }

  @Override
  public long syncs() {
    return disk.syncs.get();
  }

  @Override
  public void close() {
    journal.close();
  }
}
