package dev.stele.bench;

import dev.stele.access.FactBatch;
import dev.stele.access.FactSource;
import dev.stele.access.FactType;
import dev.stele.access.Facts;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Facts, and the one way in which all that are measured get them: a batch of keys for a map. */
final class AccessFacts {

  /** How many sources a registry has. */
  static final int SOURCES = 4;

  /** Who may read a document, by its number. */
  static final FactType<Integer, Integer> READER = FactType.named("reader");

  /** The same from a source that never waits. */
  static final FactType<Integer, Integer> PROMPT = FactType.named("prompt reader");

  private static final FactType<Integer, Integer> TEAM = FactType.named("team");
  private static final FactType<Integer, Integer> REGION = FactType.named("region");

  private AccessFacts() {}

  /** Returns who may read a document: each second one of those asked about, the first person. */
  static int reader(int document) {
    return document % 2;
  }

  /** Answers keys, as a source does. */
  static Map<Integer, Integer> load(Collection<Integer> documents) {
    Map<Integer, Integer> readers = HashMap.newHashMap(documents.size());
    for (Integer document : documents) {
      readers.put(document, reader(document));
    }
    return readers;
  }

  /** Returns a registry of all sources. */
  static Facts registry() {
    FactSource<Integer, Integer> source = FactSource.of(AccessFacts::load);
    return Facts.builder()
        .with(READER, source)
        .with(PROMPT, new Prompt())
        .with(TEAM, source)
        .with(REGION, source)
        .build();
  }

  /** Returns keys: those of one request. */
  static List<Integer> keys(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  /** The same source, which says that it never waits. */
  private record Prompt() implements FactSource<Integer, Integer> {
    @Override
    public void load(FactBatch<Integer, Integer> batch) {
      batch.answer(AccessFacts.load(batch.keys()));
    }

    @Override
    public boolean isPrompt() {
      return true;
    }
  }
}
