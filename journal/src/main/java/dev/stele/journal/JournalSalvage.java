package dev.stele.journal;

import dev.stele.ground.Disk;
import dev.stele.ground.DiskEntry;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskLock;
import dev.stele.ground.DiskOperation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Saves what is whole of a damaged journal into a fresh one, which begins a new lineage.
 *
 * <p>Nothing is renumbered: in the place of each lost entry stands one of the kind {@link
 * Entry.Kind#LOST}. Where the hash of its leaf is still known, that is kept, and the tree of the
 * new journal is the tree of the old one: inclusion proofs of what was saved hold.
 */
public final class JournalSalvage {

  /** Entries that stand in for lost ones, in one batch. */
  private static final int LOST_MAX = 1000;

  private static final int LOST_BYTES = (int) EntryFormat.lengthOf(0, Digest.BYTES);
  private static final NewEntry NOTHING = NewEntry.of(ByteBuffer.allocate(0));

  private final SalvageSource source;
  private final Layout target;
  private final JournalOptions options;
  private final MerkleHasher hasher = MerkleHasher.create();
  private final Checksum checksum = new Checksum();
  private final Frontier tree = Frontier.empty();
  private final List<SalvageReport.Lost> lost = new ArrayList<>();

  /** Behind the last position that somebody knew to be durable. */
  private long durableEnd;

  private long epoch;
  private long largestFrameBytes;
  private boolean hasEnded;

  private JournalSalvage(SalvageSource source, Layout target, JournalOptions options) {
    this.source = source;
    this.target = target;
    this.options = options;
    this.durableEnd = source.knownEnd();
  }

  /**
   * Salvages a journal that nobody has open. The damaged one is left as it is, but for its lock.
   *
   * <p>Whole batches are kept. What lies behind a hole and was not known to be durable is a torn
   * tail, and is not.
   *
   * @param into a directory that is not there yet; it appears when everything is in it. What a
   *     salvage that failed left, beside it and named {@code .unfinished}, is removed
   * @throws JournalException.Missing if no segment can be told to be one
   * @throws JournalException.Locked if a writer has the damaged journal open
   * @throws IllegalArgumentException if a batch does not fit the segments of the options
   * @throws DiskException.AlreadyExists if the directory is there
   * @throws DiskException if the disk fails, or is full
   */
  public static SalvageReport salvage(Path damaged, Path into, JournalOptions options) {
    Disk disk = options.disk();
    Layout from = new Layout(disk, damaged);
    if (disk.find(damaged).isEmpty()) {
      throw new JournalException.Missing(damaged);
    }
    if (disk.find(into).isPresent()) {
      throw new DiskException.AlreadyExists(DiskOperation.CREATE_DIRECTORY, into);
    }
    Layout target = new Layout(disk, into.resolveSibling(into.getFileName() + ".unfinished"));
    try (DiskLock _ =
        disk.lock(from.lock()).orElseThrow(() -> new JournalException.Locked(damaged))) {
      SalvageReport report = new JournalSalvage(SalvageSource.of(from), target, options).run();
      disk.rename(target.directory(), into);
      disk.syncDirectory(into.resolveSibling(""));
      return report;
    }
  }

  private SalvageReport run() {
    source.forEach(this::survey);
    if (largestFrameBytes > options.frameBytesMax()) {
      throw new IllegalArgumentException(
          "segment size must hold a batch of "
              + largestFrameBytes
              + " bytes, got: "
              + options.segmentBytes());
    }
    removeAll(target.directory());
    Journal.requireDirectory(options.disk(), target.directory());
    Recovery.Opened opened = new Recovery(target, options).create(Math.max(1, epoch));
    try (Writer writer = new Writer(target, options, opened)) {
      source.forEach(frame -> take(frame, writer));
      fill(durableEnd, writer);
      writer.prepare();
      writer.checkpoint();
      TreeHead head = new TreeHead(tree.size(), tree.root(hasher));
      return new SalvageReport(opened.catalog().lineage(), lost, head);
    }
  }

  private void removeAll(Path name) {
    Disk disk = options.disk();
    Optional<DiskEntry> found = disk.find(name);
    if (found.isPresent()) {
      if (found.get().kind() == DiskEntry.Kind.DIRECTORY) {
        disk.list(name).forEach(this::removeAll);
      }
      disk.remove(name);
    }
  }

  private void survey(FrameScanner.Frame frame) {
    durableEnd = Math.max(durableEnd, frame.header().durableThrough());
    epoch = Math.max(epoch, frame.header().epoch());
    largestFrameBytes = Math.max(largestFrameBytes, frame.header().length());
  }

  private void take(FrameScanner.Frame frame, Writer writer) {
    long first = frame.header().firstPosition();
    if (first < tree.size() || hasEnded) {
      return;
    }
    if (first > tree.size()) {
      hasEnded = first >= durableEnd; // Behind a hole, and not known durable: a torn tail.
      if (hasEnded) {
        return;
      }
      fill(first, writer);
    }
    ByteBuffer copy = ByteBuffer.allocate(frame.header().length()).order(ByteOrder.LITTLE_ENDIAN);
    copy.put(0, frame.bytes(), frame.offset(), copy.capacity());
    add(copy, frame.header().entryCount(), writer);
  }

  /** Lets entries that say that they were lost stand for all up to a position. */
  private void fill(long end, Writer writer) {
    while (tree.size() < end) {
      int count = (int) Math.min(lostMax(), end - tree.size());
      ByteBuffer frame =
          ByteBuffer.allocate(FrameFormat.HEADER_BYTES + count * LOST_BYTES)
              .order(ByteOrder.LITTLE_ENDIAN)
              .position(FrameFormat.HEADER_BYTES);
      for (int i = 0; i < count; i++) {
        long position = tree.size() + i;
        Optional<Digest> leaf = source.leaf(position);
        if (leaf.isPresent()) {
          EntryFormat.putLeaf(frame, Entry.Kind.LOST, leaf.get());
        } else {
          EntryFormat.put(
              frame, Entry.Kind.LOST, NOTHING, ByteBuffer.allocate(EntryFormat.SALT_BYTES));
        }
        remember(position, leaf.isPresent());
      }
      add(frame.flip(), count, writer);
    }
  }

  /** As many as a batch takes. */
  private int lostMax() {
    return Math.min(LOST_MAX, (options.frameBytesMax() - FrameFormat.HEADER_BYTES) / LOST_BYTES);
  }

  private void remember(long position, boolean isLeafKnown) {
    Position first = new Position(position);
    if (!lost.isEmpty()) {
      SalvageReport.Lost last = lost.getLast();
      if (last.end().equals(first) && last.areLeavesKnown() == isLeafKnown) {
        lost.removeLast();
        first = last.first();
      }
    }
    lost.add(new SalvageReport.Lost(first, new Position(position + 1), isLeafKnown));
  }

  private void add(ByteBuffer frame, int count, Writer writer) {
    long seed = EntryFormat.seed(writer.view().lineage());
    int at = FrameFormat.HEADER_BYTES;
    for (int i = 0; i < count; i++) {
      EntryFormat.seal(frame, at, seed, checksum);
      at += EntryFormat.lengthAt(frame, at);
    }
    int entries = FrameFormat.entriesChecksum(frame, 0, count);
    Request request = new Request(frame, count, entries, Durability.WRITTEN);
    request.get().forEach(leaf -> tree.append(leaf, hasher));
    if (!writer.add(request)) {
      throw new DiskException.NoSpace(DiskOperation.WRITE, target.directory());
    }
    writer.catchUp();
  }
}
