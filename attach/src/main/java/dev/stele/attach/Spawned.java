package dev.stele.attach;

import dev.stele.ground.Clock;
import java.util.Optional;

/**
 * An attach that has not begun: says how it is to be. Immutable; each of its methods returns a
 * changed copy. {@link #subscribe} may be called again and again, for one attach each.
 *
 * @param <H> what its history is: {@link Items}, or a state
 * @param <T> what its items are
 */
public final class Spawned<H, T> {

  private final Source<H, T> source;
  private final Settings<T> settings;
  private final Optional<Cursor> from;

  Spawned(Source<H, T> source, Settings<T> settings, Optional<Cursor> from) {
    this.source = source;
    this.settings = settings;
    this.from = from;
  }

  private Spawned<H, T> with(Settings<T> changed) {
    return new Spawned<>(source, changed, from);
  }

  /** Lets so many items wait for the consumer; 1,024 unless said otherwise, at least 1. */
  public Spawned<H, T> capacity(int items) {
    return with(
        new Settings<>(
            items, settings.overflow(), settings.backoff(), settings.clock(), settings.unused()));
  }

  /**
   * Says what happens when more would have to wait; {@link Overflow.Resync} unless said otherwise.
   */
  public Spawned<H, T> onOverflow(Overflow<T> overflow) {
    return with(
        new Settings<>(
            settings.capacity(),
            overflow,
            settings.backoff(),
            settings.clock(),
            settings.unused()));
  }

  /**
   * Once it is live, subscribes again when the producer fails, where it was. Unless this is said, a
   * failure is the end.
   */
  public Spawned<H, T> reconnecting(Backoff backoff) {
    return with(
        new Settings<>(
            settings.capacity(),
            settings.overflow(),
            Optional.of(backoff),
            settings.clock(),
            settings.unused()));
  }

  /** Waits by this clock; that of the machine unless said otherwise. */
  public Spawned<H, T> clock(Clock clock) {
    return with(
        new Settings<>(
            settings.capacity(),
            settings.overflow(),
            settings.backoff(),
            clock,
            settings.unused()));
  }

  /**
   * Tells of histories that were taken and never read; a warning is logged unless said otherwise.
   * Called on the thread that closes one, or on that which finds it lost.
   */
  public Spawned<H, T> reportUnused(java.util.function.Consumer<? super UnusedHistory> report) {
    return with(
        new Settings<>(
            settings.capacity(),
            settings.overflow(),
            settings.backoff(),
            settings.clock(),
            report));
  }

  /**
   * Subscribes: from when this returns, nothing that is emitted is missed. What the producer throws
   * here or in its history before it is live, the caller gets, and may try again.
   *
   * @return the next phase, to be closed if it is not gone on with
   * @throws AttachException.Broken if the producer became another history since its cursor was
   *     looked at; nothing is subscribed
   */
  public Subscribed<H, T> subscribe() {
    return subscribe(new Doorbell(settings.clock()));
  }

  /** Subscribes with a doorbell that may be shared; its clock is that of the settings. */
  Subscribed<H, T> subscribe(Doorbell bell) {
    return new Subscribed<>(new Session<>(source, settings, bell, from));
  }

  /**
   * Goes through all phases with a consumer, until the end. Blocks; a virtual thread is made for
   * it.
   *
   * @return why it ended
   * @throws InterruptedException if the thread is interrupted while it waits; it is detached then
   * @throws Exception what the consumer throws; it is detached then
   */
  public End run(Consumer<H, T> consumer) throws Exception {
    try (Subscribed<H, T> subscribed = subscribe();
        Live<H, T> live = subscribed.<Exception>replay(consumer::replay).live()) {
      return live.run(consumer);
    }
  }

  Source<H, T> source() {
    return source;
  }

  Settings<T> settings() {
    return settings;
  }

  Optional<Cursor> from() {
    return from;
  }
}
