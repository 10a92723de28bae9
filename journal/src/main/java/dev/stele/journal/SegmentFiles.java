package dev.stele.journal;

import dev.stele.ground.Access;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import dev.stele.ground.Mapping;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The segments that readers have open, shared among them: sealed ones through mappings, the active
 * one through a file. Those that nobody uses stay open for the next one, up to a number. Safe for
 * any thread.
 */
final class SegmentFiles implements AutoCloseable {

  /** Mappings and files that are kept open unused. */
  private static final int IDLE_MAX = 64;

  /** Most entries are not longer, and one reading does. */
  private static final int ENTRY_BYTES = 1_024;

  private final Layout layout;
  private final boolean isWriter;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock; the least recently used first.
  private final Map<Key, Open> all = new LinkedHashMap<>(16, 0.75f, true);
  private int idleCount;
  private Key prefix = new Key(0, 0);
  private boolean closed;

  /**
   * Makes the set, empty.
   *
   * @param isWriter the journal is open for writing: an index that was lost is written anew
   */
  SegmentFiles(Layout layout, boolean isWriter) {
    this.layout = layout;
    this.isWriter = isWriter;
  }

  /**
   * How a segment is open.
   *
   * @param mappedBytes {@link #FILE}, {@link #SEALED}, or of a segment that is still written, how
   *     many bytes of it were durable, and thus would not change, before it was mapped
   */
  private record Key(long number, long mappedBytes) {

    static final long FILE = -1;
    static final long SEALED = Long.MAX_VALUE;
  }

  /** A segment that is open; whoever acquired it closes it. */
  final class Open implements AutoCloseable {
    private final SegmentFormat.Header header;
    private final FrameScanner.Source source;
    private final Path path;

    /** How much there was of it when it was opened: a mapping does not grow with its file. */
    private final long openedBytes;

    private final List<AutoCloseable> handles = new ArrayList<>();
    private final ReentrantLock indexing = new ReentrantLock();
    private @Nullable SegmentIndex index; // Guarded by indexing.
    private int users;

    private Open(
        SegmentFormat.Header header, FrameScanner.Source source, Path path, long openedBytes) {
      this.header = header;
      this.source = source;
      this.path = path;
      this.openedBytes = openedBytes;
    }

    SegmentFormat.Header header() {
      return header;
    }

    Path path() {
      return path;
    }

    void read(long position, ByteBuffer target) {
      source.read(position, target);
    }

    /**
     * Reads the entry that a locator names; null if there is no valid one.
     *
     * @param limitBytes where the frames end
     */
    @Nullable Entry entry(long position, long locator, long limitBytes) {
      long at = Locator.entryAt(locator);
      long seed = EntryFormat.seed(header.lineage());
      long endBytes = Math.min(limitBytes, openedBytes);
      int wanted = ENTRY_BYTES;
      while (at >= SegmentFormat.HEADER_BYTES && at + EntryFormat.FIXED_BYTES <= endBytes) {
        int length = (int) Math.min(wanted, endBytes - at);
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        source.read(at, bytes);
        wanted = EntryFormat.lengthAt(bytes.flip(), 0);
        if (wanted <= length) {
          return EntryFormat.wrong(bytes, 0, seed, new Checksum()) == null
              ? new Entry(position, bytes, 0, locator)
              : null;
        }
        if (wanted > JournalOptions.FRAME_BYTES_MAX || wanted > endBytes - at) {
          return null;
        }
      }
      return null;
    }

    /** Makes a scanner of the frames from a place on. */
    FrameScanner scan(FrameScanner.Place from, long limitBytes) {
      return new FrameScanner(source, path, header, from, limitBytes);
    }

    /** Returns the index of a sealed segment: from its file, or else computed anew. */
    SegmentIndex index(Catalog.Segment segment) {
      indexing.lock(); // Of this segment alone: it may have to be computed.
      try {
        SegmentIndex known = index;
        if (known == null) {
          known = storedIndex(segment);
          index = known;
        }
        return known;
      } finally {
        indexing.unlock();
      }
    }

    private SegmentIndex storedIndex(Catalog.Segment segment) {
      Mapping mapping;
      try {
        mapping = layout.disk().map(layout.index(segment.number()));
      } catch (DiskException.NotFound _) {
        return computeIndex(segment);
      }
      boolean isUsed = false;
      try {
        isUsed = IndexFormat.isOf(header.salt(), segment, mapping.size(), mapping::read);
        return isUsed ? new StoredIndex(mapping.size(), mapping::read) : computeIndex(segment);
      } finally {
        if (isUsed) {
          handles.add(mapping);
        } else {
          mapping.close();
        }
      }
    }

