package dev.stele.process;

import java.time.Duration;

/**
 * How a worker works.
 *
 * @param name for people, 1 to 100 characters
 * @param slots how many engines run at once, 1 or more; one that waits for others takes none
 * @param ttl how long a lease holds
 * @param renewEvery how often it is renewed: at most a third of {@code ttl}; a renewal that fails
 *     is tried again, ten times as often
 * @param sweepEvery how often all processes are looked at
 * @param grace how long {@link Worker#close} lets engines go on
 */
public record WorkerOptions(
    String name,
    int slots,
    Duration ttl,
    Duration renewEvery,
    Duration sweepEvery,
    Duration grace) {

  private static final int NAME_MAX = 100;

  /** Checks the ranges. */
  public WorkerOptions {
    Kinds.require("worker", name);
    if (name.length() > NAME_MAX) {
      throw new IllegalArgumentException(
          "worker must have <= " + NAME_MAX + " characters, got: '" + name + "'");
    }
    if (slots < 1) {
      throw new IllegalArgumentException("slots must be >= 1, got: " + slots);
    }
    if (renewEvery.isZero() || renewEvery.isNegative()) {
      throw new IllegalArgumentException("renewal must be positive, got: " + renewEvery);
    }
    if (ttl.compareTo(renewEvery.multipliedBy(3)) < 0) {
      throw new IllegalArgumentException(
          "time to live must be >= 3 times the renewal, got: " + ttl + " and " + renewEvery);
    }
    if (sweepEvery.isZero() || sweepEvery.isNegative() || grace.isNegative()) {
      throw new IllegalArgumentException(
          "sweep must be positive and grace not negative, got: " + sweepEvery + " and " + grace);
    }
  }

  /** Returns 64 slots, leases of 30 seconds, renewals and sweeps each 10, a grace of 5. */
  public static WorkerOptions standard(String name) {
    return new WorkerOptions(
        name,
        64,
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5));
  }

  /** Returns these options with another number of slots. */
  public WorkerOptions slots(int count) {
    return new WorkerOptions(name, count, ttl, renewEvery, sweepEvery, grace);
  }

  /** Returns these options with other times of leases. */
  public WorkerOptions leases(Duration timeToLive, Duration renewal) {
    return new WorkerOptions(name, slots, timeToLive, renewal, sweepEvery, grace);
  }

  /** Returns these options with another period of sweeps. */
  public WorkerOptions sweepEvery(Duration period) {
    return new WorkerOptions(name, slots, ttl, renewEvery, period, grace);
  }

  /** Returns these options with another grace. */
  public WorkerOptions grace(Duration longest) {
    return new WorkerOptions(name, slots, ttl, renewEvery, sweepEvery, longest);
  }
}
