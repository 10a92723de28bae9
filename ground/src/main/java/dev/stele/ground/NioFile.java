package dev.stele.ground;

import static dev.stele.ground.DiskOperation.CLOSE;
import static dev.stele.ground.DiskOperation.READ;
import static dev.stele.ground.DiskOperation.SIZE;
import static dev.stele.ground.DiskOperation.SYNC;
import static dev.stele.ground.DiskOperation.TRUNCATE;
import static dev.stele.ground.DiskOperation.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** An open file of this machine. */
final class NioFile implements DiskFile {

  private final Path path;
  private final Access access;
  private final NioRegistry.Held held;
  private final FileChannel channel;

  NioFile(Path path, Access access, NioRegistry.Held held) {
    this.path = path;
    this.access = access;
    this.held = held;
    this.channel = held.channel();
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public int read(long position, ByteBuffer target) {
    Checks.position(position);
    int before = target.position();
    boolean done = false;
    try {
      int count = DiskThreads.call(READ, path, () -> channel.read(target, position));
      done = true;
      return count;
    } finally {
      if (!done) {
        target.position(before);
      }
    }
  }

  @Override
  public void write(long position, ByteBuffer source) {
    Checks.range(position, source.remaining());
    Checks.writable(access, path);
    DiskThreads.run(WRITE, path, () -> writeFully(position, source));
  }

  /** One write of the system may be short; what is missing is asked for again, or refused. */
  private void writeFully(long position, ByteBuffer source) throws IOException {
    if (!source.hasRemaining()) {
      channel.size(); // Says that the channel is closed, if it is.
    }
    long next = position;
    while (source.hasRemaining()) {
      int count = channel.write(source, next);
      if (count <= 0) {
        throw new IOException("device took no byte of " + source.remaining());
      }
      next += count;
    }
  }

  @Override
  public void truncate(long sizeBytes) {
    Checks.size(sizeBytes);
    Checks.writable(access, path);
    DiskThreads.run(TRUNCATE, path, () -> resize(sizeBytes));
  }

  /** {@code FileChannel} only shrinks; the last byte of a longer file is written as a zero. */
  private void resize(long sizeBytes) throws IOException {
    if (sizeBytes <= channel.size()) {
      channel.truncate(sizeBytes);
    } else {
      writeFully(sizeBytes - 1, ByteBuffer.allocate(1));
    }
  }

  @Override
  public void sync() {
    Checks.writable(access, path);
    // fdatasync: the content and the size, not the times.
    DiskThreads.run(SYNC, path, () -> channel.force(false));
  }

  @Override
  public long size() {
    return DiskThreads.call(SIZE, path, channel::size);
  }

  @Override
  public void close() {
    DiskThreads.run(CLOSE, path, () -> NioRegistry.SHARED.close(held));
  }
}
