package dev.stele.bench;

import dev.stele.journal.Durability;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.FlushOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * An event store on RocksDB, as {@link KeyLayout} says; an append is a {@code WriteBatch}. Looking
 * at heads and keys and writing is one step under a lock; batches that are appended together are of
 * different streams, since it does not see what it has not written yet. With 64 MB of cache and a
 * Bloom filter, which point reads want; the other options are its own.
 */
final class RocksEvents implements EventPeer {

  private static final long CACHE_BYTES = 64 << 20;
  private static final double FILTER_BITS = 10;

  private final Cache cache;
  private final BloomFilter filter;
  private final Options options;
  private final WriteOptions writing;
  private final RocksDB database;
  private final ReentrantLock turn = new ReentrantLock();
  private final AtomicLong syncs = new AtomicLong();
  private long next;

  RocksEvents(Path folder, Durability durability) throws RocksDBException {
    RocksDB.loadLibrary();
    cache = new LRUCache(CACHE_BYTES);
    filter = new BloomFilter(FILTER_BITS);
    BlockBasedTableConfig tables =
        new BlockBasedTableConfig().setBlockCache(cache).setFilterPolicy(filter);
    options = new Options().setCreateIfMissing(true).setTableFormatConfig(tables);
    writing = new WriteOptions().setSync(durability == Durability.SYNCED);
    database = RocksDB.open(options, folder.toString());
  }

  @Override
  public void append(List<Batch> batches) throws RocksDBException {
    turn.lock();
    try (WriteBatch writes = new WriteBatch()) {
      long position = next;
      for (Batch batch : batches) {
        if (batch.isExpecting()) {
          batch.requireHead(head(batch.entity()));
        }
        byte[] key = KeyLayout.key(batch.key());
        if (database.get(key) != null) {
          throw new IllegalStateException("key must be new, got: '" + batch.key() + "'");
        }
        writes.put(key, KeyLayout.keyValue(batch.fingerprint(), position));
        position = put(writes, batch, position);
      }
      database.write(writing, writes);
      next = position;
      if (writing.sync()) {
        syncs.incrementAndGet();
      }
    } finally {
      turn.unlock();
    }
  }

  private static long put(WriteBatch writes, Batch batch, long first) throws RocksDBException {
    long position = first;
    long micros = System.currentTimeMillis() * 1_000;
    for (Draft draft : batch.drafts()) {
      UUID id = Identities.next();
      byte[] place = KeyLayout.number(position);
      writes.put(KeyLayout.event(position), KeyLayout.encode(id, draft, micros));
      writes.put(KeyLayout.place(draft.entity(), draft.version()), place);
      writes.put(KeyLayout.id(id), place);
      for (String tag : draft.tags()) {
        writes.put(KeyLayout.tag(tag, position), new byte[0]);
      }
      if (batch.endsStream(draft)) {
        writes.put(KeyLayout.head(draft.entity()), KeyLayout.number(draft.version()));
      }
      position++;
    }
    return position;
  }

  private long head(String entity) throws RocksDBException {
    byte[] found = database.get(KeyLayout.head(entity));
    return found == null ? Batch.NO_STREAM : ByteBuffer.wrap(found).getLong();
  }

  @Override
  public long count() throws RocksDBException {
    long events = count(KeyLayout.Table.EVENTS);
    for (KeyLayout.Table table : List.of(KeyLayout.Table.STREAMS, KeyLayout.Table.IDS)) {
      if (count(table) != events) {
        throw new RocksDBException("expected as many " + table + " as events, found others");
      }
    }
    if (count(KeyLayout.Table.TAGS) != 2 * events || count(KeyLayout.Table.KEYS) < 1) {
      throw new RocksDBException("expected two tags for each event and keys, found others");
    }
    return events;
  }

  private long count(KeyLayout.Table table) throws RocksDBException {
    long count = 0;
    try (RocksIterator rows = database.newIterator()) {
      for (rows.seek(new byte[] {table.letter()});
          rows.isValid() && rows.key()[0] == table.letter();
          rows.next()) {
        count++;
      }
      rows.status();
    }
    return count;
  }

  @Override
  public void replay(Consumer<Found> sink) throws RocksDBException {
    try (RocksIterator rows = database.newIterator()) {
      byte letter = KeyLayout.Table.EVENTS.letter();
      for (rows.seek(new byte[] {letter}); rows.isValid(); rows.next()) {
        byte[] key = rows.key();
        if (key[0] != letter) {
          break;
        }
        long position = ByteBuffer.wrap(key).getLong(1);
        sink.accept(KeyLayout.decode(position, ByteBuffer.wrap(rows.value())));
      }
      rows.status();
    }
  }

  @Override
  public void stream(String entity, Consumer<Found> sink) throws RocksDBException {
    byte[] start = KeyLayout.stream(entity);
    try (RocksIterator rows = database.newIterator()) {
      for (rows.seek(start); rows.isValid(); rows.next()) {
        if (!Arrays.equals(rows.key(), 0, start.length, start, 0, start.length)) {
          break;
        }
        sink.accept(event(rows.value()).orElseThrow());
      }
      rows.status();
    }
  }

  @Override
  public Optional<Found> find(UUID id) throws RocksDBException {
    return event(database.get(KeyLayout.id(id)));
  }

  private Optional<Found> event(byte @Nullable [] place) throws RocksDBException {
    if (place == null) {
      return Optional.empty();
    }
    long position = ByteBuffer.wrap(place).getLong();
    byte[] found = database.get(KeyLayout.event(position));
    return found == null
        ? Optional.empty()
        : Optional.of(KeyLayout.decode(position, ByteBuffer.wrap(found)));
  }

  /** Flushes, and waits for compactions: they would take the CPU of who comes next. */
  @Override
  public void rest() throws RocksDBException {
    try (FlushOptions waiting = new FlushOptions().setWaitForFlush(true)) {
      database.flush(waiting);
    }
    while (database.getLongProperty("rocksdb.compaction-pending") > 0
        || database.getLongProperty("rocksdb.num-running-compactions") > 0) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public long syncs() {
    return syncs.get();
  }

  @Override
  public void close() {
    database.close();
    writing.close();
    options.close();
    filter.close();
    cache.close();
  }
}
