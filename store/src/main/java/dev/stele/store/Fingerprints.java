package dev.stele.store;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Digests of what an append says, so that two with one key can be told apart: streams, types,
 * schema versions, content types, payloads, tags, and causes, correlation and metadata as they were
 * given. Identities, time, expectations and conditions are no part of it: a retry may differ in
 * them.
 */
final class Fingerprints {

  private static final byte VERSION = 1;

  private Fingerprints() {}

  /** Returns 32 bytes. */
  static ByteBuffer of(List<Append.Addressed> events) {
    MessageDigest digest = sha256();
    digest.update(VERSION);
    number(digest, events.size());
    Map<EventId, String> inBatch = inBatch(events);
    for (Append.Addressed addressed : events) {
      NewEvent event = addressed.event();
      text(digest, addressed.stream().scope());
      text(digest, addressed.stream().entity());
      text(digest, event.type());
      number(digest, event.schemaVersion());
      text(digest, event.contentType());
      ByteBuffer payload = event.payload();
      number(digest, payload.remaining());
      digest.update(payload);
      number(digest, event.tags().size());
      event.tags().forEach(tag -> text(digest, tag));
      number(digest, event.causes().size());
      for (EventId cause : event.causes()) {
        text(digest, inBatch.getOrDefault(cause, cause.toString()));
      }
      text(digest, event.correlation().orElse(""));
      number(digest, event.metadata().size());
      for (Map.Entry<String, String> entry : event.metadata().entrySet()) {
        text(digest, entry.getKey());
        text(digest, entry.getValue());
      }
    }
    return ByteBuffer.wrap(digest.digest());
  }

  /**
   * Events of the batch are causes by their place in it: a retry may have made other identities.
   */
  private static Map<EventId, String> inBatch(List<Append.Addressed> events) {
    Map<EventId, String> places = new HashMap<>();
    for (int i = 0; i < events.size(); i++) {
      String place = "#" + i;
      events.get(i).event().id().ifPresent(id -> places.put(id, place));
    }
    return places;
  }

  /** The length goes first, so that no two lists of texts look alike. */
  private static void text(MessageDigest digest, String text) {
    byte[] bytes = Texts.bytes(text);
    number(digest, bytes.length);
    digest.update(bytes);
  }

  private static void number(MessageDigest digest, int number) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, number));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
