package dev.stele.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;

/**
 * The sources of an application's facts, registered once; each request gets a session of its own.
 *
 * <p>Immutable, and safe for any thread. Sources are shared by sessions, what they answered never
 * is.
 */
public final class Facts {

  private static final Facts NONE = builder().build();

  private final Map<FactType<?, ?>, Integer> places = new HashMap<>();
  private final List<FactSource<?, ?>> sources = new ArrayList<>();
  private final Circle circle = new Circle();
  private final Duration deadline;
  private final long deadlineNanos;
  private final int limit;
  private final InstantSource clock;
  private final Waits waits;

  private Facts(Builder builder) {
    this.deadline = builder.deadline;
    this.deadlineNanos = nanos(builder.deadline);
    this.limit = builder.limit;
    this.clock = builder.clock;
    this.waits = builder.waits;
    builder.sources.forEach((type, source) -> {
      places.put(type, sources.size());
      sources.add(source);
    });
  }

  /** Returns a registry without a source: for policies that need no facts. */
  public static Facts none() {
    return NONE;
  }

  /** Returns a builder of a registry. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns a new session, for one request: what it has learnt it keeps, failures included, until
   * it is dropped. Costs no more than an object; need not be closed unless its loads are to be
   * ended.
   */
  public Session session() {
    return new Session(this);
  }

  /**
   * Returns how long one load may take before its keys have failed. It is counted anew if who asked
   * first is interrupted.
   */
  public Duration deadline() {
    return deadline;
  }

  long deadlineNanos() {
    return deadlineNanos;
  }

  /** A deadline of centuries is none. */
  private static long nanos(Duration duration) {
    return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0
        ? duration.toNanos()
        : Long.MAX_VALUE;
  }

  int limit() {
    return limit;
  }

  InstantSource clock() {
    return clock;
  }

  Waits waits() {
    return waits;
  }

  Circle circle() {
    return circle;
  }

  int count() {
    return sources.size();
  }

  /** Returns the place of a type in a session, or -1 if it has no source. */
  int place(FactType<?, ?> type) {
    Integer place = places.get(type);
    return place == null ? -1 : place;
  }

  FactSource<?, ?> source(int place) {
    return sources.get(place);
  }

  /** Collects what a registry is made of. Not safe for several threads. */
  public static final class Builder {

    private final Map<FactType<?, ?>, FactSource<?, ?>> sources = new LinkedHashMap<>();
    private Duration deadline = Duration.ofSeconds(10);
    private int limit = 1_000_000;
    private InstantSource clock = InstantSource.system();
    private Waits waits = Condition::awaitNanos;

    private Builder() {}

    /**
     * Registers the source of a type of facts.
     *
     * @throws IllegalArgumentException if the type, or another of its name, has a source, or the
     *     source takes less than one key or one batch at a time
     */
    public <K, V> Builder with(FactType<K, V> type, FactSource<K, V> source) {
      for (FactType<?, ?> other : sources.keySet()) {
        if (other.name().equals(type.name())) {
          throw new IllegalArgumentException(
              "fact must have one source and a name of its own, got: '" + type.name() + "' twice");
        }
      }
      sources.put(type, Sources.checked(source));
      return this;
    }

    /**
     * Sets how long one load may take, 10 seconds unless set; a source that never waits has none.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder deadline(Duration atMost) {
      if (!atMost.isPositive()) {
        throw new IllegalArgumentException("deadline must be > 0, got: " + atMost);
      }
      this.deadline = atMost;
      return this;
    }

    /**
     * Sets how many facts of one type a session knows, a million unless set. Threads that load at
     * the same moment may pass it by one key each.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder limit(int facts) {
      if (facts < 1) {
        throw new IllegalArgumentException("limit must be >= 1, got: " + facts);
      }
      this.limit = facts;
      return this;
    }

    /**
     * Sets what tells the time, which stands in traces and is asked by rules: the system's unless
     * set.
     */
    public Builder clock(InstantSource source) {
      this.clock = source;
      return this;
    }

    /** Sets how a wait lets time pass: for tests of deadlines. */
    public Builder waits(Waits real) {
      this.waits = real;
      return this;
    }

    /** Returns the registry. */
    public Facts build() {
      return new Facts(this);
    }
  }
}
