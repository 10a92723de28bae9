package dev.stele.journal;

import dev.stele.ground.Access;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a damaged journal that are whole, in the order of their positions. Believes the
 * catalog if it is whole, else the headers of the segments; a segment whose header is damaged is
 * known by its index.
 */
final class SalvageSource {

  private static final int SECTOR_BYTES = 512;

  private final Layout layout;
  private final long knownEnd;
  private final List<Part> parts;
  private Optional<StoredIndex> index = Optional.empty();
  private long indexNumber;

  /**
   * A segment, as far as its frames count.
   *
   * @param endPosition behind its last entry; as far as there are frames, if it is the last one
   */
  private record Part(SegmentFormat.Header header, long endPosition) {}

  private SalvageSource(Layout layout, long knownEnd, List<SegmentFormat.Header> headers) {
    this.layout = layout;
    this.knownEnd = knownEnd;
    this.parts = new ArrayList<>();
    for (int i = 0; i < headers.size(); i++) {
      boolean isLast = i == headers.size() - 1;
      long end = isLast ? Long.MAX_VALUE : headers.get(i + 1).firstPosition();
      parts.add(new Part(headers.get(i), end));
    }
  }

  /**
   * Finds the segments of a journal.
   *
   * @throws JournalException.Missing if there is none that can be told
   */
  static SalvageSource of(Layout layout) {
    Optional<Catalog> catalog = wholeCatalog(layout);
    List<SegmentFormat.Header> headers = new ArrayList<>();
    if (catalog.isPresent()) {
      for (Catalog.Segment segment : catalog.get().segments()) {
        header(layout, segment.number(), catalog.get().lineage(), segment.firstPosition())
            .ifPresent(headers::add);
      }
    } else if (layout.disk().find(layout.segments()).isPresent()) {
      headers.addAll(ofOneLineage(layout));
    }
    if (headers.isEmpty()) {
      throw new JournalException.Missing(layout.directory());
    }
    UUID lineage = headers.getFirst().lineage();
    long published =
        layout
            .readHead()
            .filter(head -> head.lineage().equals(lineage))
            .map(Head::endPosition)
            .orElse(0L);
    long named = catalog.map(found -> found.checkpoint().position()).orElse(0L);
    return new SalvageSource(layout, Math.max(published, named), headers);
  }

  private static Optional<Catalog> wholeCatalog(Layout layout) {
    try {
      return layout.readCatalog();
    } catch (JournalException.Damaged _) {
      return Optional.empty();
    }
  }

  /** The headers of the lineage that most segments are of. */
  private static List<SegmentFormat.Header> ofOneLineage(Layout layout) {
    Map<UUID, List<SegmentFormat.Header>> all = new HashMap<>();
    for (Path path : layout.disk().list(layout.segments())) {
      try (DiskFile file = layout.disk().open(path, Access.READ)) {
        SegmentFormat.Header header = Layout.readHeader(file);
        all.computeIfAbsent(header.lineage(), _ -> new ArrayList<>()).add(header);
      } catch (JournalException.Damaged | DiskException _) {
        // Without a catalog nothing says which entries it had.
      }
    }
    List<SegmentFormat.Header> most =
        all.values().stream().max(Comparator.comparingInt(List::size)).orElse(new ArrayList<>());
    most.sort(Comparator.comparingLong(SegmentFormat.Header::number));
    return most;
  }

  private static Optional<SegmentFormat.Header> header(
      Layout layout, long number, UUID lineage, long firstPosition) {
    try (DiskFile file = layout.disk().open(layout.segment(number), Access.READ)) {
      return Optional.of(Layout.readHeader(file));
    } catch (JournalException.Damaged | DiskException _) {
      // Its salt, without which no frame can be told from garbage, stands in the index too.
      List<Digest> unknown =
          Collections.nCopies(Long.bitCount(firstPosition), MerkleHasher.EMPTY_ROOT);
      return layout
          .readIndexHeader(number)
          .filter(index -> index.firstPosition() == firstPosition)
          .map(index ->
              new SegmentFormat.Header(
                  lineage, number, index.salt(), Frontier.of(firstPosition, unknown)));
    }
  }

