package dev.stele.process;

/** What recovery may do with a process. Whoever starts it says so; there is no default. */
public enum Disposition {
  /** Another worker may run it again: it is idempotent, or keeps a journal of its own. */
  RERUNNABLE("rerunnable"),

  /** Once it was started nobody else ever runs it; if its owner dies, it is abandoned. */
  OWNER_BOUND("owner-bound"),

  /** Never run here: somebody outside ends it. */
  EXTERNALLY_OWNED("externally-owned");

  private final String word;

  Disposition(String word) {
    this.word = word;
  }

  /** Returns the word that it is stored and shown as. */
  public String word() {
    return word;
  }

  /**
   * Returns the one with a word.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Disposition of(String word) {
    for (Disposition each : values()) {
      if (each.word.equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "disposition must be 'rerunnable', 'owner-bound' or 'externally-owned', got: '"
            + word
            + "'");
  }
}
