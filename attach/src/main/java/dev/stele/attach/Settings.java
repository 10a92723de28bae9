package dev.stele.attach;

import dev.stele.ground.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/** How one consumer wants to be attached. */
record Settings<T>(
    int capacity,
    Overflow<T> overflow,
    Optional<Backoff> backoff,
    Clock clock,
    Consumer<? super UnusedHistory> unused) {

  private static final int CAPACITY = 1024;

  Settings {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be >= 1, got: " + capacity);
    }
  }

  static <T> Settings<T> standard() {
    return new Settings<>(
        CAPACITY, new Overflow.Resync<>(), Optional.empty(), Clock.system(), UnusedHistory::log);
  }
}
