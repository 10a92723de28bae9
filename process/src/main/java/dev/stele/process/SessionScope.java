package dev.stele.process;

import java.util.Optional;

/**
 * Who may address processes and is told of their wakes: a session, or one frame of it.
 *
 * @param session 1 to 200 bytes of UTF-8 without {@code /} and control characters
 * @param frame likewise
 */
public record SessionScope(String session, Optional<String> frame) {

  private static final int BYTES_MAX = 200;

  /** Checks both. */
  public SessionScope {
    require("session", session);
    frame.ifPresent(name -> require("frame", name));
  }

  /** Returns the scope of a whole session. */
  public static SessionScope of(String session) {
    return new SessionScope(session, Optional.empty());
  }

  /** Returns the scope of one frame of a session. */
  public static SessionScope of(String session, String frame) {
    return new SessionScope(session, Optional.of(frame));
  }

  /** Returns what it is stored under: {@code session:a} or {@code session:a/frame:b}. */
  public String key() {
    return "session:" + session + frame.map(name -> "/frame:" + name).orElse("");
  }

  static SessionScope parse(String key) {
    int slash = key.indexOf('/');
    return slash < 0
        ? of(key.substring("session:".length()))
        : of(key.substring("session:".length(), slash), key.substring(slash + "/frame:".length()));
  }

  private static void require(String what, String name) {
    boolean isPlain = name.indexOf('/') < 0 && Texts.isPlain(name);
    if (name.isBlank() || !isPlain || Texts.bytes(name) > BYTES_MAX) {
      throw new IllegalArgumentException(
          what
              + " must be 1 to "
              + BYTES_MAX
              + " bytes, not blank, without '/', control and half characters, got: '"
              + name
              + "'");
    }
  }

  @Override
  public String toString() {
    return key();
  }
}
