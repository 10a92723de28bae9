package dev.stele.journal;

import dev.stele.ground.Access;
import dev.stele.ground.DiskEntry;
import dev.stele.ground.DiskFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Opens what is on the disk: makes a new journal, goes on with a whole one, or repairs one. */
final class Recovery {

  /*
   * The catalog names a checkpoint: everything before it is durable. Behind it the frames of the
   * last segment are read up to the first thing that is none, at the end X, with the position P.
   *
   *   evidence = the largest durable end that is named by a frame, before or behind X, by the
   *              catalog, or by the head
   *   evidence > P            somebody knew P durable, and it is gone: rot. Nothing is changed.
   *   frames from evidence on whole, visible, not known to be durable: doubtful. A sync of them that
   *                           failed may have dropped them from the disk and left them in the cache.
   *   behind X                torn tail, valid frames included: unsynced sectors land in any order.
   *
   * Without doubtful frames, and with zeros behind X, the segment is written on. Otherwise it is
   * sealed where the doubt begins, and a new segment takes the doubtful frames, re-framed at their
   * own positions, with a salt of its own. The catalog commits both at once. Nothing is ever written
   * over a frame in doubt: a rewrite in place could tear a frame that was durable all along. A crash
   * anywhere leaves the old catalog, and recovery begins again.
   *
   * The catalog names the sealed segment as the one with a remnant. Once it is committed, zeros are
   * written behind that segment's end, at this opening or, if it crashes, at a later one.
   */
  private final Layout layout;
  private final JournalOptions options;

  private long examined;
  private long rewritten;
  private long cutBytes;
  private long hashed;

  Recovery(Layout layout, JournalOptions options) {
    this.layout = layout;
    this.options = options;
  }

  /**
   * A journal ready to be written, its epoch not yet begun.
   *
   * @param catalog as it is on the disk
   */
  record Opened(Catalog catalog, ActiveSegment active, GrowingIndex index, RecoveryReport report) {}

  Opened open() {
    Optional<Catalog> catalog = layout.readCatalog();
    return catalog.isPresent() ? recover(catalog.get()) : create(1);
  }

  /**
   * Makes a journal where there is none.
   *
   * @param epoch that begins with it
   */
  Opened create(long epoch) {
    requireNothingWritten();
    UUID lineage = new UUID(options.entropy().nextLong(), options.entropy().nextLong());
    layout.createDirectories();
    layout.disk().syncDirectory(layout.directory());
    SegmentFormat.Header header = newHeader(lineage, 1, Frontier.empty());
    ActiveSegment active = ActiveSegment.create(layout, header);
    boolean opened = false;
    try {
      Catalog.Segment segment = new Catalog.Segment(1, 0, 0, active.endBytes());
      Catalog catalog =
          new Catalog(lineage, 1, 0, 0, Catalog.Checkpoint.startOf(header), List.of(segment));
      layout.replaceCatalog(catalog);
      opened = true;
      return new Opened(
          catalog, active, new GrowingIndex(header), new RecoveryReport(true, 0, 0, 0, 0, epoch));
    } finally {
      if (!opened) {
        active.close();
      }
    }
  }

  /** A lost catalog must not pass for a journal that was never made. */
  private void requireNothingWritten() {
    if (layout.disk().find(layout.segments()).isEmpty()) {
      return;
    }
    for (Path path : layout.disk().list(layout.segments())) {
      long size = layout.disk().find(path).map(DiskEntry::sizeBytes).orElse(0L);
      if (size > SegmentFormat.HEADER_BYTES) {
        throw new JournalException.Damaged(
            layout.catalog(), 0, "expected a catalog beside the segment " + path.getFileName());
      }
    }
  }