  /** The end that catalog, head or an index names durable; frames may name a later one. */
  long knownEnd() {
    long end = knownEnd;
    for (Part part : parts) {
      end = Math.max(end, index(part).map(StoredIndex::endPosition).orElse(0L));
    }
    return end;
  }

  /** Returns the index of a part; the last one that was asked for is kept. */
  private Optional<StoredIndex> index(Part part) {
    if (part.header.number() != indexNumber) {
      index = layout.readIndexOf(part.header);
      indexNumber = part.header.number();
    }
    return index;
  }

  /** Reads all frames that are whole; each is valid until the next one. */
  void forEach(Consumer<FrameScanner.Frame> consumer) {
    for (Part part : parts) {
      Path path = layout.segment(part.header.number());
      if (layout.disk().find(path).isPresent()) {
        try (DiskFile file = layout.disk().open(path, Access.READ)) {
          forEach(part, file, consumer);
        }
      }
    }
  }

  private static void forEach(Part part, DiskFile file, Consumer<FrameScanner.Frame> consumer) {
    FrameScanner.@Nullable Place place = Catalog.Checkpoint.startOf(part.header).place();
    while (place != null) {
      FrameScanner scanner = scanner(part, file, place);
      FrameScanner.Frame frame = scanner.next();
      while (frame != null && frame.header().endPosition() <= part.endPosition) {
        consumer.accept(frame);
        frame = scanner.next();
      }
      place = frame == null ? nextWhole(part, file, scanner.place()) : null;
    }
  }

  private static FrameScanner scanner(Part part, DiskFile file, FrameScanner.Place from) {
    return new FrameScanner(
        (at, target) -> readWhatCanBe(file, at, target),
        file.path(),
        part.header,
        from,
        file.size());
  }

  /** Reads; takes for zeros what the device cannot read any more. */
  private static void readWhatCanBe(DiskFile file, long at, ByteBuffer target) {
    int start = target.position();
    int end = target.limit();
    try {
      file.readFully(at, target);
    } catch (DiskException.Failed _) {
      for (int from = start; from < end; from += SECTOR_BYTES) {
        int length = Math.min(SECTOR_BYTES, end - from);
        ByteBuffer sector = ByteBuffer.allocate(length);
        try {
          file.readFully(at + from - start, sector);
        } catch (DiskException.Failed _) {
          sector = ByteBuffer.allocate(length);
        }
        target.put(from, sector, 0, length);
      }
      target.position(end);
    }
  }

  /** Looks for a whole frame behind a place where there is none. */
  private static FrameScanner.@Nullable Place nextWhole(
      Part part, DiskFile file, FrameScanner.Place after) {
    Checksum checksum = new Checksum();
    long size = file.size();
    ByteBuffer window = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    int step = window.capacity() - FrameFormat.HEADER_BYTES;
    for (long at = after.bytes() + 8; at < size; at += step) {
      window.clear().limit((int) Math.min(window.capacity(), size - at));
      readWhatCanBe(file, at, window);
      window.flip();
      for (int i = 0; i + FrameFormat.HEADER_BYTES <= window.limit(); i += 8) {
        if (FrameFormat.isHeader(window, i, part.header.salt(), checksum)) {
          FrameFormat.Header found = FrameFormat.header(window, i);
          FrameScanner.Place place =
              new FrameScanner.Place(
                  found.firstPosition(), at + i, Integer.toUnsignedLong(found.previous()));
          // A copy of an older frame may lie in a payload; it does not go on from here.
          if (found.firstPosition() >= after.position()
              && scanner(part, file, place).next() != null) {
            return place;
          }
        }
      }
    }
    return null;
  }

  /** Returns the leaf of an entry, if the index of its segment still has it. */
  Optional<Digest> leaf(long position) {
    for (Part part : parts) {
      if (position >= part.header.firstPosition() && position < part.endPosition) {
        return index(part)
            .filter(index -> position < index.endPosition())
            .map(index -> leaf(index, position));
      }
    }
    return Optional.empty();
  }

  private static Digest leaf(StoredIndex index, long position) {
    ByteBuffer node = ByteBuffer.allocate(Digest.BYTES);
    index.nodes(0, position, node);
    return Digest.of(node.flip());
  }
}
