package dev.stele.attach;

import dev.stele.ground.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Several attaches, each under a name, that one thread consumes in turn: a busy one does not keep
 * the others from being heard. Each keeps its own order, its own cursor, its own policy and its own
 * end; among them there is no order.
 *
 * <p>It has not begun. Immutable; {@link #subscribe} may be called again and again.
 *
 * @param <H> what their histories are: {@link Items}, or a state
 * @param <T> what their items are
 */
public final class Merged<H, T> {

  private final Map<String, Spawned<H, T>> sources;

  private Merged(Map<String, Spawned<H, T>> sources) {
    this.sources = sources;
  }

  /**
   * Merges attaches that have not begun.
   *
   * @param sources by name, at least one, all on one clock; asked in this order if the map has one
   */
  public static <H, T> Merged<H, T> of(Map<String, Spawned<H, T>> sources) {
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("sources must be at least one, got: none");
    }
    Map<String, Spawned<H, T>> copy = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    Clock clock = copy.values().iterator().next().settings().clock();
    copy.forEach((name, attach) -> {
      if (!attach.settings().clock().equals(clock)) {
        throw new IllegalArgumentException(
            "clock must be the same for all, got: another one for '" + name + "'");
      }
    });
    return new Merged<>(copy);
  }

  /**
   * Goes on where another one was. A source without a cursor is a new one, and begins with its
   * oldest item.
   *
   * @param producers by name, at least one
   * @param cursors what {@link MergedLive#cursors} gave
   * @throws IllegalArgumentException if there is a cursor of a name that no producer has
   */
  public static <T> MergedResumption<T> resume(
      Map<String, ? extends Producer<T>> producers, Map<String, Cursor> cursors) {
    Set<String> strangers = new TreeSet<>(cursors.keySet());
    strangers.removeAll(producers.keySet());
    if (!strangers.isEmpty()) {
      throw new IllegalArgumentException("cursors must be of the producers, got: " + strangers);
    }
    Map<String, Spawned<Items<T>, T>> resumed = new LinkedHashMap<>();
    Map<String, Resumption<T>> refused = new LinkedHashMap<>();
    producers.forEach((name, producer) -> {
      Cursor cursor = cursors.get(name);
      switch (cursor == null ? fromTheBeginning(producer) : Attach.resume(producer, cursor)) {
        case Resumption.Resumed<T>(Spawned<Items<T>, T> attach) -> resumed.put(name, attach);
        case Resumption<T> refusal -> refused.put(name, refusal);
      }
    });
    return refused.isEmpty()
        ? new MergedResumption.Resumed<>(of(resumed))
        : new MergedResumption.Refused<>(Collections.unmodifiableMap(refused));
  }

  private static <T> Resumption<T> fromTheBeginning(Producer<T> producer) {
    return new Resumption.Resumed<>(Attach.to(producer));
  }

  /**
   * Subscribes to all of them: from when this returns, nothing that any of them emits is missed. If
   * one cannot be subscribed to, none is.
   *
   * @return the next phase, to be closed if it is not gone on with
   */
  public MergedSubscribed<H, T> subscribe() {
    Doorbell bell = new Doorbell(sources.values().iterator().next().settings().clock());
    Map<String, Subscribed<H, T>> subscribed = new LinkedHashMap<>();
    boolean isDone = false;
    try {
      sources.forEach((name, attach) -> subscribed.put(name, attach.subscribe(bell)));
      isDone = true;
    } finally {
      if (!isDone) {
        closeAll(subscribed.values().stream().map(attach -> attach::close));
      }
    }
    return new MergedSubscribed<>(bell, subscribed);
  }

  /** Closes all, even if one of them cannot be closed. */
  static void closeAll(Stream<Runnable> closings) {
    List<RuntimeException> failures = new ArrayList<>();
    closings.forEach(closing -> {
      try {
        closing.run();
      } catch (RuntimeException e) {
        failures.add(e);
      }
    });
    if (!failures.isEmpty()) {
      RuntimeException first = failures.removeFirst();
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }
}
