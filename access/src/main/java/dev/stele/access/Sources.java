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

  record Tuned<K, V>(FactSource<K, V> source, int maxBatch, int concurrency)
      implements FactSource<K, V> {

    Tuned {
      atLeastOne("keys of a batch", maxBatch);
      atLeastOne("batches at the same time", concurrency);
    }

    @Override
    public void load(FactBatch<K, V> batch) throws Exception {
      source.load(batch);
    }

    @Override
    public boolean isPrompt() {
      return source.isPrompt();
    }
  }

  /** What a source says of itself is checked when it is registered. */
  static void check(FactSource<?, ?> source) {
    atLeastOne("keys of a batch", source.maxBatch());
    atLeastOne("batches at the same time", source.concurrency());
  }

  private static void atLeastOne(String what, int count) {
    if (count < 1) {
      throw new IllegalArgumentException(what + " must be >= 1, got: " + count);
    }
  }
}
