package dev.stele.process;

import dev.stele.ground.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what stands in the registry: for ends and events. Any number of threads may wait; each
 * is told by the hub, and reads for itself.
 *
 * <p>Where nobody tells, because there is no hub, or it was closed, or others write that it does
 * not know of, the registry is looked at after 25, 50, 100, 200, 400, 800 and 1000 milliseconds,
 * and each second from then on; a change begins that anew.
 *
 * <p>An unknown process is an error at once: {@link ProcessException.UnknownProcess}. If it was
 * pruned meanwhile, that says so.
 */
public final class Awaiter {

  private final ProcessReader reader;
  private final @Nullable ChangeHub hub;
  private final Clock clock;
  private final boolean isPolling;

  private Awaiter(ProcessReader reader, @Nullable ChangeHub hub, Clock clock, boolean isPolling) {
    this.reader = reader;
    this.hub = hub;
    this.clock = clock;
    this.isPolling = isPolling;
  }

  /** Returns one that is told by a hub of everything that is written. */
  public static Awaiter of(ProcessReader reader, ChangeHub hub, Clock clock) {
    return new Awaiter(reader, hub, clock, false);
  }

  /** Returns one that is told of some of what is written, and looks for the rest. */
  public static Awaiter sharing(ProcessReader reader, ChangeHub hub, Clock clock) {
    return new Awaiter(reader, hub, clock, true);
  }

  /** Returns one that is told of nothing: for a reader in another JVM. */
  public static Awaiter polling(ProcessReader reader, Clock clock) {
    return new Awaiter(reader, null, clock, true);
  }

  /**
   * Waits for the end of a process.
   *
   * @return what it ended in, which all who wait are told alike; empty if the time ran out
   * @throws InterruptedException if the thread is interrupted; nothing was changed
   */
  public Optional<ProcessOutcome> awaitEnd(ProcessId id, Duration atMost)
      throws InterruptedException {
    return until(id, atMost, () -> reader.get(id).outcome());
  }

  /**
   * Waits for the first event of a type behind a sequence, which may be there already. If the
   * process ends without it, that is told at once.
   *
   * @throws InterruptedException if the thread is interrupted; nothing was changed
   */
  public Awaited awaitEvent(ProcessId id, String type, long sequence, Duration atMost)
      throws InterruptedException {
    Supplier<Optional<Awaited>> look =
        () -> {
          // The end first: an event that is not there after it never will be.
          Optional<ProcessOutcome> outcome = reader.get(id).outcome();
          Optional<ProcessEvent> event = reader.firstAfter(id, type, sequence);
          return event.<Awaited>map(Awaited.Came::new).or(() -> outcome.map(Awaited.Ended::new));
        };
    return until(id, atMost, look).orElseGet(Awaited.TimedOut::new);
  }

  private <T> Optional<T> until(ProcessId id, Duration atMost, Supplier<Optional<T>> look)
      throws InterruptedException {
    long deadlineNanos = clock.deadlineAfter(atMost);
    Optional<T> found = look.get();
    if (found.isPresent()) {
      return found; // Who need not wait leaves no trace in the hub.
    }
    try (ChangeHub.@Nullable Subscription told = hub == null ? null : hub.subscribe(id)) {
      PollBackoff backoff = new PollBackoff();
      while (true) {
        found = look.get();
        long leftNanos = deadlineNanos - clock.nanoTime();
        if (found.isPresent() || leftNanos <= 0) {
          return found;
        }
        pause(told, backoff, Duration.ofNanos(leftNanos));
      }
    }
  }

  private void pause(ChangeHub.@Nullable Subscription told, PollBackoff backoff, Duration left)
      throws InterruptedException {
    if (told != null && told.isLive()) {
      if (told.awaitChange(isPolling ? shorter(backoff.next(), left) : left)) {
        backoff.reset();
      }
    } else {
      clock.sleep(shorter(backoff.next(), left));
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
