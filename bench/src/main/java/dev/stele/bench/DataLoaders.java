package dev.stele.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderFactory;
import org.dataloader.DataLoaderRegistry;

/** java-dataloader: one loader for each request, which must be told when to load. */
final class DataLoaders {

  private static final Executor VIRTUAL = Thread::startVirtualThread;

  private DataLoaders() {}

  /** On whose thread a batch is loaded. */
  enum Where {
    IN_PLACE,
    VIRTUAL_THREAD
  }

  /** Returns a new registry of so many loaders. */
  static DataLoaderRegistry registry(int loaders) {
    DataLoaderRegistry registry = new DataLoaderRegistry();
    for (int i = 0; i < loaders; i++) {
      registry.register("loader" + i, loader(Where.VIRTUAL_THREAD));
    }
    return registry;
  }

  private static DataLoader<Integer, Integer> loader(Where where) {
    return where == Where.IN_PLACE
        ? DataLoaderFactory.newMappedDataLoader(DataLoaders::loadInPlace)
        : DataLoaderFactory.newMappedDataLoader(DataLoaders::loadElsewhere);
  }

  private static CompletionStage<Map<Integer, Integer>> loadInPlace(Set<Integer> keys) {
    return CompletableFuture.completedFuture(AccessFacts.load(keys));
  }

  private static CompletionStage<Map<Integer, Integer>> loadElsewhere(Set<Integer> keys) {
    return CompletableFuture.supplyAsync(() -> AccessFacts.load(keys), VIRTUAL);
  }

  /** Loads keys for the first time, and returns the sum of what was answered. */
  static long coldSum(List<Integer> keys, Where where) {
    DataLoader<Integer, Integer> loader = loader(where);
    CompletableFuture<List<Integer>> all = loader.loadMany(keys);
    loader.dispatchAndJoin();
    long sum = 0;
    for (Integer value : all.join()) {
      sum += value;
    }
    return sum;
  }

  /** Loads a reader for each document at once, and returns the numbers of those he may read. */
  static List<Integer> filter(List<Integer> documents, int person, Where where) {
    DataLoader<Integer, Integer> loader = loader(where);
    CompletableFuture<List<Integer>> all = loader.loadMany(documents);
    loader.dispatchAndJoin();
    List<Integer> readers = all.join();
    List<Integer> granted = new ArrayList<>();
    for (int i = 0; i < readers.size(); i++) {
      if (readers.get(i) == person) {
        granted.add(documents.get(i));
      }
    }
    return granted;
  }

  /** Returns who reads what one loader knows, one key after the other. */
  static AccessThreadsQuestion.Reading warm(List<Integer> keys) {
    DataLoader<Integer, Integer> loader = loader(Where.IN_PLACE);
    CompletableFuture<List<Integer>> all = loader.loadMany(keys);
    loader.dispatchAndJoin();
    all.join();
    return reads -> {
      long sum = 0;
      for (int i = 0; i < reads; i++) {
        sum += loader.load(keys.get(i % keys.size())).join();
      }
      return sum;
    };
  }
}
