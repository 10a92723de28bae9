package dev.stele.access;

/**
 * A place in the candidates of a {@link Lookup}: what it means is known to the lookup alone.
 *
 * @param token the lookup's own text, as short as can be; empty for the start
 */
public record LookupCursor(String token) {

  /** Before the first candidate. */
  public static final LookupCursor START = new LookupCursor("");

  /** Returns true if it stands before the first candidate. */
  public boolean isStart() {
    return token.isEmpty();
  }
}
