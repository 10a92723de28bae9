package dev.stele.trial;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** An open file of a {@link SimFileSystem}. */
final class SimChannel extends FileChannel {

  /*
   * Each call that reaches the disk is one operation of it, so that a plan means one system call:
   * reads into and writes from many buffers go through one that holds them all, and a write at the
   * end of the file finds the end by itself. But a write that is to be synced is a write and a sync,
   * and truncate and transferTo ask for the size first, as the JDK does.
   *
   * Buffers advance by what was done, after it was done; a failure leaves them alone.
   *
   * Locks, in this order: `positionLock`, then what the base class holds while it closes, then the
   * disk's. An interrupt closes the file from another thread and takes no `positionLock`, which a
   * blocked operation may hold.
   */
  private static final int TRANSFER_BYTES = 1 << 16;
  private static final int ARRAY_BYTES_MAX = Integer.MAX_VALUE - 8;

  private final SimFileLocks locks;
  private final DiskFile file;
  private final Set<? extends OpenOption> options;
  private final Object positionLock = new Object();
  private long position; // Guarded by `positionLock`.

  /**
   * Makes a channel of an open file, which it closes when it is closed.
   *
   * @param options decide what is refused, where it writes, and whether it syncs
   */
  SimChannel(SimFileLocks locks, DiskFile file, Set<? extends OpenOption> options) {
    this.locks = locks;
    this.file = file;
    this.options = Set.copyOf(options);
  }

  // Reading.

  @Override
  public int read(ByteBuffer target) throws IOException {
    requireReadable();
    synchronized (positionLock) {
      int count = readAt(position, target);
      position += Math.max(0, count);
      return count;
    }
  }

