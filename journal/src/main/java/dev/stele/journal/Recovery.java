package dev.stele.journal;

import dev.stele.ground.Access;
import dev.stele.ground.DiskEntry;
import dev.stele.ground.DiskFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Opens what is on the disk: makes a new journal, goes on with a whole one, or repairs one. */
final class Recovery {

  /*
   * The catalog names a checkpoint: everything before it is durable. Behind it the frames of the
   * last segment are read up to the first thing that is none, at the end X, with the position P.
   *
   *   evidence = the largest "durable through" of any header, before or behind X, and of the catalog
   *   evidence > P            somebody knew P durable, and it is gone: rot. Nothing is changed.
   *   frames from evidence on whole, visible, not known to be durable: doubtful. A sync of them that
   *                           failed may have dropped them from the disk and left them in the cache.
   *   behind X                torn tail, valid frames included: unsynced sectors land in any order.
   *
   * Without doubtful frames, and with zeros behind X, the segment is written on. Otherwise it is
   * sealed where the doubt begins, and a new segment takes the doubtful frames, re-framed at their
   * own positions, with a salt of its own. The catalog commits both at once. The old segment is
   * never written to: a rewrite in place could tear a frame that was durable all along, and a cut
   * could leave a remnant. A crash anywhere leaves the old catalog, and recovery begins again.
   */
  private final Layout layout;
  private final JournalOptions options;

  private long examined;
  private long rewritten;
  private long cutBytes;

  Recovery(Layout layout, JournalOptions options) {
    this.layout = layout;
    this.options = options;
  }

  /** A journal ready to be written, its epoch not yet begun. */
  record Opened(Catalog catalog, ActiveSegment active, long nextPosition, RecoveryReport report) {}

  Opened open() {
    Optional<Catalog> catalog = layout.readCatalog();
    return catalog.isPresent() ? recover(catalog.get()) : create();
  }

