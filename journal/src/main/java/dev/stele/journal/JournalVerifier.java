package dev.stele.journal;

import dev.stele.ground.Access;
import dev.stele.ground.Disk;
import dev.stele.ground.DiskEntry;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every byte of a journal: checksums, order, hashes, and zeros where nothing was written.
 * Changes nothing and takes no lock; a journal that is being written is verified as far as it is
 * durable.
 */
public final class JournalVerifier {

  private static final int WINDOW_BYTES = 1 << 16;
  private static final int ATTEMPTS_MAX = 8;

  private final Layout layout;
  private final Consumer<Entry> each;
  private final List<VerifyReport.Finding> findings = new ArrayList<>();
  private long entryCount;
  private long epoch;
  private Optional<Head> seenHead = Optional.empty();
  private long seenGeneration;

  private JournalVerifier(Layout layout, Consumer<Entry> each) {
    this.layout = layout;
    this.each = each;
  }

  /**
   * Verifies a journal. If it is closed, there is a finding for every single byte of its files that
   * is not what was written.
   *
   * @throws JournalException.Missing if there is no journal in the directory
   * @throws JournalException.NewerFormat if a newer version wrote it
   * @throws dev.stele.ground.DiskException if the disk fails
   */
  public static VerifyReport verify(Path directory, Disk disk) {
    return verify(directory, disk, _ -> {});
  }

  /**
   * As {@link #verify(Path, Disk)}, and shows each entry that is whole, in order: to whom they mean
   * something. Begins anew, with the first entry, if a writer has opened the journal meanwhile;
   * goes on behind a damaged segment.
   */
  public static VerifyReport verify(Path directory, Disk disk, Consumer<Entry> each) {
    Layout layout = new Layout(disk, directory);
    for (int attempt = 1; ; attempt++) {
      JournalVerifier verifier = new JournalVerifier(layout, each);
      VerifyReport report = verifier.verify();
      // A writer may have opened it meanwhile, and what it writes is no stray.
      if (report.findings().isEmpty() || attempt == ATTEMPTS_MAX || !verifier.hasMoved()) {
        return report;
      }
    }
  }

  private boolean hasMoved() {
    try {
      return !layout.readHead().equals(seenHead)
          || layout.readCatalog().map(Catalog::generation).orElse(0L) != seenGeneration;
    } catch (JournalException.Damaged _) {
      return false;
    }
  }

  private VerifyReport verify() {
    Catalog catalog;
    try {
      catalog =
          layout.readCatalog().orElseThrow(() -> new JournalException.Missing(layout.directory()));
    } catch (JournalException.Damaged damage) {
      lost(damage);
      return new VerifyReport(findings, 0, 0, false, Optional.empty());
    }
    seenGeneration = catalog.generation();
    Optional<Head> head = head(catalog);
    boolean isClosed = head.isPresent() && isLast(head.get(), catalog);
    expectZeros(layout.reserve(), 0);
    expectEmptyLock();
    @Nullable Frontier end = Frontier.empty();
    for (Catalog.Segment segment : catalog.segments()) {
      boolean isStill = isClosed || segment.number() != catalog.active().number();
      end = verify(catalog, isStill ? segment : durable(catalog, head), isStill, end);
      if (isStill && segment.number() != catalog.remnant()) {
        expectZeros(layout.segment(segment.number()), segment.endBytes());
      }
    }
    boolean isLost =
        findings.stream().anyMatch(finding -> finding.kind() == VerifyReport.Kind.LOSS);
    Optional<TreeHead> tree =
        Optional.ofNullable(isLost ? null : end)
            .map(of -> new TreeHead(of.size(), of.root(MerkleHasher.create())));
    return new VerifyReport(findings, catalog.segments().size(), entryCount, isClosed, tree);
  }

  private Optional<Head> head(Catalog catalog) {
    seenHead = layout.readHead();
    Optional<Head> head = seenHead.filter(found -> found.lineage().equals(catalog.lineage()));
    if (head.isEmpty()) {
      report(VerifyReport.Kind.CACHE, layout.head(), 0, "expected the head of the journal");
    }
    return head;
  }

  /** Was the journal closed? Its closing leaves the same end in the catalog and in the head. */
  private static boolean isLast(Head head, Catalog catalog) {
    return head.generation() == catalog.generation()
        && head.epoch() == catalog.epoch()
        && head.endPosition() == catalog.checkpoint().position()
        && head.endBytes() == catalog.checkpoint().bytes();
  }

  /** Returns the last segment as far as it is known durable. */
  private static Catalog.Segment durable(Catalog catalog, Optional<Head> head) {
    Catalog.Segment last = catalog.active();
    return head.filter(found -> found.generation() == catalog.generation())
        .filter(found -> found.endPosition() > last.endPosition())
        .map(found ->
            new Catalog.Segment(
                last.number(), last.firstPosition(), found.endPosition(), found.endBytes()))
        .orElse(last);
  }

