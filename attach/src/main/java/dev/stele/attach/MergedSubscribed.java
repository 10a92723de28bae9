package dev.stele.attach;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Several attaches that miss nothing from now on, and have seen nothing yet. For one thread at a
 * time.
 */
public final class MergedSubscribed<H, T> implements AutoCloseable {

  private final Doorbell bell;
  private final Map<String, Subscribed<H, T>> sources;

  MergedSubscribed(Doorbell bell, Map<String, Subscribed<H, T>> sources) {
    this.bell = bell;
    this.sources = sources;
  }

  /**
   * Sees each history, one after the other in the order of the sources, and goes live. What comes
   * meanwhile waits in the inboxes, as their policies say.
   *
   * @throws X what a replay throws; all are closed then
   * @throws IllegalStateException if the items of a history were not read to their end, or this
   *     phase is over; all are closed that have not gone on from here
   */
  public <X extends Exception> MergedLive<H, T> replay(MergedReplay<? super H, X> replay) throws X {
    Map<String, Live<H, T>> live = new LinkedHashMap<>();
    boolean isDone = false;
    try {
      for (Map.Entry<String, Subscribed<H, T>> one : sources.entrySet()) {
        Synced<H, T> synced =
            one.getValue().<X>replay(history -> replay.replay(one.getKey(), history));
        live.put(one.getKey(), synced.live());
      }
      isDone = true;
    } finally {
      if (!isDone) {
        Merged.closeAll(live.values().stream().map(one -> one::close));
        close();
      }
    }
    return new MergedLive<>(bell, live);
  }

  /** Detaches those that have not gone on from here. A second call does nothing. */
  @Override
  public void close() {
    Merged.closeAll(sources.values().stream().map(one -> one::close));
  }
}