    private GrowingIndex computeIndex(Catalog.Segment segment) {
      GrowingIndex computed = new GrowingIndex(header);
      FrameScanner scanner = scan(Catalog.Checkpoint.startOf(header).place(), segment.endBytes());
      scanner.readInto(computed, segment.endPosition());
      if (isWriter) {
        try {
          layout.replaceIndex(segment.number(), computed.encode(header, segment.endBytes()));
        } catch (DiskException _) {
          // A cache: whoever opens it next computes it again.
        }
      }
      return computed;
    }

    @Override
    public void close() {
      lock.lock();
      try {
        users--;
        if (users == 0) {
          idleCount++;
          closeIdle();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Opens a segment, or shares one that is open.
   *
   * @throws JournalException.Damaged if its header is not that of the catalog
   * @throws JournalException.Closed if these are closed
   */
  Open acquire(View view, Catalog.Segment segment) {
    long how = view.isSealed(segment) ? Key.SEALED : Key.FILE;
    return acquire(new Key(segment.number(), how), view.lineage(), segment);
  }

  /**
   * As {@link #acquire}, through a mapping though it be the active one: what is durable of that
   * does not change any more. It is mapped again only when more is wanted than was durable then.
   */
  Open acquireMapped(View view, Catalog.Segment segment, long entryAt) {
    if (view.isSealed(segment)) {
      return acquire(view, segment);
    }
    lock.lock();
    try {
      if (prefix.number != segment.number() || prefix.mappedBytes <= entryAt) {
        prefix = new Key(segment.number(), segment.endBytes());
      }
      return acquire(prefix, view.lineage(), segment);
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #acquire}, of a segment that may still be written. */
  Open acquireActive(UUID lineage, Catalog.Segment segment) {
    return acquire(new Key(segment.number(), Key.FILE), lineage, segment);
  }

  private Open acquire(Key key, UUID lineage, Catalog.Segment segment) {
    lock.lock();
    try {
      if (closed) {
        throw new JournalException.Closed(layout.directory());
      }
      Open found = all.get(key);
      if (found == null) {
        found = open(key);
        all.put(key, found);
      } else if (found.users == 0) {
        idleCount--;
      }
      found.users++;
      if (!found.header.lineage().equals(lineage)
          || found.header.firstPosition() != segment.firstPosition()) {
        found.close();
        throw new JournalException.Damaged(found.path, 0, "expected the segment of the catalog");
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  private Open open(Key key) {
    Path path = layout.segment(key.number);
    if (key.mappedBytes != Key.FILE) {
      Mapping mapping = layout.disk().map(path);
      return opened(path, mapping::size, mapping::read, mapping);
    }
    DiskFile file = layout.disk().open(path, Access.READ);
    return opened(path, file::size, file::readFully, file);
  }

  private Open opened(
      Path path, LongSupplier fileBytes, FrameScanner.Source source, AutoCloseable handle) {
    boolean opened = false;
    try {
      long openedBytes = fileBytes.getAsLong();
      ByteBuffer bytes =
          ByteBuffer.allocate((int) Math.min(openedBytes, SegmentFormat.HEADER_BYTES))
              .order(ByteOrder.LITTLE_ENDIAN);
      source.read(0, bytes);
      Open open = new Open(SegmentFormat.decode(bytes.flip(), path), source, path, openedBytes);
      open.handles.add(handle);
      opened = true;
      return open;
    } finally {
      if (!opened) {
        closeHandle(handle);
      }
    }
  }

  private void closeIdle() {
    if (idleCount <= (closed ? 0 : IDLE_MAX)) {
      return;
    }
    List<AutoCloseable> handles = new ArrayList<>();
    Iterator<Open> oldest = all.values().iterator();
    while (idleCount > (closed ? 0 : IDLE_MAX) && oldest.hasNext()) {
      Open open = oldest.next();
      if (open.users == 0) {
        oldest.remove();
        handles.addAll(open.handles);
        idleCount--;
      }
    }
    closeAll(handles);
  }

  /** Closes all, and then fails if one of them did. */
  private static void closeAll(List<AutoCloseable> handles) {
    @Nullable RuntimeException first = null;
    for (AutoCloseable handle : handles) {
      try {
        closeHandle(handle);
      } catch (RuntimeException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static void closeHandle(AutoCloseable handle) {
    switch (handle) {
      case Mapping mapping -> mapping.close();
      case DiskFile file -> file.close();
      default -> throw new IllegalArgumentException("handle must be known, got: " + handle);
    }
  }

  /** Closes what nobody uses now, and the rest when its last user closes it. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      closeIdle();
    } finally {
      lock.unlock();
    }
  }
}
