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
    Input input = new Input();
    input.number(events.size());
    Map<EventId, String> inBatch = inBatch(events);
    for (Append.Addressed addressed : events) {
      NewEvent event = addressed.event();
      input.text(addressed.stream().scope());
      input.text(addressed.stream().entity());
      input.text(event.type());
      input.number(event.schemaVersion());
      input.text(event.contentType());
      input.bytes(event.payload());
      input.number(event.tags().size());
      event.tags().forEach(input::text);
      input.number(event.causes().size());
      for (EventId cause : event.causes()) {
        input.text(inBatch.getOrDefault(cause, cause.toString()));
      }
      input.text(event.correlation().orElse(""));
      input.number(event.metadata().size());
      for (Map.Entry<String, String> entry : event.metadata().entrySet()) {
        input.text(entry.getKey());
        input.text(entry.getValue());
      }
    }
    return input.digest();
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

  /**
   * What is digested. Lengths go first, so that no two lists of texts look alike. Gathered, since a
   * digest costs more by the call than by the byte.
   */
  private static final class Input {
    private static final int GATHERED_BYTES = 1 << 12;

    private final MessageDigest digest = sha256();
    private final ByteBuffer gathered = ByteBuffer.allocate(GATHERED_BYTES).put(VERSION);

    void text(String text) {
      bytes(ByteBuffer.wrap(Texts.bytes(text)));
    }

    void bytes(ByteBuffer bytes) {
      number(bytes.remaining());
      if (bytes.remaining() > gathered.remaining()) {
        pass();
      }
      if (bytes.remaining() > gathered.remaining()) {
        digest.update(bytes);
      } else {
        gathered.put(bytes);
      }
    }

    void number(int number) {
      if (gathered.remaining() < Integer.BYTES) {
        pass();
      }
      gathered.putInt(number);
    }

    private void pass() {
      digest.update(gathered.flip());
      gathered.clear();
    }

    ByteBuffer digest() {
      pass();
      return ByteBuffer.wrap(digest.digest());
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("SHA-256 is part of every JDK", e);
      }
    }
  }
}
