package dev.stele.bench;

import dev.stele.journal.Durability;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Chronicle Queue. Its mode {@code SYNC} alone makes nothing durable: it says what its {@code
 * sync()} does, which must be called. A batch is not atomic. Each thread at work has an appender.
 */
final class ChroniclePeer implements Peer {

  private final ChronicleQueue queue;
  private final Durability durability;
  private final Queue<ExcerptAppender> idle = new ConcurrentLinkedQueue<>();
  private final AtomicLong syncs = new AtomicLong();

  ChroniclePeer(Path folder, Durability durability) {
    this.durability = durability;
    SingleChronicleQueueBuilder builder = SingleChronicleQueueBuilder.binary(folder);
    if (durability == Durability.SYNCED) {
      builder.syncMode(SyncMode.SYNC);
    }
    this.queue = builder.build();
  }

  @Override
  public void append(List<byte[]> payloads) {
    ExcerptAppender ready = idle.poll();
    ExcerptAppender appender = ready == null ? newAppender() : ready;
    for (byte[] payload : payloads) {
      try (DocumentContext document = appender.writingDocument()) {
        Objects.requireNonNull(document.wire()).bytes().write(payload);
      }
    }
    if (durability == Durability.SYNCED) {
      appender.sync();
      syncs.incrementAndGet();
    }
    idle.add(appender);
  }

  private ExcerptAppender newAppender() {
    ExcerptAppender appender = queue.createAppender();
    appender.singleThreadedCheckDisabled(true); // One thread at a time, but not always the same.
    return appender;
  }

  @Override
  public long replay() {
    byte[] payload = new byte[Payloads.BYTES];
    long count = 0;
    try (ExcerptTailer tailer = queue.createTailer()) {
      while (true) {
        try (DocumentContext document = tailer.readingDocument()) {
          if (!document.isPresent()) {
            return count;
          }
          Objects.requireNonNull(document.wire()).bytes().read(payload);
          count++;
        }
      }
    }
  }

  @Override
  public long syncs() {
    return syncs.get();
  }

  @Override
  public void close() {
    idle.forEach(ExcerptAppender::close);
    queue.close();
  }
}
