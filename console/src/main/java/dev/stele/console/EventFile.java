package dev.stele.console;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stele.attach.Cursor;
import dev.stele.store.Event;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * A file of events, one JSON object a line, each with the cursor behind it. What a process wrote
 * that was killed ends in a part of a line at most: that is cut off, and the line before it says
 * where to go on.
 */
final class EventFile implements Following.Sink, AutoCloseable {

  /** Every line begins so: what does not is somebody else's file, and left alone. */
  private static final String BEGINNING = "{\"cursor\":\"";

  private static final int CHUNK_BYTES = 1 << 16;

  private final RandomAccessFile file;
  private final Optional<Cursor> cursor;
  private final long cutBytes;
  private final StringBuilder pending = new StringBuilder();
  private Optional<UUID> lineage = Optional.empty();

  private EventFile(RandomAccessFile file, Optional<Cursor> cursor, long cutBytes) {
    this.file = file;
    this.cursor = cursor;
    this.cutBytes = cutBytes;
  }

  /**
   * Opens a file, or makes it; cuts off a line that was not finished.
   *
   * @throws FailedException if the file is not one of these, or somebody else writes it; nothing
   *     was changed
   */
  static EventFile open(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new FailedException(ExitCode.FAILED, "file must be no directory: '" + path + "'");
    }
    // Not a channel: an interrupt would close it, and Ctrl-C is one.
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    boolean isOpened = false;
    try {
      requireAlone(file, path);
      EventFile opened = opened(file, path);
      isOpened = true;
      return opened;
    } finally {
      if (!isOpened) {
        file.close();
      }
    }
  }

  private static void requireAlone(RandomAccessFile file, Path path) throws IOException {
    boolean isAlone;
    try {
      isAlone = file.getChannel().tryLock() != null; // Given back with the file.
    } catch (OverlappingFileLockException _) {
      isAlone = false;
    }
    if (!isAlone) {
      throw new FailedException(
          ExitCode.FAILED, "file must be written by one process: '" + path + "'");
    }
  }

  private static EventFile opened(RandomAccessFile file, Path path) throws IOException {
    long size = file.length();
    long wholeEnd = lineEndBefore(file, size);
    Optional<Cursor> last = Optional.empty();
    if (wholeEnd > 0) {
      long begin = lineEndBefore(file, wholeEnd - 1);
      last = Optional.of(cursor(read(file, begin, wholeEnd - 1), path));
    }
    String rest = read(file, wholeEnd, Math.min(size, wholeEnd + BEGINNING.length()));
    if (!BEGINNING.startsWith(rest)) {
      throw foreign(path);
    }
    if (wholeEnd < size) {
      file.setLength(wholeEnd);
    }
    file.seek(wholeEnd);
    return new EventFile(file, last, size - wholeEnd);
  }

  /** Returns the position behind the last end of a line before a position; 0 if there is none. */
  private static long lineEndBefore(RandomAccessFile file, long before) throws IOException {
    for (long end = before; end > 0; ) {
      long begin = Math.max(0, end - CHUNK_BYTES);
      ByteBuffer bytes = bytes(file, begin, end);
      for (int i = bytes.limit() - 1; i >= 0; i--) {
        if (bytes.get(i) == '\n') {
          return begin + i + 1;
        }
      }
      end = begin;
    }
    return 0;
  }

  private static String read(RandomAccessFile file, long begin, long end) throws IOException {
    return StandardCharsets.UTF_8.decode(bytes(file, begin, end)).toString();
  }

  private static ByteBuffer bytes(RandomAccessFile file, long begin, long end) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(end - begin)];
    file.seek(begin);
    file.readFully(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private static Cursor cursor(String line, Path path) {
    try (JsonParser parser = JsonText.FACTORY.createParser(line)) {
      if (line.startsWith(BEGINNING)
          && parser.nextToken() == JsonToken.START_OBJECT
          && parser.nextToken() == JsonToken.FIELD_NAME
          && parser.nextToken() == JsonToken.VALUE_STRING) {
        return Cursor.parse(parser.getText()).orElseThrow(() -> foreign(path));
      }
    } catch (IOException _) {
      // Not ours.
    }
    throw foreign(path);
  }

  private static FailedException foreign(Path path) {
    return new FailedException(
        ExitCode.FAILED,
        "file must have lines of 'stele attach' alone, found another last line: '" + path + "'");
  }

  /** Returns the line of an event, without its end. */
  static String line(Event event, UUID lineage) {
    return JsonText.object(json -> {
      Setting.put(json, "cursor", new Cursor(lineage, event.position().value() + 1));
      EventPrinter.members(json, event);
    });
  }

  /** Returns where it goes on; empty if it has no whole line. */
  Optional<Cursor> cursor() {
    return cursor;
  }

  /** Returns how much of an unfinished line was cut off. */
  long cutBytes() {
    return cutBytes;
  }

  /** Says of which lineage the events are that are taken from now on. */
  EventFile of(UUID known) {
    lineage = Optional.of(known);
    return this;
  }

  @Override
  public void take(Event event) throws IOException {
    pending.append(line(event, lineage.orElseThrow())).append('\n');
    if (pending.length() >= CHUNK_BYTES) {
      flush();
    }
  }

  @Override
  public boolean flush() throws IOException {
    byte[] bytes = pending.toString().getBytes(StandardCharsets.UTF_8);
    pending.setLength(0);
    file.write(bytes);
    return true;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