  private Opened create() {
    requireNothingWritten();
    UUID lineage = new UUID(options.entropy().nextLong(), options.entropy().nextLong());
    if (layout.disk().find(layout.segments()).isEmpty()) {
      layout.disk().createDirectory(layout.segments());
    }
    layout.disk().syncDirectory(layout.directory());
    ActiveSegment active = newSegment(lineage, 1, 0);
    boolean opened = false;
    try {
      Catalog.Checkpoint start = new Catalog.Checkpoint(0, SegmentFormat.HEADER_BYTES, 0);
      Catalog.Segment segment = new Catalog.Segment(1, 0, 0, SegmentFormat.HEADER_BYTES);
      Catalog catalog = new Catalog(lineage, 1, 0, start, List.of(segment));
      layout.replaceCatalog(catalog);
      opened = true;
      return new Opened(catalog, active, 0, new RecoveryReport(true, 0, 0, 0, 1));
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

  private Opened recover(Catalog catalog) {
    Catalog.Segment last = catalog.active();
    Path path = layout.segment(last.number());
    Scan scan;
    try (DiskFile file = layout.disk().open(path, Access.READ)) {
      scan = scan(catalog, last, file);
    }
    FrameScanner.Place end = scan.end();
    if (Math.max(scan.durable, scan.remnant.durableThrough) > end.position()) {
      throw new JournalException.Damaged(path, end.bytes(), scan.wrong);
    }
    examined = end.position() - catalog.checkpoint().position();
    cutBytes = scan.remnant.bytes;
    boolean isClean = scan.durable == end.position() && scan.remnant.bytes == 0;
    Catalog known = catalog.next(scan.epoch, catalog.checkpoint(), catalog.segments());
    return isClean ? goOn(known, scan) : moveOn(known, scan);
  }

  /**
   * What stands in the last segment behind the checkpoint.
   *
   * @param places before each whole frame, and behind the last
   * @param durable the largest "durable through" of the whole frames and of the checkpoint
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
  }

  private static Scan scan(Catalog catalog, Catalog.Segment last, DiskFile file) {
    SegmentFormat.Header header = SegmentFormat.decode(ActiveSegment.readHeader(file), file.path());
    requireSame(file.path(), catalog, last, header);
    Catalog.Checkpoint checkpoint = catalog.checkpoint();
    FrameScanner.Place start =
        new FrameScanner.Place(
            checkpoint.position(),
            checkpoint.bytes(),
            Integer.toUnsignedLong(checkpoint.previous()));
    FrameScanner scanner =
        new FrameScanner(
            file, header, catalog.lineage().getMostSignificantBits(), start, file.size());
    List<FrameScanner.Place> places = new ArrayList<>(List.of(start));
    long durable = checkpoint.position();
    long epoch = catalog.epoch();
    for (var frame = scanner.next(); frame != null; frame = scanner.next()) {
      durable = Math.max(durable, frame.header().durableThrough());
      epoch = Math.max(epoch, frame.header().epoch());
      places.add(scanner.place());
    }
    Remnant remnant = remnant(file, header, places.getLast().bytes());
    return new Scan(header, places, durable, epoch, remnant, scanner.wrong());
  }

  private static void requireSame(
      Path path, Catalog catalog, Catalog.Segment last, SegmentFormat.Header header) {
    boolean isSame =
        header.lineage().equals(catalog.lineage())
            && header.number() == last.number()
            && header.firstPosition() == last.firstPosition();
    if (!isSame) {
      throw new JournalException.Damaged(path, 0, "expected the segment of the catalog");
    }
  }

  /**
   * What lies behind the last whole frame.
   *
   * @param bytes up to the last one that is not zero
   * @param durableThrough the largest that a header there claims
   */
  private record Remnant(long bytes, long durableThrough) {}

  private static Remnant remnant(DiskFile file, SegmentFormat.Header header, long from) {
    long size = file.size();
    long lastBytes = from;
    long durableThrough = 0;
    Checksum checksum = new Checksum();
    ByteBuffer window = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    for (long at = from; at < size; at += window.capacity() - FrameFormat.HEADER_BYTES) {
      window.clear().limit((int) Math.min(window.capacity(), size - at));
      file.readFully(at, window);
      window.flip();
      for (int i = 0; i < window.limit(); i++) {
        if (window.get(i) != 0) {
          lastBytes = Math.max(lastBytes, at + i + 1);
        }
      }
      // Frames begin at multiples of eight, as the first one does.
      for (int i = 0; i + FrameFormat.HEADER_BYTES <= window.limit(); i += 8) {
        if (FrameFormat.isHeader(window, i, header.salt(), checksum)) {
          durableThrough = Math.max(durableThrough, FrameFormat.header(window, i).durableThrough());
        }
      }
    }
    return new Remnant(lastBytes - from, durableThrough);
  }

  private Opened goOn(Catalog catalog, Scan scan) {
    FrameScanner.Place end = scan.end();
    Catalog.Checkpoint reached =
        new Catalog.Checkpoint(end.position(), end.bytes(), (int) end.previous());
    ActiveSegment active = ActiveSegment.open(layout, scan.header, reached);
    return new Opened(catalog, active, end.position(), report(catalog));
  }

  /** Seals the segment where the doubt begins, and takes what is doubtful into a new one. */
  private Opened moveOn(Catalog catalog, Scan scan) {
    SegmentFormat.Header header = scan.header;
    FrameScanner.Place doubt =
        scan.places.stream()
            .filter(place -> place.position() >= scan.durable)
            .findFirst()
            .orElseThrow();
    FrameScanner.Place end = scan.end();
    ActiveSegment active = newSegment(catalog.lineage(), header.number() + 1, doubt.position());
    boolean opened = false;
    try {
      try (DiskFile file = layout.disk().open(layout.segment(header.number()), Access.READ)) {
        rewrite(catalog, file, header, doubt, end, active);
      }
      List<Catalog.Segment> segments = new ArrayList<>(catalog.segments());
      segments.removeLast();
      if (doubt.position() > header.firstPosition()) {
        segments.add(
            new Catalog.Segment(
                header.number(), header.firstPosition(), doubt.position(), doubt.bytes()));
      }
      segments.add(
          new Catalog.Segment(
              active.header().number(), doubt.position(), end.position(), active.endBytes()));
      Catalog repaired =
          catalog.next(
              catalog.epoch(),
              new Catalog.Checkpoint(end.position(), active.endBytes(), active.previous()),
              segments);
      layout.replaceCatalog(repaired);
      opened = true;
      return new Opened(repaired, active, end.position(), report(repaired));
    } finally {
      if (!opened) {
        active.close();
      }
    }
  }

  private void rewrite(
      Catalog catalog,
      DiskFile file,
      SegmentFormat.Header header,
      FrameScanner.Place from,
      FrameScanner.Place end,
      ActiveSegment active) {
    FrameScanner scanner =
        new FrameScanner(
            file, header, catalog.lineage().getMostSignificantBits(), from, end.bytes());
    Checksum checksum = new Checksum();
    while (scanner.place().position() < end.position()) {
      FrameScanner.Frame frame = scanner.next();
      if (frame == null) {
        throw new JournalException.Damaged(
            file.path(), scanner.place().bytes(), "a frame changed while it was read");
      }
      FrameFormat.Header old = frame.header();
      FrameFormat.Header renewed =
          new FrameFormat.Header(
              old.format(),
              old.length(),
              old.entryCount(),
              old.firstPosition(),
              old.epoch(),
              from.position(),
              active.previous(),
              old.entries(),
              0);
      ByteBuffer copy = ByteBuffer.allocate(old.length()).order(ByteOrder.LITTLE_ENDIAN);
      copy.put(0, frame.bytes(), frame.offset(), old.length());
      int sum = FrameFormat.seal(copy, 0, renewed, active.header().salt(), checksum);
      active.write(copy, sum);
      rewritten += old.entryCount();
    }
    if (rewritten > 0) {
      active.sync();
    }
  }

  private ActiveSegment newSegment(UUID lineage, long number, long firstPosition) {
    return ActiveSegment.create(
        layout,
        new SegmentFormat.Header(lineage, number, firstPosition, options.entropy().nextLong()));
  }

  private RecoveryReport report(Catalog catalog) {
    return new RecoveryReport(false, examined, rewritten, cutBytes, catalog.epoch() + 1);
  }
}
