package dev.stele.access;

/**
 * How much of something was used, and how much may be.
 *
 * <p>As a fact it is a picture of one moment: that two requests do not both take what is left is
 * for whoever takes it, not for a policy.
 *
 * @param used how much was used, at least 0; may be more than the limit
 * @param limit how much may be, at least 0
 */
public record Quota(long used, long limit) {

  /**
   * Makes a quota.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public Quota {
    if (used < 0 || limit < 0) {
      throw new IllegalArgumentException(
          "quota must be used and limited by >= 0, got: " + used + " of " + limit);
    }
  }

  /**
   * Returns true if so much more may be used.
   *
   * @throws IllegalArgumentException if the amount is negative
   */
  public boolean hasRoomFor(long amount) {
    if (amount < 0) {
      throw new IllegalArgumentException("amount must be >= 0, got: " + amount);
    }
    return amount <= limit - used;
  }
}
