package dev.stele.bench;

import dev.stele.journal.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A {@code FileChannel} that overwrites a prepared file, one write and one {@code force(false)} an
 * append: what nothing durable can beat. Stores payloads and nothing else. For one thread.
 */
final class PlainPeer implements Peer {

  private static final int FILE_BYTES = 16 << 20;

  private final FileChannel channel;
  private final Durability durability;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
  private long position;
  private final AtomicLong syncs = new AtomicLong();

  PlainPeer(Path folder, Durability durability) throws IOException {
    this.durability = durability;
    channel =
        FileChannel.open(
            folder.resolve("plain"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    while (channel.size() < FILE_BYTES) {
      channel.write(buffer.clear(), channel.size());
    }
    channel.force(true);
  }

  @Override
  public void append(List<byte[]> payloads) throws IOException {
    buffer.clear();
    for (byte[] payload : payloads) {
      if (payload.length > buffer.remaining()) {
        write();
      }
      buffer.put(payload);
    }
    write();
    if (durability == Durability.SYNCED) {
      channel.force(false);
      syncs.incrementAndGet();
    }
  }

  private void write() throws IOException {
    buffer.flip();
    if (position + buffer.remaining() > FILE_BYTES) {
      position = 0;
    }
    while (buffer.hasRemaining()) {
      position += channel.write(buffer, position);
    }
    buffer.clear();
  }

  @Override
  public long syncs() {
    return syncs.get();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
