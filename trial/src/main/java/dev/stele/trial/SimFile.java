package dev.stele.trial;

import static dev.stele.ground.DiskOperation.CLOSE;
import static dev.stele.ground.DiskOperation.READ;
import static dev.stele.ground.DiskOperation.SIZE;
import static dev.stele.ground.DiskOperation.SYNC;
import static dev.stele.ground.DiskOperation.TRUNCATE;
import static dev.stele.ground.DiskOperation.WRITE;

import dev.stele.ground.Access;
import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Function;

/** An open file of a simulated disk. */
final class SimFile extends SimHandle implements DiskFile {

  /** Page tables of larger ones would not fit the heap. */
  private static final long SIZE_BYTES_MAX = 1L << 36;

  private final Access access;
  private final SimNode.File node;

  SimFile(SimDisk disk, Path path, Access access, SimNode.File node) {
    super(disk, OpenHandle.Kind.FILE, path);
    this.access = access;
    this.node = node;
  }

  @Override
  public int read(long position, ByteBuffer target) {
    requirePosition(position);
    int count =
        disk.ledger()
            .perform(
                READ,
                path(),
                range(position, target.remaining()),
                turn -> {
                  requireOpen(READ);
                  return take(turn, position, target.duplicate());
                });
    // Not before, since the operation may still have failed.
    target.position(target.position() + Math.max(0, count));
    return count;
  }

  private int take(SimLedger.Turn turn, long position, ByteBuffer target) {
    if (!target.hasRemaining()) {
      return 0;
    }
    long available = node.visible.sizeBytes() - position;
    if (available <= 0) {
      return -1;
    }
    int count = (int) Math.min(available, target.remaining());
    if (turn.effect() == Effect.SHORT) {
      count = Math.max(1, count / 2);
    }
    byte[] bytes = new byte[count];
    node.visible.read(position, bytes, 0, count);
    target.put(bytes);
    return count;
  }

  @Override
  public void write(long position, ByteBuffer source) {
    requirePosition(position);
    requireRange(position, source.remaining());
    performWrite(
        range(position, source.remaining()),
        turn -> {
          int count = put(turn, position, source, source.remaining() / 2);
          if (turn.isNoSpaceHalfway()) {
            throw new DiskException.NoSpace(WRITE, path());
          }
          if (turn.effect() == Effect.SHORT) {
            throw turn.failure("only " + count + " bytes were written");
          }
          return count;
        });
  }

  /**
   * Writes bytes as a system call does: where {@link #write} fails halfway, it returns how many
   * were written, 1 or more.
   */
  int writeSome(long position, ByteBuffer source) {
    requirePosition(position);
    requireRange(position, source.remaining());
    return performWrite(
        range(position, source.remaining()), turn -> putSome(turn, position, source));
  }

  /** Writes as {@link #writeSome} does, at the end of the file, wherever that is meanwhile. */
  int append(ByteBuffer source) {
    return performWrite(
        "end+" + source.remaining(), turn -> putSome(turn, node.visible.sizeBytes(), source));
  }

  private int performWrite(String where, Function<SimLedger.Turn, Integer> body) {
    requireWritable();
    return disk.ledger().perform(WRITE, path(), where, body);
  }

  private int putSome(SimLedger.Turn turn, long position, ByteBuffer source) {
    int half = source.remaining() / 2;
    if (turn.isNoSpaceHalfway() && half == 0) {
      throw new DiskException.NoSpace(WRITE, path());
    }
    return put(turn, position, source, Math.max(1, half));
  }

  /** Writes all, or as many bytes as are said to be the half if the write is to end there. */
  private int put(SimLedger.Turn turn, long position, ByteBuffer source, int half) {
    requireOpen(WRITE);
    boolean isWhole = turn.effect() != Effect.SHORT && !turn.isNoSpaceHalfway();
    byte[] bytes = new byte[isWhole ? source.remaining() : half];
    requireSpace(turn, position + bytes.length);
    source.get(bytes);
    if (bytes.length > 0) {
      disk.volume().write(turn.number(), node, position, bytes);
    }
    return bytes.length;
  }

  @Override
  public void truncate(long sizeBytes) {
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("size must be >= 0, got: " + sizeBytes);
    }
    requireWritable();
    disk.ledger()
        .perform(
            TRUNCATE,
            path(),
            Long.toString(sizeBytes),
            turn -> {
              requireOpen(TRUNCATE);
              requireSpace(turn, sizeBytes);
              disk.volume().resize(turn.number(), node, sizeBytes);
              return turn;
            });
  }

  @Override
  public void sync() {
    requireWritable();
    disk.ledger()
        .perform(
            SYNC,
            path(),
            "",
            turn -> {
              requireOpen(SYNC);
              if (turn.effect() == Effect.FORGET) {
                disk.volume().forget(node);
                throw turn.failure("unsynced pages were dropped");
              }
              // A crash during a sync may leave anything, so the sync itself lands nothing.
              if (turn.effect() != Effect.LIE && !turn.isLast()) {
                disk.volume().sync(node);
              }
              return turn;
            });
  }

  @Override
  public long size() {
    return disk.ledger()
        .perform(
            SIZE,
            path(),
            "",
            _ -> {
              requireOpen(SIZE);
              return node.visible.sizeBytes();
            });
  }

  @Override
  public void close() {
    close(CLOSE);
  }

  /** Which file it is, whatever its name. */
  SimNode.File node() {
    return node;
  }

  private void requireSpace(SimLedger.Turn turn, long endBytes) {
    if (endBytes > SIZE_BYTES_MAX) {
      throw new DiskException.Failed(
          turn.operation(), path(), "size of a simulated file must be <= " + SIZE_BYTES_MAX);
    }
    if (endBytes - node.visible.sizeBytes() > disk.usableBytes()) {
      throw new DiskException.NoSpace(turn.operation(), path());
    }
  }

  private void requireWritable() {
    if (access != Access.READ_WRITE) {
      throw new IllegalStateException(
          "file must be open for READ_WRITE, got: " + access + ": '" + path() + "'");
    }
  }

  static void requirePosition(long position) {
    if (position < 0) {
      throw new IllegalArgumentException("position must be >= 0, got: " + position);
    }
  }

  private static void requireRange(long position, int count) {
    if (position > Long.MAX_VALUE - count) {
      throw new IllegalArgumentException(
          "end of range must be <= " + Long.MAX_VALUE + ", got: " + position + " + " + count);
    }
  }

  static String range(long position, int count) {
    return position + "+" + count;
  }
}
