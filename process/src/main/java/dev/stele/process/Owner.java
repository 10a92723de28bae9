package dev.stele.process;

/**
 * Who holds a lease: one attempt of one worker.
 *
 * @param name of the attempt, 1 to 200 bytes of UTF-8; a second attempt of the same worker has
 *     another
 * @param incarnation the life it is part of
 */
public record Owner(String name, Incarnation incarnation) {

  /** Checks the name. */
  public Owner {
    Kinds.require("owner", name);
  }

  @Override
  public String toString() {
    return name + " of " + incarnation.key();
  }
}
