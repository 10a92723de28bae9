package dev.stele.explore;

/**
 * What may end a wait besides what is waited for.
 *
 * @param timeoutNanos after how long it ends; below 0 if it does not
 */
record Patience(long timeoutNanos, boolean isInterruptible) {

  static final Patience UNTIL_INTERRUPTED = new Patience(-1, true);
  static final Patience ENDLESS = new Patience(-1, false);

  static Patience of(long timeoutNanos) {
    return new Patience(Math.max(0, timeoutNanos), true);
  }

  boolean isTimed() {
    return timeoutNanos >= 0;
  }
}
