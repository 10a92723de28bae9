package dev.stele.process;

import dev.stele.journal.Digest;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes a part of a snapshot. What many processes have in common is their shape: it is written
 * with the first of them in the part, and named by its number from then on.
 */
final class SnapshotOut {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);
  private final Map<Map<String, String>, Integer> shapes = new HashMap<>();

  /** Something that is written, which cannot fail in memory. */
  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  private static void write(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException("memory must take bytes", e);
    }
  }

  int size() {
    return out.size();
  }

  ByteBuffer toBytes() {
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  void number(long value) {
    write(() -> out.writeLong(value));
  }

  void flag(boolean value) {
    write(() -> out.writeBoolean(value));
  }

  void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    write(() -> {
      out.writeInt(utf8.length);
      out.write(utf8);
    });
  }

  void optional(Optional<String> value) {
    flag(value.isPresent());
    value.ifPresent(this::text);
  }

  @SuppressWarnings("JavaInstantGetSecondsGetNano") // Both are written.
  void instant(Instant value) {
    write(() -> {
      out.writeLong(value.getEpochSecond());
      out.writeInt(value.getNano());
    });
  }

  void digest(Digest value) {
    write(() -> out.write(value.toBytes()));
  }

  <T> void fields(@Nullable T value, Function<T, Map<String, String>> fields) {
    flag(value != null);
    if (value != null) {
      map(fields.apply(value));
    }
  }

  private void map(Map<String, String> fields) {
    write(() -> out.writeInt(fields.size()));
    fields.forEach((name, text) -> {
      text(name);
      text(text);
    });
  }

  void shape(Head head) {
    Map<String, String> fields = new TreeMap<>(head.fields());
    fields.keySet().removeAll(SnapshotIn.OWN);
    Integer known = shapes.putIfAbsent(fields, shapes.size());
    write(() -> out.writeInt(known == null ? SnapshotIn.NEW_SHAPE : known));
    if (known == null) {
      map(fields);
    }
  }
}