  /** Verifies a segment; returns the frontier behind it, null if it is damaged. */
  private @Nullable Frontier verify(
      Catalog catalog, Catalog.Segment segment, boolean isStill, @Nullable Frontier before) {
    Path path = layout.segment(segment.number());
    if (layout.disk().find(path).isEmpty()) {
      report(VerifyReport.Kind.LOSS, path, 0, "segment expected, found none");
      return null;
    }
    try (DiskFile file = layout.disk().open(path, Access.READ)) {
      SegmentFormat.Header header = Layout.readHeader(file);
      Recovery.requireSame(path, catalog, segment, header);
      require(before == null || same(before, header.frontier()), path, 48, "hash of the tree");
      GrowingIndex index = new GrowingIndex(header);
      read(catalog, segment, file, index);
      if (isStill) {
        compareIndex(segment, header, index);
      }
      return index.frontier();
    } catch (JournalException.Damaged damage) {
      lost(damage);
      return null;
    } catch (DiskException.Failed failure) {
      report(VerifyReport.Kind.LOSS, path, 0, String.valueOf(failure.getMessage()));
      return null;
    }
  }

  private void read(Catalog catalog, Catalog.Segment segment, DiskFile file, GrowingIndex index) {
    long limit = Math.min(segment.endBytes(), file.size());
    FrameScanner scanner =
        new FrameScanner(
            file::readFully,
            file.path(),
            Layout.readHeader(file),
            index.placeBefore(segment.firstPosition()),
            limit);
    MerkleHasher hasher = MerkleHasher.create();
    Catalog.Checkpoint checkpoint = catalog.checkpoint();
    while (scanner.place().position() < segment.endPosition()) {
      requireCheckpoint(checkpoint, scanner.place(), index);
      FrameScanner.Frame frame = scanner.next();
      if (frame == null) {
        throw scanner.damaged();
      }
      FrameFormat.Header header = frame.header();
      require(header.epoch() >= epoch, file.path(), frame.at(), "epoch of a frame");
      require(
          header.durableThrough() <= header.firstPosition(),
          file.path(),
          frame.at(),
          "durable end of a frame");
      epoch = header.epoch();
      index.add(frame.place(), frame.leaves(hasher));
      entryCount += header.entryCount();
      show(frame, segment.number());
    }
    requireCheckpoint(checkpoint, scanner.place(), index);
    boolean isEnd =
        scanner.place().position() == segment.endPosition()
            && scanner.place().bytes() == segment.endBytes();
    require(isEnd, file.path(), scanner.place().bytes(), "end of the segment");
  }

  private void show(FrameScanner.Frame frame, long segment) {
    int at = frame.offset() + FrameFormat.HEADER_BYTES;
    FrameFormat.Header header = frame.header();
    for (long next = header.firstPosition(); next < header.endPosition(); next++) {
      each.accept(frame.entry(next, at, segment));
      at += EntryFormat.lengthAt(frame.bytes(), at);
    }
  }

  private void requireCheckpoint(
      Catalog.Checkpoint checkpoint, FrameScanner.Place place, GrowingIndex index) {
    if (place.position() == checkpoint.position()) {
      boolean isSame = same(index.frontier(), checkpoint.frontier());
      require(isSame, layout.catalog(), 96, "hash of the tree");
    }
  }

  private static boolean same(Frontier one, Frontier other) {
    return Arrays.equals(one.encode(), other.encode());
  }

  private static void require(boolean condition, Path path, long positionBytes, String what) {
    if (!condition) {
      throw new JournalException.Damaged(
          path, positionBytes, what + " must be that of the entries before it");
    }
  }

  private void compareIndex(
      Catalog.Segment segment, SegmentFormat.Header header, GrowingIndex index) {
    Path path = layout.index(segment.number());
    if (layout.disk().find(path).isEmpty()) {
      report(VerifyReport.Kind.CACHE, path, 0, "index expected, found none");
      return;
    }
    try (DiskFile file = layout.disk().open(path, Access.READ)) {
      long at = 0;
      for (ByteBuffer expected : index.encode(header, segment.endBytes())) {
        int length = (int) Math.max(0, Math.min(expected.remaining(), file.size() - at));
        ByteBuffer found = ByteBuffer.allocate(length);
        file.readFully(at, found);
        int different = expected.mismatch(found.flip());
        if (different >= 0) {
          report(VerifyReport.Kind.CACHE, path, at + different, "index must be its segment's");
          return;
        }
        at += length;
      }
      if (file.size() > at) {
        report(VerifyReport.Kind.CACHE, path, at, "index must end, got more bytes");
      }
    }
  }

  private void expectZeros(Path path, long from) {
    if (layout.disk().find(path).isEmpty()) {
      return;
    }
    try (DiskFile file = layout.disk().open(path, Access.READ)) {
      ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES);
      long size = file.size();
      for (long at = from; at < size; at += WINDOW_BYTES) {
        window.clear().limit((int) Math.min(WINDOW_BYTES, size - at));
        file.readFully(at, window);
        for (int i = 0; i < window.limit(); i++) {
          if (window.get(i) != 0) {
            report(VerifyReport.Kind.STRAY, path, at + i, "zeros expected, found others");
            return;
          }
        }
      }
    }
  }

  /** The lock itself is never opened: that would give it up, if it is this process's. */
  private void expectEmptyLock() {
    long size = layout.disk().find(layout.lock()).map(DiskEntry::sizeBytes).orElse(0L);
    if (size > 0) {
      report(VerifyReport.Kind.STRAY, layout.lock(), 0, "lock must be empty, got: " + size);
    }
  }

  private void lost(JournalException.Damaged damage) {
    report(
        VerifyReport.Kind.LOSS,
        damage.file(),
        damage.positionBytes(),
        String.valueOf(damage.getMessage()));
  }

  private void report(VerifyReport.Kind kind, Path file, long positionBytes, String problem) {
    findings.add(new VerifyReport.Finding(kind, file, positionBytes, problem));
  }
}
