package dev.stele.process;

import dev.stele.journal.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads what {@link SnapshotOut} writes. */
final class SnapshotIn {

  /** Fields that each process has for itself. */
  static final Set<String> OWN = Set.of("caused-by", "wake-target", "label", "not-before");

  static final int NEW_SHAPE = -1;

  private final ByteBuffer in;
  private final List<Map<String, String>> shapes = new ArrayList<>();

  SnapshotIn(ByteBuffer in) {
    this.in = in;
  }

  boolean hasMore() {
    return in.hasRemaining();
  }

  long number() {
    return in.getLong();
  }

  boolean flag() {
    return in.get() != 0;
  }

  String text() {
    byte[] utf8 = new byte[in.getInt()];
    in.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  Optional<String> optional() {
    return flag() ? Optional.of(text()) : Optional.empty();
  }

  Instant instant() {
    long seconds = in.getLong();
    return Instant.ofEpochSecond(seconds, in.getInt());
  }

  Digest digest() {
    byte[] bytes = new byte[Digest.BYTES];
    in.get(bytes);
    return Digest.of(bytes);
  }

  /** Returns fields as those of a fact, which whoever reads them knows the meaning of. */
  Optional<Fact> fields() {
    return flag() ? Optional.of(new Fact("", "", map())) : Optional.empty();
  }

  private Map<String, String> map() {
    int count = in.getInt();
    Map<String, String> fields = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      String name = Shared.text(text());
      fields.put(name, text());
    }
    return fields;
  }

  Map<String, String> shape() {
    int number = in.getInt();
    if (number == NEW_SHAPE) {
      shapes.add(map());
      return shapes.getLast();
    }
    return shapes.get(number);
  }
}
