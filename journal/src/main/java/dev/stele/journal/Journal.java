package dev.stele.journal;

import dev.stele.ground.Disk;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskLock;
import dev.stele.ground.DiskOperation;
import dev.stele.ground.Volume;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that last, in one order.
 *
 * <p>A batch of entries is written whole or not at all, and is found after any crash once {@link
 * #append} has returned. Entries have positions from 0, without holes; they are read in that order,
 * each checksum verified. Each is a leaf of one Merkle tree, so that what was there, and that
 * nothing before has changed, can be proven to somebody without the journal. A journal knows
 * nothing of what its entries mean.
 *
 * <p>One writer: the directory is locked against every other one. Any number of {@link
 * JournalFollower} may read along in other processes. Any number of threads may append and read;
 * callers that append at the same time share one sync.
 *
 * <p>After a failed write or sync the journal is poisoned: appends fail with the first cause, reads
 * go on; close it and open it anew, which recovers.
 */
public final class Journal extends JournalReader {

  private final DiskLock lock;
  private final RecoveryReport report;
  private final Committer committer;
  private final AtomicBoolean closed = new AtomicBoolean();

  private final ReentrantLock publishing = new ReentrantLock();
  private final Condition published = publishing.newCondition();
  private volatile View view;

  private Journal(
      Layout layout, JournalOptions options, DiskLock lock, RecoveryReport report, Writer writer) {
    super(layout, options, true);
    this.lock = lock;
    this.report = report;
    this.view = writer.view();
    this.committer = new Committer(layout.directory(), writer, this::publish);
  }

  /**
   * Opens the journal in a directory, makes it if there is none, repairs it if it was not closed.
   *
   * <p>On return a new epoch has begun, durably. A crash at any moment of the opening leaves what
   * was there.
   *
   * @throws JournalException.Locked if another writer has it open
   * @throws JournalException.Damaged if bytes that were durable are not what was written; nothing
   *     was changed
   * @throws JournalException.NewerFormat if a newer version wrote it
   * @throws JournalException.RemoteVolume if the volume is on another machine
   * @throws DiskException if the disk fails, or is full
   */
  public static Journal open(Path directory, JournalOptions options) {
    Layout layout = new Layout(options.disk(), directory);
    requireDirectory(options.disk(), directory);
    DiskLock lock =
        options
            .disk()
            .lock(layout.lock())
            .orElseThrow(() -> new JournalException.Locked(directory));
    Recovery.Opened found = null;
    Writer writer = null;
    boolean opened = false;
    try {
      found = new Recovery(layout, options).open();
      writer = new Writer(layout, options, found);
      beginEpoch(writer, found.catalog(), directory, options);
      writer.prepare();
      Journal journal = new Journal(layout, options, lock, found.report(), writer);
      journal.committer.start();
      opened = true;
      return journal;
    } finally {
      if (!opened) {
        abandon(found, writer, lock);
      }
    }
  }

  private static void abandon(
      Recovery.@Nullable Opened found, @Nullable Writer writer, DiskLock lock) {
    try (lock) {
      if (writer != null) {
        writer.close();
      } else if (found != null) {
        found.active().close();
      }
    }
  }

  static void requireDirectory(Disk disk, Path directory) {
    if (disk.find(directory).isEmpty()) {
      disk.createDirectory(directory);
    }
    if (disk.find(new Layout(disk, directory).catalog()).isEmpty()) {
      disk.syncDirectory(directory.resolveSibling("")); // Whoever made it may have died since.
    }
    Volume volume = disk.volume(directory);
    if (volume.isRemote()) {
      throw new JournalException.RemoteVolume(directory, volume.type());
    }
  }

  private static void beginEpoch(
      Writer writer, Catalog catalog, Path directory, JournalOptions options) {
    Request epoch =
        Batch.request(
            List.of(NewEntry.of(ByteBuffer.allocate(0))),
            Entry.Kind.EPOCH,
            Durability.SYNCED,
            catalog.lineage(),
            options.entropy());
    if (!writer.add(epoch)) {
      throw new DiskException.NoSpace(DiskOperation.WRITE, directory);
    }
    writer.sync();
  }

  /** Appends a batch and returns when it is durable; see {@link #append(List, Durability)}. */
  public Appended append(List<NewEntry> entries) {
    return append(entries, Durability.SYNCED);
  }

  /**
   * Appends a batch: all of its entries, one after another, or none.
   *
   * <p>Results: {@link Appended.Done}, and the batch is as durable as asked; {@link
   * Appended.TooLarge} or {@link Appended.NoRoom}, and nothing was written. There is no outcome in
   * which a part of the batch is readable.
   *
   * <p>Waits for the device. An interrupt does not end the wait; the flag is still set afterwards.
   *
   * @param entries 1 or more, at most {@value JournalOptions#FRAME_BYTES_MAX} bytes with their
   *     headers and those of the journal, and never more than fits a segment
   * @throws JournalException.OutcomeUnknown if the disk failed while the batch was under way
   * @throws JournalException.Poisoned if an earlier write failed; nothing was written
   * @throws JournalException.Closed if the journal is closed; nothing was written
   */
  public Appended append(List<NewEntry> entries, Durability durability) {
    Objects.requireNonNull(durability, "durability");
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("batch must have entries, got none");
    }
    long frameBytes = Batch.frameBytes(entries);
    if (frameBytes > options.frameBytesMax()) {
      return new Appended.TooLarge(frameBytes, options.frameBytesMax());
    }
    Request request =
        Batch.request(entries, Entry.Kind.DATA, durability, view.lineage(), options.entropy());
    return committer.commit(request);
  }

  /**
   * Appends a batch that is made when its turn has come. Results and failures are those of {@link
   * #append(List, Durability)}, and what making it throws; a batch of no entries waits for the
   * durability of everything before it, and writes nothing.
   */
  public Appended append(BatchSource source, Durability durability) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(durability, "durability");
    return committer.commit(Request.late(source, durability, view.lineage(), options.entropy()));
  }

  /**
   * Returns the position behind the last entry that was handed to the system: it survives the end
   * of the process, and after a sync any crash.
   */
  public Position written() {
    return new Position(committer.writtenEnd());
  }

  /**
   * Makes everything durable that was appended before, with whatever durability.
   *
   * <p>Waits for the device. An interrupt does not end the wait; the flag is still set afterwards.
   *
   * @throws JournalException.OutcomeUnknown if the disk failed now
   * @throws JournalException.Poisoned if an earlier write failed
   * @throws JournalException.Closed if the journal is closed
   */
  public void sync() {
    committer.commit(Request.sync());
  }

  /** Returns what opening found. */
  public RecoveryReport recovery() {
    return report;
  }

  @Override
  View view() {
    if (closed.get()) {
      throw new JournalException.Closed(layout.directory());
    }
    return view;
  }

  @Override
  View awaitBeyond(long position, long deadlineNanos) throws InterruptedException {
    publishing.lockInterruptibly();
    try {
      View now = view();
      while (now.endPosition() <= position
          && options.clock().awaitUntil(publishing, published, deadlineNanos)) {
        now = view();
      }
      return view();
    } finally {
      publishing.unlock();
    }
  }

  private void publish(View now) {
    publishing.lock();
    try {
      view = now;
      published.signalAll();
    } finally {
      publishing.unlock();
    }
  }

  /**
   * Finishes what was handed over, makes everything durable, and gives the directory free. A second
   * call does nothing.
   *
   * <p>Waits for the device; an interrupt does not end the wait.
   *
   * @throws JournalException.Poisoned if a write failed, now or earlier; the journal is closed all
   *     the same
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    try (lock) {
      committer.close();
      publish(view); // Wakes who waits for what will not come.
      files.close();
    }
    committer
        .poison()
        .ifPresent(first -> {
          throw new JournalException.Poisoned(layout.directory(), first);
        });
  }
}
