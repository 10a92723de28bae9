package dev.stele.bench;

import dev.stele.journal.Durability;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** RocksDB with its own defaults; the key is the position, a batch is a {@code WriteBatch}. */
final class RocksPeer implements Peer {

  private final Options options;
  private final WriteOptions writing;
  private final RocksDB database;
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong syncs = new AtomicLong();

  RocksPeer(Path folder, Durability durability) throws RocksDBException {
    RocksDB.loadLibrary();
    options = new Options().setCreateIfMissing(true);
    writing = new WriteOptions().setSync(durability == Durability.SYNCED);
    database = RocksDB.open(options, folder.toString());
  }

  @Override
  public void append(List<byte[]> payloads) throws RocksDBException {
    if (payloads.size() == 1) {
      database.put(writing, nextKey(), payloads.getFirst());
    } else {
      try (WriteBatch batch = new WriteBatch()) {
        for (byte[] payload : payloads) {
          batch.put(nextKey(), payload);
        }
        database.write(writing, batch);
      }
    }
    if (writing.sync()) {
      syncs.incrementAndGet();
    }
  }

  private byte[] nextKey() {
    return ByteBuffer.allocate(Long.BYTES).putLong(0, next.getAndIncrement()).array();
  }

  @Override
  public long replay() throws RocksDBException {
    long count = 0;
    try (RocksIterator iterator = database.newIterator()) {
      for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
        if (iterator.value().length == Payloads.BYTES) {
          count++;
        }
      }
      iterator.status();
    }
    return count;
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
  }
}
