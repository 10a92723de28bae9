package dev.stele.console;

import dev.stele.process.Payload;
import dev.stele.process.ProcessAppend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The lines that a command prints, in the order in which they were read, in bounded memory. */
final class ShellOutput implements AutoCloseable {

  private static final int PIECES_MAX = 1_024;
  private static final int BATCH_BYTES = 1 << 18;

  /** A longer line is several events. */
  static final int PIECE_BYTES_MAX = 1 << 16;

  private final Process process;
  private final BlockingQueue<ProcessAppend> pieces = new ArrayBlockingQueue<>(PIECES_MAX);
  private final AtomicInteger open = new AtomicInteger(2);
  private final List<Thread> pumps = new ArrayList<>();

  ShellOutput(Process process) {
    this.process = process;
    pump(ShellWork.STDOUT, process.getInputStream());
    pump(ShellWork.STDERR, process.getErrorStream());
  }

  private void pump(String type, InputStream in) {
    pumps.add(
        Thread.ofPlatform()
            .daemon()
            .name("stele-" + type + "-" + process.pid())
            .start(() -> read(type, in)));
  }

  private void read(String type, InputStream in) {
    byte[] chunk = new byte[1 << 13];
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      for (int count = in.read(chunk); count > 0; count = in.read(chunk)) {
        for (int i = 0; i < count; i++) {
          line.write(chunk[i]);
          if (chunk[i] == '\n' || line.size() == PIECE_BYTES_MAX) {
            put(type, line);
          }
        }
      }
    } catch (IOException | InterruptedException _) {
      // It was closed: nobody wants more.
    } finally {
      putLast(type, line);
      open.decrementAndGet();
    }
  }

  private void put(String type, ByteArrayOutputStream line) throws InterruptedException {
    Payload payload = new Payload(Payload.TEXT, ByteBuffer.wrap(line.toByteArray()));
    pieces.put(ProcessAppend.of(type, payload));
    line.reset();
  }

  private void putLast(String type, ByteArrayOutputStream line) {
    try {
      if (line.size() > 0) {
        put(type, line);
      }
    } catch (InterruptedException _) {
      // As above.
    }
  }

  /** Tells whether there is no more to come, and nothing left. */
  boolean isOver() {
    return open.get() == 0 && pieces.isEmpty();
  }

  /** Returns what there is, once there is something, or nothing after a time. */
  List<ProcessAppend> next(Duration atMost) throws InterruptedException {
    ProcessAppend first = pieces.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
    List<ProcessAppend> batch = new ArrayList<>();
    int bytes = 0;
    while (first != null) {
      batch.add(first);
      bytes += first.payload().size();
      first = bytes < BATCH_BYTES ? pieces.poll() : null;
    }
    return batch;
  }

  @Override
  public void close() {
    pumps.forEach(Thread::interrupt);
    try {
      process.getInputStream().close();
      process.getErrorStream().close();
    } catch (IOException _) {
      // It has ended.
    }
  }
}
