package dev.stele.ground;

import static dev.stele.ground.DiskOperation.READ_MAPPED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** A file of this machine, mapped into memory. */
final class NioMapping implements Mapping {

  /*
   * `users` counts the readers inside, plus one for the owner until it closes; who takes it from
   * one to zero unmaps. A reader enters only from one or more, so nothing enters after the last has
   * left. The sign bit marks "closed by the owner", so that a reader who comes after close() is
   * refused even while others are still inside.
   */
  private static final long CLOSED = Long.MIN_VALUE;

  private final AtomicLong users = new AtomicLong(1);
  private final Path path;
  private final Arena arena;
  private final MemorySegment content;
  private final Runnable onUnmap;

  NioMapping(Path path, Arena arena, MemorySegment content, Runnable onUnmap) {
    this.path = path;
    this.arena = arena;
    this.content = content;
    this.onUnmap = onUnmap;
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public long size() {
    return content.byteSize();
  }

  @Override
  public void read(long position, ByteBuffer target) {
    Checks.position(position);
    enter();
    try {
      int count = target.remaining();
      if (position > content.byteSize() - count) {
        long missing = count - Math.max(0, content.byteSize() - position);
        throw new DiskException.EndOfFile(
            path, Math.max(position, content.byteSize()), (int) missing);
      }
      // A copy, whose faults the JVM turns into an error; see the interface.
      MemorySegment.copy(content, position, MemorySegment.ofBuffer(target), 0, count);
      target.position(target.limit());
    } catch (InternalError e) {
      throw new DiskException.Failed(READ_MAPPED, path, "a fault below the mapping", e);
    } finally {
      leave();
    }
  }

  @Override
  public void close() {
    long before = users.getAndUpdate(count -> count < 0 ? count : (count - 1) | CLOSED);
    if (before == 1) {
      unmap();
    }
  }

  private void enter() {
    long before = users.getAndUpdate(count -> count <= 0 ? count : count + 1);
    if (before <= 0) {
      throw new DiskException.Closed(READ_MAPPED, path);
    }
  }

  private void leave() {
    if (users.decrementAndGet() == CLOSED) {
      unmap();
    }
  }

  private void unmap() {
    try {
      arena.close();
    } finally {
      onUnmap.run();
    }
  }
}
