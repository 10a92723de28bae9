package dev.stele.store;

import dev.stele.ground.Disk;
import dev.stele.journal.JournalOptions;
import java.time.Duration;
import java.util.List;

/**
 * How a store is opened.
 *
 * @param journal the log below
 * @param indexBytes how much memory the index may take for what is not on disk yet, at least
 *     65,536; twice as much for a short time
 * @param queueMax how many appends may wait at once, 1 or more; the next ones wait for a place
 * @param gates judge each append, in this order; the first denial counts
 * @param denials what becomes of denials
 * @param restarts how often the writer may be restarted after a failure of the disk
 */
public record StoreOptions(
    JournalOptions journal,
    int indexBytes,
    int queueMax,
    List<Gate> gates,
    Denials denials,
    RestartBudget restarts) {

  /** What becomes of the denials of gates. */
  public enum Denials {
    /** They are answered, and forgotten. */
    FORGOTTEN,
    /** They are answered once an event of the store's own tells of them, durably. */
    RECORDED
  }

  /**
   * How often the writer may be restarted; then the store only reads.
   *
   * @param max 0 or more
   * @param within in this time, which is positive
   */
  public record RestartBudget(int max, Duration within) {

    /** Checks the ranges. */
    public RestartBudget {
      if (max < 0) {
        throw new IllegalArgumentException("restarts must be >= 0, got: " + max);
      }
      if (within.isZero() || within.isNegative()) {
        throw new IllegalArgumentException("time of restarts must be positive, got: " + within);
      }
    }
  }

  private static final int INDEX_BYTES_MIN = 1 << 16;

  /** Checks the ranges. */
  public StoreOptions {
    if (indexBytes < INDEX_BYTES_MIN) {
      throw new IllegalArgumentException(
          "index memory must be >= " + INDEX_BYTES_MIN + " bytes, got: " + indexBytes);
    }
    if (queueMax < 1) {
      throw new IllegalArgumentException("queue must have >= 1 places, got: " + queueMax);
    }
    gates = List.copyOf(gates);
  }

  /**
   * Returns the options that fit most: 16 MiB of index memory, 4,096 places, no gates, one restart
   * in a minute.
   */
  public static StoreOptions standard() {
    return new StoreOptions(
        JournalOptions.standard(),
        16 << 20,
        4_096,
        List.of(),
        Denials.FORGOTTEN,
        new RestartBudget(1, Duration.ofMinutes(1)));
  }

  /** Returns these options with another log. */
  public StoreOptions journal(JournalOptions other) {
    return new StoreOptions(other, indexBytes, queueMax, gates, denials, restarts);
  }

  /** Returns these options on another disk. */
  public StoreOptions on(Disk disk) {
    return journal(journal.on(disk));
  }

  /** Returns these options with another bound of the index memory. */
  public StoreOptions indexBytes(int bytes) {
    return new StoreOptions(journal, bytes, queueMax, gates, denials, restarts);
  }

  /** Returns these options with another number of places in the queue. */
  public StoreOptions queueMax(int places) {
    return new StoreOptions(journal, indexBytes, places, gates, denials, restarts);
  }

  /** Returns these options with these gates, and what becomes of their denials. */
  public StoreOptions gates(Denials what, Gate... all) {
    return new StoreOptions(journal, indexBytes, queueMax, List.of(all), what, restarts);
  }

  /** Returns these options with another budget of restarts. */
  public StoreOptions restarts(RestartBudget budget) {
    return new StoreOptions(journal, indexBytes, queueMax, gates, denials, budget);
  }
}
