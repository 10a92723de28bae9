package dev.stele.access;

import java.util.Optional;
import java.util.function.Function;

/** The sources that this room makes itself. */
final class Sources {

  private Sources() {}

  record InMemory<K, V>(Function<? super K, Optional<V>> lookUp) implements FactSource<K, V> {

    @Override
    public void load(FactBatch<K, V> batch) {
      for (K key : batch.keys()) {
        Optional<V> found = lookUp.apply(key);
        if (found.isPresent()) {
          batch.found(key, found.get());
        } else {
          batch.missing(key);
        }
      }
    }

    @Override
    public boolean isPrompt() {
      return true;
    }
  }

  /** A source, and what was said of it once: it stays so, whatever the source says later. */
  record Tuned<K, V>(FactSource<K, V> source, int maxBatch, int concurrency, boolean isPrompt)
      implements FactSource<K, V> {

    Tuned {
      atLeastOne("keys of a batch", maxBatch);
      atLeastOne("batches at the same time", concurrency);
    }

    @Override
    public void load(FactBatch<K, V> batch) throws Exception {
      source.load(batch);
    }
  }

  /** Asks a source what it is when it is registered, and never again. */
  static <K, V> FactSource<K, V> checked(FactSource<K, V> source) {
    return source instanceof Tuned<K, V> tuned
        ? tuned
        : new Tuned<>(source, source.maxBatch(), source.concurrency(), source.isPrompt());
  }

  private static void atLeastOne(String what, int count) {
    if (count < 1) {
      throw new IllegalArgumentException(what + " must be >= 1, got: " + count);
    }
  }
}
