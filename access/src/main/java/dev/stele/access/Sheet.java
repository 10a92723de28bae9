package dev.stele.access;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call of a source: its keys, and the answers so far.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class Sheet<K, V> implements FactBatch<K, V> {

  /*
   * The sheet's own lock guards drafts and who runs; answers are published under it, too, so that
   * they are there for whoever ends a sheet that another is just ending; waiters are woken outside
   * of it. Ending it takes effect once: by the source's return, by what it threw, by a deadline or
   * by the session's close, whichever comes first.
   */

  private final Load<K, V> load;
  private final int number;
  private final List<K> keys;
  private final List<Slot<V>> slots;
  private boolean isOver;
  private @Nullable Thread runner;

  Sheet(Load<K, V> load, int number, List<K> keys, List<Slot<V>> slots) {
    this.load = load;
    this.number = number;
    this.keys = Collections.unmodifiableList(keys);
    this.slots = slots;
  }

  @Override
  public List<K> keys() {
    return keys;
  }

  @Override
  public void found(K key, V value) {
    draft(key, new Fact.Found<>(Objects.requireNonNull(value)));
  }

  @Override
  public void missing(K key) {
    draft(key, Fact.Missing.one());
  }

  @Override
  public void failed(K key, Throwable cause) {
    draft(key, new Fact.Failed<>(new FactError.Backend(fact(), Objects.requireNonNull(cause))));
  }

  private synchronized void draft(K key, Fact<V> answer) {
    if (isOver) {
      throw new IllegalStateException("batch must be open to be answered, got: ended");
    }
    Slot<V> slot = load.slot(key);
    if (slot == null || slot.sheet != number) {
      throw new IllegalArgumentException("key must be one of the batch, got: '" + key + "'");
    }
    slot.draft =
        slot.draft == null
            ? answer
            : contract("must answer each key once, got: two answers for one");
  }

  /** Has the source answer, unless the sheet is over before. */
  void run(FactSource<K, V> source) {
    if (!begin(source.isPrompt())) {
      return;
    }
    FactLoadEvent event = new FactLoadEvent();
    event.begin();
    FactError unanswered =
        new FactError.Contract(fact(), "must answer each key, got: no answer for one");
    try {
      ScopedValue.where(Load.RUNNING, load)
          .call(() -> {
            source.load(this);
            return keys;
          });
    } catch (InterruptedException stopped) {
      unanswered = new FactError.Cancelled(fact());
      Thread.currentThread().interrupt();
    } catch (Exception failure) {
      unanswered = new FactError.Backend(fact(), failure);
    } catch (Error failure) {
      unanswered = new FactError.Backend(fact(), failure);
      throw failure;
    } finally {
      end(unanswered);
      event.describe(fact(), slots);
    }
  }

  /**
   * Ends it: keys without an answer get this one. Only the first call does anything; after any,
   * each key has its answer.
   */
  @SuppressWarnings("ReferenceEquality") // A thread is itself and nothing else.
  void end(FactError unanswered) {
    List<Waiter> woken = new ArrayList<>();
    synchronized (this) {
      if (isOver) {
        return;
      }
      isOver = true;
      if (runner != null && runner != Thread.currentThread()) {
        runner.interrupt();
      }
      runner = null;
      for (Slot<V> slot : slots) {
        Fact<V> draft = slot.draft;
        woken.addAll(slot.finish(draft == null ? new Fact.Failed<>(unanswered) : draft));
      }
    }
    load.sheetEnded();
    woken.forEach(Waiter::wake);
  }

  /**
   * A prompt source runs on a thread of the application's, which is not ours to interrupt. On our
   * own, an interrupt was meant for the sheet before.
   */
  private synchronized boolean begin(boolean isPrompt) {
    if (!isOver && !isPrompt) {
      runner = Thread.currentThread();
      Thread.interrupted();
    }
    return !isOver;
  }

  private Fact<V> contract(String what) {
    return new Fact.Failed<>(new FactError.Contract(fact(), what));
  }

  private String fact() {
    return load.shelf().type().name();
  }
}
