package dev.stele.process;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Types and tags of the facts that are not events of a process. */
final class Types {

  // In the stream of the process itself.
  static final String REGISTERED = "process.registered";
  static final String PRUNED = "process.pruned";

  // In its control stream.
  static final String CLAIMED = "process.claimed";
  static final String RENEWED = "process.renewed";
  static final String RELEASED = "process.released";
  static final String STARTED = "process.started";
  static final String ATTEMPT_FAILED = "process.attempt_failed";
  static final String WAITING = "process.waiting";
  static final String RESUMED = "process.resumed";
  static final String EXTERNAL = "process.external";
  static final String ABANDON_REQUESTED = "process.abandon_requested";
  static final String WAKE_ACKNOWLEDGED = "process.wake_acknowledged";
  static final String GRANTED = "process.granted";
  static final String REVOKED = "process.revoked";

  // Elsewhere.
  static final String SESSION_DELETED = "process.session_deleted";
  static final String WAKE = "process.wake";
  static final String OPENED = "process.opened";
  static final String SNAPSHOT_PART = "process.snapshot_part";
  static final String SNAPSHOT = "process.snapshot";

  /** On each event that ends a process. */
  static final String TAG_ENDED = "process.ended";

  /** On each event that wakes. */
  static final String TAG_WAKES = "process.wakes";

  private Types() {}

  /** On an event with a replay key. */
  static String tagOfKey(ProcessId id, String key) {
    return "replay:" + digest(id.value() + "#" + key);
  }

  /** On grants and their end, of a session's scope. */
  static String tagOfGrants(SessionScope scope) {
    return "grant:" + digest(scope.key());
  }

  /** On grants and their end, of a session, whatever its frame. */
  static String tagOfSession(String session) {
    return "granted:" + digest(session);
  }

  static String tagOfWake(String wakeId) {
    return "wake:" + wakeId;
  }

  static String digest(String text) {
    byte[] hash = Hashes.sha256(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, 16);
  }
}
