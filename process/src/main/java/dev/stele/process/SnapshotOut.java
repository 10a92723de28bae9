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
import org.jspecify.annotations.Nullable;

/**
 * Writes a part of a snapshot. What many processes have in common is their shape: it is written
 * with the first of them in the part, and named by its number from then on.
 */
final class SnapshotOut {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);
  private final Map<Map<String, String>, Integer> shapes = new HashMap<>();
  private final Map<String, Integer> texts = new HashMap<>();

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

  void optional(@Nullable Instant value) {
    flag(value != null);
    if (value != null) {
      instant(value);
    }
  }

  /** Writes a text that many processes have once for the part. */
  void shared(String value) {
    Integer known = texts.putIfAbsent(value, texts.size());
    write(() -> out.writeInt(known == null ? SnapshotIn.NEW : known));
    if (known == null) {
      text(value);
    }
  }

  private void owner(Owner owner) {
    text(owner.name());
    shared(owner.incarnation().key());
  }

  private void map(Map<String, String> fields) {
    number(fields.size());
    fields.forEach((name, text) -> {
      shared(name);
      text(text);
    });
  }

  /** Writes what processes of a kind have in common. */
  void shape(Head head) {
    Map<String, String> fields = new TreeMap<>(head.fields());
    fields.keySet().removeAll(SnapshotIn.OWN);
    Integer known = shapes.putIfAbsent(fields, shapes.size());
    write(() -> out.writeInt(known == null ? SnapshotIn.NEW : known));
    if (known == null) {
      map(fields);
    }
  }

  void started(@Nullable Started started) {
    flag(started != null);
    if (started != null) {
      owner(started.owner());
      number(started.fence().value());
      instant(started.at());
    }
  }

  void request(@Nullable AbandonRequest request) {
    flag(request != null);
    if (request != null) {
      text(request.by());
      optional(request.reason());
      instant(request.at());
    }
  }

  void lease(@Nullable Lease lease) {
    flag(lease != null);
    if (lease != null) {
      owner(lease.owner());
      number(lease.fence().value());
      number(lease.attempt());
      instant(lease.expires());
    }
  }

  void external(@Nullable ExternalRef external) {
    flag(external != null);
    if (external != null) {
      text(external.system());
      text(external.id());
      map(external.metadata());
    }
  }

  void waiting(@Nullable Waiting waiting) {
    switch (waiting) {
      case null -> number(SnapshotIn.NOTHING);
      case Waiting.ForSignal it -> {
        number(SnapshotIn.SIGNAL);
        shared(it.signal());
        number(it.ordinal());
        instant(it.since());
        optional(it.until().orElse(null));
      }
      case Waiting.ForAttempt it -> {
        number(SnapshotIn.ATTEMPT);
        instant(it.until());
        number(it.failed());
        text(it.why());
        instant(it.since());
      }
      case Waiting.ForProcess it -> {
        number(SnapshotIn.PROCESS);
        text(it.process().value());
        instant(it.since());
      }
    }
  }
}
