package dev.stele.process;

import dev.stele.journal.Digest;
import dev.stele.journal.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what {@link SnapshotOut} writes. */
final class SnapshotIn {

  /** Fields that each process has for itself. */
  static final Set<String> OWN = Set.of("caused-by", "wake-target", "label", "not-before");

  /** In place of a number: what it stands for follows. */
  static final int NEW = -1;

  // What is waited for.
  static final int NOTHING = 0;
  static final int SIGNAL = 1;
  static final int ATTEMPT = 2;
  static final int PROCESS = 3;

  private static final ProcessId NOBODY = new ProcessId("-");
  private static final Digest NO_DIGEST = Digest.of(new byte[Digest.BYTES]);

  private final ByteBuffer in;
  private final List<Head> shapes = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final Map<String, Incarnation> incarnations = new HashMap<>();

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

  @Nullable Instant optionalInstant() {
    return flag() ? instant() : null;
  }

  String shared() {
    int number = in.getInt();
    if (number == NEW) {
      texts.add(Shared.text(text()));
      return texts.getLast();
    }
    return texts.get(number);
  }

  private Owner owner() {
    String name = text();
    return new Owner(name, incarnations.computeIfAbsent(shared(), Incarnation::parse));
  }

  private Position position() {
    return new Position(number());
  }

  private Map<String, String> map() {
    long count = number();
    Map<String, String> fields = new TreeMap<>();
    for (long i = 0; i < count; i++) {
      String name = shared();
      fields.put(name, text());
    }
    return fields;
  }

  /** Returns a process that has what others have in common with the one that is read. */
  Head shape() {
    int number = in.getInt();
    if (number == NEW) {
      shapes.add(Head.of(NOBODY, map(), NO_DIGEST, 0, 0, Instant.EPOCH));
      return shapes.getLast();
    }
    return shapes.get(number);
  }

  @Nullable Started started() {
    return flag() ? new Started(owner(), position(), instant()) : null;
  }

  @Nullable AbandonRequest request() {
    return flag() ? new AbandonRequest(text(), optional(), instant()) : null;
  }

  @Nullable Lease lease(ProcessId id) {
    return flag() ? new Lease(id, owner(), position(), (int) number(), instant()) : null;
  }

  @Nullable ExternalRef external() {
    return flag() ? new ExternalRef(text(), text(), map()) : null;
  }

  @Nullable Waiting waiting() {
    int kind = (int) number();
    return switch (kind) {
      case NOTHING -> null;
      case SIGNAL ->
          new Waiting.ForSignal(
              shared(), number(), instant(), Optional.ofNullable(optionalInstant()));
      case ATTEMPT -> new Waiting.ForAttempt(instant(), (int) number(), text(), instant());
      case PROCESS -> new Waiting.ForProcess(new ProcessId(text()), instant());
      default -> throw new IllegalArgumentException("wait must be known, got: " + kind);
    };
  }
}
