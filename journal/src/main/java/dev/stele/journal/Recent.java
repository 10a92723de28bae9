package dev.stele.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The frames that became durable last, as the writer had them in memory: what a reader at the tail
 * wants next. At most 1,024 of them and 4 MiB. Immutable.
 */
final class Recent {

  static final Recent NONE = new Recent(List.of(), 0);

  /** Frames that are not durable yet, the last ones of them. Not safe for several threads. */
  static final class Gathering {
    private final ArrayDeque<FrameScanner.Frame> frames = new ArrayDeque<>();
    private long bytes;
    private boolean hasDropped;

    void add(FrameScanner.Frame frame) {
      frames.add(frame);
      bytes += frame.header().length();
      while (frames.size() > FRAMES_MAX || bytes > BYTES_MAX) {
        bytes -= frames.remove().header().length();
        hasDropped = true;
      }
    }

    /** Returns the recent ones with these, which are durable now, and forgets these. */
    Recent after(Recent before) {
      Recent all = (hasDropped ? NONE : before).plus(frames);
      frames.clear();
      bytes = 0;
      hasDropped = false;
      return all;
    }
  }

  private static final int FRAMES_MAX = 1024;
  private static final long BYTES_MAX = 4 << 20;

  /** Follow one another without holes. */
  private final List<FrameScanner.Frame> frames;

  private final long bytes;

  private Recent(List<FrameScanner.Frame> frames, long bytes) {
    this.frames = frames;
    this.bytes = bytes;
  }

  /** Returns these and the frames that follow them, without the oldest where they are too many. */
  private Recent plus(Collection<FrameScanner.Frame> newer) {
    List<FrameScanner.Frame> all = new ArrayList<>(frames.size() + newer.size());
    all.addAll(frames);
    all.addAll(newer);
    long total = bytes;
    for (FrameScanner.Frame frame : newer) {
      total += frame.header().length();
    }
    int first = 0;
    while (first < all.size() && (all.size() - first > FRAMES_MAX || total > BYTES_MAX)) {
      total -= all.get(first).header().length();
      first++;
    }
    return new Recent(first == 0 ? all : new ArrayList<>(all.subList(first, all.size())), total);
  }

  /** Returns the frame that holds a position; null if it is not among them. */
  FrameScanner.@Nullable Frame find(long position) {
    int low = 0;
    int high = frames.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      FrameFormat.Header header = frames.get(middle).header();
      if (position < header.firstPosition()) {
        high = middle - 1;
      } else if (position >= header.endPosition()) {
        low = middle + 1;
      } else {
        return frames.get(middle);
      }
    }
    return null;
  }
}
