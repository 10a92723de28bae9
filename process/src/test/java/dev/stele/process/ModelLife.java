package dev.stele.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A process as the model has it. */
final class ModelLife {

  /** Somebody's lease; compared by identity. */
  static final class Token {
    final String process;
    final String owner;
    final int opening; // 0 for somebody elsewhere.
    Instant expires;
    Instant logged;
    boolean isStarted;

    Token(String process, String owner, int opening, Instant expires) {
      this.process = process;
      this.owner = owner;
      this.opening = opening;
      this.expires = expires;
      this.logged = expires;
    }
  }

  /** An event. */
  record Happened(String type, Payload payload, Optional<String> key, boolean wakes) {}

  final int number;
  final Registration registration;
  final Instant created;
  final List<Happened> events = new ArrayList<>();
  final Map<String, Grant> grants = new TreeMap<>();
  final Set<Long> acknowledged = new HashSet<>();
  Optional<SessionScope> target;
  Instant updated;
  @Nullable ProcessOutcome outcome;
  @Nullable Waiting waiting;
  @Nullable ExternalRef external;
  @Nullable Instant cancel;
  @Nullable AbandonRequest abandon;
  @Nullable String startedBy;
  @Nullable Token lease;
  int attempts;
  int attemptsBeforeWait;

  ModelLife(int number, Registration registration, Instant now) {
    this.number = number;
    this.registration = registration;
    this.created = now;
    this.updated = now;
    this.target = registration.wakeTarget();
  }

  List<Long> unacknowledged() {
    List<Long> open = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).wakes() && !acknowledged.contains(i + 1L)) {
        open.add(i + 1L);
      }
    }
    return open;
  }
}
