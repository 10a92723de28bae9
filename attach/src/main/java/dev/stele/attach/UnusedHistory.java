package dev.stele.attach;

/**
 * A history that was taken and never read: whoever did it sees a view without a past.
 *
 * @param takenAt the place where it was taken
 */
public record UnusedHistory(Throwable takenAt) {

  private static final System.Logger LOGGER = System.getLogger("dev.stele.attach");

  void log() {
    LOGGER.log(System.Logger.Level.WARNING, "a history was taken and never read", takenAt);
  }
}
