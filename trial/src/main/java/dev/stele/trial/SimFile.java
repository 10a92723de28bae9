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

/** An open file of a simulated disk. */
final class SimFile extends SimHandle implements DiskFile {

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
    return disk.ledger()
        .perform(
            READ,
            path(),
            range(position, target.remaining()),
            turn -> {
              requireOpen(READ);
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
            });
  }

  @Override
  public void write(long position, ByteBuffer source) {
    requirePosition(position);
    requireRange(position, source.remaining());
    requireWritable();
    disk.ledger()
        .perform(
            WRITE,
            path(),
            range(position, source.remaining()),
            turn -> {
              requireOpen(WRITE);
              boolean isWhole = turn.effect() != Effect.SHORT && !turn.isNoSpaceHalfway();
              byte[] bytes = new byte[isWhole ? source.remaining() : source.remaining() / 2];
              requireSpace(turn, position + bytes.length);
              source.get(bytes);
              if (bytes.length > 0) {
                disk.volume().write(turn.number(), node, position, bytes);
              }
              if (turn.isNoSpaceHalfway()) {
                throw new DiskException.NoSpace(WRITE, path());
              }
              if (!isWhole) {
                throw turn.failure("only " + bytes.length + " bytes were written");
              }
              return turn;
            });
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

  private void requireSpace(SimLedger.Turn turn, long endBytes) {
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