  /**
   * Goes on with what the catalog says.
   *
   * <p>The catalog that is found may be in the cache alone: a process may have died between
   * renaming it and the sync of its name, or that sync may have failed. So it is replaced before
   * anything is done that relies on it.
   */
  private Opened recover(Catalog found) {
    Catalog catalog =
        found.next(found.epoch(), found.remnant(), found.checkpoint(), found.segments());
    Catalog.Segment last = catalog.active();
    Path path = layout.segment(last.number());
    Scan scan;
    GrowingIndex index;
    try (DiskFile file = layout.disk().open(path, Access.READ)) {
      scan = scan(catalog, last, file);
      long evidence = Math.max(scan.durable, scan.remnant.durableThrough());
      if (evidence > scan.end().position()) {
        throw new JournalException.Damaged(path, scan.end().bytes(), scan.wrong);
      }
      index = index(catalog, scan, file);
    }
    examined = scan.end().position() - catalog.checkpoint().position();
    cutBytes = scan.remnant.bytes();
    layout.createDirectories(); // Indexes are caches, and somebody may have removed them.
    layout.replaceCatalog(catalog);
    if (catalog.remnant() != 0) {
      clearRemnant(catalog);
    }
    boolean isClean = scan.durable == scan.end().position() && scan.remnant.bytes() == 0;
    Opened opened = isClean ? goOn(catalog, scan, index) : moveOn(catalog, scan, index);
    boolean finished = false;
    try {
      if (!isClean) {
        clearRemnant(opened.catalog);
      }
      layout.removeStrays(opened.catalog);
      finished = true;
      return opened;
    } finally {
      if (!finished) {
        opened.active.close();
      }
    }
  }

  /**
   * What stands in the last segment behind the checkpoint.
   *
   * @param places before each whole frame, and behind the last
   * @param durable the largest durable end that a whole frame, the checkpoint or the head names
   * @param wrong why the last place is followed by no frame
   */
  private record Scan(
      SegmentFormat.Header header,
      List<FrameScanner.Place> places,
      long durable,
      long epoch,
      Remnant remnant,
      String wrong) {

    FrameScanner.Place end() {
      return places.getLast();
    }

    /** Where the frames begin that nobody is known to have synced. */
    FrameScanner.Place doubt() {
      return places.stream().filter(place -> place.position() >= durable).findFirst().orElseThrow();
    }
  }

  private Scan scan(Catalog catalog, Catalog.Segment last, DiskFile file) {
    SegmentFormat.Header header = Layout.readHeader(file);
    requireSame(file.path(), catalog, last, header);
    FrameScanner.Place start = catalog.checkpoint().place();
    if (file.size() < start.bytes()) {
      throw new JournalException.Damaged(
          file.path(),
          file.size(),
          "segment must have " + start.bytes() + " bytes, got: " + file.size());
    }
    FrameScanner scanner =
        new FrameScanner(file::readFully, file.path(), header, start, file.size());
    List<FrameScanner.Place> places = new ArrayList<>(List.of(start));
    long durable = Math.max(start.position(), publishedEnd(catalog));
    long epoch = catalog.epoch();
    for (var frame = scanner.next(); frame != null; frame = scanner.next()) {
      durable = Math.max(durable, frame.header().durableThrough());
      epoch = Math.max(epoch, frame.header().epoch());
      places.add(scanner.place());
    }
    Remnant remnant = Remnant.of(file, header, places.getLast().bytes());
    return new Scan(header, places, durable, epoch, remnant, scanner.wrong());
  }

  private long publishedEnd(Catalog catalog) {
    return layout
        .readHead()
        .filter(head -> head.lineage().equals(catalog.lineage()))
        .map(Head::endPosition)
        .orElse(0L);
  }

  static void requireSame(
      Path path, Catalog catalog, Catalog.Segment last, SegmentFormat.Header header) {
    boolean isSame =
        header.lineage().equals(catalog.lineage())
            && header.number() == last.number()
            && header.firstPosition() == last.firstPosition();
    if (!isSame) {
      throw new JournalException.Damaged(path, 0, "expected the segment of the catalog");
    }
  }

  /** The index up to where the doubt begins: from its file up to the checkpoint, then computed. */
  private GrowingIndex index(Catalog catalog, Scan scan, DiskFile file) {
    Catalog.Segment last = catalog.active();
    Catalog.Checkpoint checkpoint = catalog.checkpoint();
    GrowingIndex index =
        layout
            .readIndex(scan.header, last)
            .map(stored -> new GrowingIndex(scan.header, stored, checkpoint.frontier()))
            .orElseGet(() -> new GrowingIndex(scan.header));
    long known = index.frontier().size();
    FrameScanner.Place from =
        known == checkpoint.position()
            ? checkpoint.place()
            : Catalog.Checkpoint.startOf(scan.header).place();
    FrameScanner scanner =
        new FrameScanner(file::readFully, file.path(), scan.header, from, scan.end().bytes());
    scanner.readInto(index, checkpoint.position());
    if (!Arrays.equals(index.frontier().encode(), checkpoint.frontier().encode())) {
      throw new JournalException.Damaged(
          file.path(),
          checkpoint.bytes(),
          "entries must be those that the catalog has the hash of");
    }
    scanner.readInto(index, scan.doubt().position());
    hashed = scan.doubt().position() - known;
    return index;
  }

