package dev.stele.access;

import java.time.Instant;

/**
 * From when until when something holds.
 *
 * @param from the first moment at which it holds
 * @param until the first at which it holds no more
 */
public record Validity(Instant from, Instant until) {

  /**
   * Makes a validity.
   *
   * @throws IllegalArgumentException if it ends before it begins
   */
  public Validity {
    if (until.isBefore(from)) {
      throw new IllegalArgumentException(
          "validity must end after it begins, got: from " + from + " until " + until);
    }
  }

  /** Returns the validity of what holds from then on. */
  public static Validity since(Instant from) {
    return new Validity(from, Instant.MAX);
  }

  /** Returns the validity of what holds up to then, and not at that moment. */
  public static Validity before(Instant until) {
    return new Validity(Instant.MIN, until);
  }

  /** Returns true if it holds at this moment. */
  public boolean holdsAt(Instant moment) {
    return !moment.isBefore(from) && moment.isBefore(until);
  }
}