  @Override
  public int read(ByteBuffer target, long from) throws IOException {
    requirePosition(from);
    requireReadable();
    return readAt(from, target);
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, targets.length);
    requireReadable();
    ByteBuffer all = ByteBuffer.allocate(remaining(targets, offset, length));
    synchronized (positionLock) {
      int count = readAt(position, all);
      position += Math.max(0, count);
      all.flip();
      for (int i = offset; i < offset + length; i++) {
        int part = Math.min(all.remaining(), targets[i].remaining());
        targets[i].put(all.slice(all.position(), part));
        all.position(all.position() + part);
      }
      return count;
    }
  }

  private int readAt(long from, ByteBuffer target) throws IOException {
    if (target.isReadOnly()) {
      throw new IllegalArgumentException("target must be writable, got: " + target);
    }
    if (!target.hasRemaining()) {
      return 0;
    }
    int count = interruptibly(() -> file.read(from, target.duplicate()));
    target.position(target.position() + Math.max(0, count));
    return count;
  }

  // Writing.

  @Override
  public int write(ByteBuffer source) throws IOException {
    requireWritable();
    synchronized (positionLock) {
      int count = writeAt(position, source);
      position += count;
      return count;
    }
  }

  /** Writes at a position; or at the end, if opened with {@code APPEND}: Linux ignores it then. */
  @Override
  public int write(ByteBuffer source, long to) throws IOException {
    requirePosition(to);
    requireWritable();
    return writeAt(to, source);
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, sources.length);
    requireWritable();
    ByteBuffer all = ByteBuffer.allocate(remaining(sources, offset, length));
    for (int i = offset; i < offset + length; i++) {
      int part = Math.min(all.remaining(), sources[i].remaining());
      all.put(sources[i].slice(sources[i].position(), part));
    }
    int count;
    synchronized (positionLock) {
      count = writeAt(position, all.flip());
      position += count;
    }
    int left = count;
    for (int i = offset; i < offset + length; i++) {
      int part = Math.min(left, sources[i].remaining());
      sources[i].position(sources[i].position() + part);
      left -= part;
    }
    return count;
  }

  private int writeAt(long to, ByteBuffer source) throws IOException {
    if (!source.hasRemaining()) {
      return 0;
    }
    ByteBuffer view = source.duplicate();
    int count =
        interruptibly(() -> {
          int written = options.contains(APPEND) ? append(view) : writeSome(to, view);
          if (options.contains(SYNC) || options.contains(DSYNC)) {
            file.sync();
          }
          return written;
        });
    source.position(source.position() + count);
    return count;
  }

  /** Writes as a system call does, perhaps less than all; other disks write all or fail. */
  private int writeSome(long to, ByteBuffer source) {
    if (file instanceof SimFile simulated) {
      return simulated.writeSome(to, source);
    }
    int count = source.remaining();
    file.write(to, source);
    return count;
  }

  private int append(ByteBuffer source) {
    return file instanceof SimFile simulated
        ? simulated.append(source)
        : writeSome(file.size(), source);
  }

  // The position, the size, and durability.

  @Override
  public long position() throws IOException {
    requireOpen();
    synchronized (positionLock) {
      return interruptibly(() -> options.contains(APPEND) ? file.size() : position);
    }
  }

  @Override
  public FileChannel position(long newPosition) throws IOException {
    requireOpen();
    requirePosition(newPosition);
    synchronized (positionLock) {
      position = interruptibly(() -> newPosition);
      return this;
    }
  }

  @Override
  public long size() throws IOException {
    requireOpen();
    return interruptibly(file::size);
  }

  @Override
  public FileChannel truncate(long sizeBytes) throws IOException {
    requireOpen();
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("size must be >= 0, got: " + sizeBytes);
    }
    requireWritable();
    synchronized (positionLock) {
      position =
          interruptibly(() -> {
            if (sizeBytes < file.size()) {
              file.truncate(sizeBytes);
            }
            return Math.min(position, sizeBytes);
          });
      return this;
    }
  }

  /** Syncs content and size either way; of a directory, its names. */
  @Override
  public void force(boolean metaData) throws IOException {
    requireOpen();
    interruptibly(() -> {
      file.sync();
      return file;
    });
  }

  // Transfers: as the JDK's for channels it does not know, one failure after some bytes included.

  @Override
  public long transferTo(long from, long count, WritableByteChannel target) throws IOException {
    requireOpen();
    requireOpen(target);
    requireReadable();
    if (target instanceof SimChannel other) {
      other.requireWritable();
    }
    requireTransfer(from, count);
    long available = Math.min(count, Math.max(0, size() - from));
    return transfer(
        available, (buffer, done) -> read(buffer, from + done), (b, _) -> target.write(b));
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long to, long count) throws IOException {
    requireOpen();
    requireOpen(source);
    if (source instanceof SimChannel other) {
      other.requireReadable();
    }
    requireWritable();
    requireTransfer(to, count);
    return transfer(count, (b, _) -> source.read(b), (buffer, done) -> write(buffer, to + done));
  }

  /** Reads into or writes from a buffer, after so many bytes that were transferred. */
  @FunctionalInterface
  private interface Transfer {
    int next(ByteBuffer buffer, long doneBytes) throws IOException;
  }

  private static long transfer(long count, Transfer input, Transfer output) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(count, TRANSFER_BYTES));
    long done = 0;
    try {
      while (done < count) {
        buffer.clear().limit((int) Math.min(count - done, buffer.capacity()));
        int read = input.next(buffer, done);
        if (read <= 0) {
          break;
        }
        int written = output.next(buffer.flip(), done);
        done += written;
        if (written < read) {
          break;
        }
      }
    } catch (IOException e) {
      if (done == 0) {
        throw e;
      }
    }
    return done;
  }

  // What else a channel can be asked for.

  @Override
  public MappedByteBuffer map(MapMode mode, long from, long size) {
    throw new UnsupportedOperationException(
        "a mapped file must be of the machine's file system, got: '" + file.path() + "'");
  }

  @Override
  public FileLock lock(long from, long size, boolean shared) throws IOException {
    return tryLock(from, size, shared);
  }

  @Override
  public FileLock tryLock(long from, long size, boolean shared) throws IOException {
    requireOpen();
    if (shared) {
      requireReadable();
    } else {
      requireWritable();
    }
    long extent = size == 0 ? Long.MAX_VALUE - Math.max(0, from) : size;
    Object locked = file instanceof SimFile simulated ? simulated.node() : file.path();
    FileLock lock = locks.take(this, locked, from, extent, shared);
    if (!isOpen()) {
      locks.releaseAll(this); // Closed in between, and close may have come before the lock.
      throw new AsynchronousCloseException();
    }
    return lock;
  }

  @Override
  protected void implCloseChannel() throws IOException {
    locks.releaseAll(this);
    NioErrors.run(file::close);
  }

  /** Carries a call to the disk out so that an interrupt or a close ends it as the JDK has it. */
  private <T> T interruptibly(Supplier<T> call) throws IOException {
    boolean isDone = false;
    try {
      begin();
      if (!isOpen()) {
        throw new ClosedChannelException();
      }
      T result = call.get();
      isDone = true;
      return result;
    } catch (DiskException e) {
      throw NioErrors.of(e);
    } finally {
      end(isDone);
    }
  }

  // Refusals.

  private void requireOpen() throws ClosedChannelException {
    requireOpen(this);
  }

  private static void requireOpen(Channel channel) throws ClosedChannelException {
    if (!channel.isOpen()) {
      throw new ClosedChannelException();
    }
  }

  private void requireReadable() throws ClosedChannelException {
    requireOpen();
    if (!options.contains(READ)) {
      throw new NonReadableChannelException();
    }
  }

  private void requireWritable() throws ClosedChannelException {
    requireOpen();
    if (!options.contains(WRITE)) {
      throw new NonWritableChannelException();
    }
  }

  private static void requirePosition(long position) {
    if (position < 0) {
      throw new IllegalArgumentException("position must be >= 0, got: " + position);
    }
  }

  private static void requireTransfer(long position, long count) {
    requirePosition(position);
    if (count < 0) {
      throw new IllegalArgumentException("count must be >= 0, got: " + count);
    }
  }

  private static int remaining(ByteBuffer[] buffers, int offset, int length) {
    long sum = 0;
    for (int i = offset; i < offset + length; i++) {
      sum += buffers[i].remaining();
    }
    return (int) Math.min(sum, ARRAY_BYTES_MAX);
  }
}