  private Opened goOn(Catalog catalog, Scan scan, GrowingIndex index) {
    FrameScanner.Place end = scan.end();
    Catalog.Checkpoint reached =
        new Catalog.Checkpoint(end.bytes(), (int) end.previous(), index.frontier());
    ActiveSegment active = ActiveSegment.open(layout, scan.header, reached);
    return new Opened(catalog, active, index, report(scan));
  }

  /** Seals the segment where the doubt begins, and takes what is doubtful into a new one. */
  private Opened moveOn(Catalog catalog, Scan scan, GrowingIndex sealedIndex) {
    SegmentFormat.Header header = scan.header;
    FrameScanner.Place doubt = scan.doubt();
    FrameScanner.Place end = scan.end();
    layout.replaceIndex(header.number(), sealedIndex.encode(header, doubt.bytes()));
    SegmentFormat.Header next =
        newHeader(catalog.lineage(), header.number() + 1, sealedIndex.frontier());
    ActiveSegment active = ActiveSegment.create(layout, next);
    GrowingIndex index = new GrowingIndex(next);
    boolean opened = false;
    try {
      try (DiskFile file = layout.disk().open(layout.segment(header.number()), Access.READ)) {
        rewrite(
            new FrameScanner(file::readFully, file.path(), header, doubt, end.bytes()),
            end.position(),
            active,
            index);
      }
      List<Catalog.Segment> segments = new ArrayList<>(catalog.segments());
      segments.removeLast();
      long remnant = 0;
      if (doubt.position() > header.firstPosition()) {
        remnant = header.number();
        segments.add(
            new Catalog.Segment(remnant, header.firstPosition(), doubt.position(), doubt.bytes()));
      }
      segments.add(
          new Catalog.Segment(next.number(), doubt.position(), end.position(), active.endBytes()));
      Catalog.Checkpoint reached =
          new Catalog.Checkpoint(active.endBytes(), active.previous(), index.frontier());
      Catalog repaired = catalog.next(scan.epoch, remnant, reached, segments);
      layout.replaceCatalog(repaired);
      opened = true;
      return new Opened(repaired, active, index, report(scan));
    } finally {
      if (!opened) {
        active.close();
      }
    }
  }

  private void rewrite(
      FrameScanner scanner, long endPosition, ActiveSegment active, GrowingIndex index) {
    Checksum checksum = new Checksum();
    MerkleHasher hasher = MerkleHasher.create();
    long durable = scanner.place().position();
    while (scanner.place().position() < endPosition) {
      FrameScanner.Frame frame = scanner.next();
      if (frame == null) {
        throw scanner.damaged();
      }
      FrameFormat.Header old = frame.header();
      FrameFormat.Header renewed =
          new FrameFormat.Header(
              old.format(),
              old.length(),
              old.entryCount(),
              old.firstPosition(),
              old.epoch(),
              durable,
              active.previous(),
              old.entries(),
              0);
      ByteBuffer copy = ByteBuffer.allocate(old.length()).order(ByteOrder.LITTLE_ENDIAN);
      copy.put(0, frame.bytes(), frame.offset(), old.length());
      int sum = FrameFormat.seal(copy, 0, renewed, active.header().salt(), checksum);
      index.add(active.end(old.firstPosition()), frame.leaves(hasher));
      active.write(copy, sum);
      rewritten += old.entryCount();
    }
    if (rewritten > 0) {
      active.sync();
    }
    hashed += rewritten;
  }

  /** Writes zeros behind the end of the sealed segment that the catalog names, if any. */
  private void clearRemnant(Catalog catalog) {
    for (Catalog.Segment segment : catalog.segments()) {
      if (segment.number() == catalog.remnant()) {
        Path path = layout.segment(segment.number());
        try (DiskFile file = layout.disk().open(path, Access.READ_WRITE)) {
          Remnant.clear(file, segment.endBytes());
        }
      }
    }
  }

  private SegmentFormat.Header newHeader(UUID lineage, long number, Frontier frontier) {
    return new SegmentFormat.Header(lineage, number, options.entropy().nextLong(), frontier);
  }

  private RecoveryReport report(Scan scan) {
    return new RecoveryReport(false, examined, rewritten, cutBytes, hashed, scan.epoch + 1);
  }
}
