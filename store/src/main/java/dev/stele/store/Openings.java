package dev.stele.store;

import dev.stele.ground.DiskException;
import dev.stele.index.IndexException;
import dev.stele.index.IndexOptions;
import dev.stele.index.PositionIndex;
import dev.stele.journal.Entries;
import dev.stele.journal.Entry;
import dev.stele.journal.Journal;
import dev.stele.journal.JournalReader;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/** Opens the parts of a store together, or none of them. */
final class Openings {

  /** The index's own directory, in that of the store. */
  static final String RUNS = "runs";

  private Openings() {}

  /** A store's parts, open for writing. */
  record Writable(Journal journal, Engine engine, Decider decider, long entriesIndexed) {}

  static Writable writable(Path directory, StoreOptions options, Executor upkeep) {
    Journal journal = Journal.open(directory, options.journal());
    IndexOptions how =
        IndexOptions.writer(
            options.journal().disk(), directory.resolve(RUNS), tableBytes(options), upkeep);
    Engine engine = engine(directory, journal, how);
    boolean opened = false;
    try {
      long from = engine.index.end();
      long end = engine.addToIndex(from, Long.MAX_VALUE);
      engine.index.durable(end);
      Decider decider = new Decider(journal, engine.index, engine.lookup, lastMicros(journal), end);
      opened = true;
      return new Writable(journal, engine, decider, end - from);
    } finally {
      if (!opened) {
        engine.close();
      }
    }
  }

  /** Opens the index of a log, or closes the log. */
  static Engine engine(Path directory, JournalReader journal, IndexOptions how) {
    boolean opened = false;
    try {
      Engine engine = new Engine(journal, openIndex(directory, journal, how));
      opened = true;
      return engine;
    } finally {
      if (!opened) {
        journal.close();
      }
    }
  }

  /** The bound is for a table that is filled and one that is being written. */
  static int tableBytes(StoreOptions options) {
    return options.indexBytes() / 2;
  }

  private static PositionIndex openIndex(Path directory, JournalReader journal, IndexOptions how) {
    try {
      return PositionIndex.open(
          how,
          journal.lineage(),
          journal.head().value(),
          end -> journal.treeHead(Engine.position(end)).root().toBytes());
    } catch (IndexException | DiskException e) {
      throw new StoreException.IndexFailed(directory, e);
    }
  }

  /** The time of the last event: no later one may be before it. */
  private static long lastMicros(Journal journal) {
    try (Entries entries = journal.readBackward(journal.head())) {
      while (entries.hasNext()) {
        Entry entry = entries.next();
        if (Lookup.isEvent(entry)) {
          return Event.of(entry).header().timeMicros();
        }
      }
    }
    return Long.MIN_VALUE;
  }
}
