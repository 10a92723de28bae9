package dev.stele.bench;

import dev.stele.journal.Durability;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.CursorIterable;
import org.lmdbjava.CursorIterable.KeyVal;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.KeyRange;
import org.lmdbjava.PutFlags;
import org.lmdbjava.Txn;

/**
 * An event store on LMDB, as {@link KeyLayout} says, a database for each table; an append is a
 * transaction. Its own durable mode where an append must be durable, {@code MDB_NOSYNC} and {@code
 * MDB_WRITEMAP} where it need not. A transaction that writes belongs to a thread of the system, so
 * callers on virtual threads need one that writes for them.
 */
final class LmdbEvents implements EventPeer {

  /** The address space it may grow into; the file takes what is written. */
  private static final long MAP_BYTES = 16L << 30;

  private static final int KEY_BYTES = 511;
  private static final int VALUE_BYTES = 1 << 16;

  private final Env<ByteBuffer> environment;
  private final Map<KeyLayout.Table, Dbi<ByteBuffer>> tables = new EnumMap<>(KeyLayout.Table.class);
  private final ByteBuffer key = ByteBuffer.allocateDirect(KEY_BYTES);
  private final ByteBuffer value = ByteBuffer.allocateDirect(VALUE_BYTES);
  private final Txn<ByteBuffer> reading;
  private final ReentrantLock turn = new ReentrantLock();
  private final AtomicLong syncs = new AtomicLong();
  private final boolean isSynced;
  private long next;

  LmdbEvents(Path folder, Durability durability) {
    isSynced = durability == Durability.SYNCED;
    EnvFlags[] flags =
        isSynced ? new EnvFlags[0] : new EnvFlags[] {EnvFlags.MDB_NOSYNC, EnvFlags.MDB_WRITEMAP};
    environment =
        Env.create()
            .setMapSize(MAP_BYTES)
            .setMaxDbs(KeyLayout.Table.values().length)
            .open(folder.toFile(), flags);
    for (KeyLayout.Table table : KeyLayout.Table.values()) {
      tables.put(table, environment.openDbi(table.name(), DbiFlags.MDB_CREATE));
    }
    reading = environment.txnRead();
    reading.reset();
  }

  @Override
  public void append(List<Batch> batches) {
    turn.lock();
    try (Txn<ByteBuffer> writes = environment.txnWrite()) {
      long position = next;
      for (Batch batch : batches) {
        if (batch.isExpecting()) {
          batch.requireHead(number(writes, KeyLayout.Table.HEADS, KeyLayout.head(batch.entity())));
        }
        put(
            writes,
            KeyLayout.Table.KEYS,
            KeyLayout.key(batch.key()),
            KeyLayout.keyValue(batch.fingerprint(), position),
            PutFlags.MDB_NOOVERWRITE);
        position = put(writes, batch, position);
      }
      writes.commit();
      next = position;
      if (isSynced) {
        syncs.incrementAndGet();
      }
    } finally {
      turn.unlock();
    }
  }

  private long put(Txn<ByteBuffer> writes, Batch batch, long first) {
    long position = first;
    long micros = System.currentTimeMillis() * 1_000;
    for (Draft draft : batch.drafts()) {
      UUID id = Identities.next();
      byte[] place = KeyLayout.number(position);
      put(
          writes,
          KeyLayout.Table.EVENTS,
          KeyLayout.event(position),
          KeyLayout.encode(id, draft, micros),
          PutFlags.MDB_APPEND);
      put(
          writes,
          KeyLayout.Table.STREAMS,
          KeyLayout.place(draft.entity(), draft.version()),
          place,
          PutFlags.MDB_NOOVERWRITE);
      put(writes, KeyLayout.Table.IDS, KeyLayout.id(id), place, PutFlags.MDB_NOOVERWRITE);
      for (String tag : draft.tags()) {
        put(writes, KeyLayout.Table.TAGS, KeyLayout.tag(tag, position), new byte[0]);
      }
      if (batch.endsStream(draft)) {
        put(
            writes,
            KeyLayout.Table.HEADS,
            KeyLayout.head(draft.entity()),
            KeyLayout.number(draft.version()));
      }
      position++;
    }
    return position;
  }

  private void put(
      Txn<ByteBuffer> writes,
      KeyLayout.Table table,
      byte[] newKey,
      byte[] newValue,
      PutFlags... flags) {
    key.clear().put(newKey).flip();
    value.clear().put(newValue).flip();
    if (!table(table).put(writes, key, value, flags)) {
      throw new IllegalStateException("what is put into " + table + " must be new");
    }
  }

  private Dbi<ByteBuffer> table(KeyLayout.Table table) {
    Dbi<ByteBuffer> found = tables.get(table);
    if (found == null) {
      throw new IllegalStateException("table must be open, got: " + table);
    }
    return found;
  }

  private @Nullable ByteBuffer get(Txn<ByteBuffer> txn, KeyLayout.Table table, byte[] wanted) {
    key.clear().put(wanted).flip();
    return table(table).get(txn, key);
  }

  private long number(Txn<ByteBuffer> txn, KeyLayout.Table table, byte[] wanted) {
    ByteBuffer found = get(txn, table, wanted);
    return found == null ? Batch.NO_STREAM : found.getLong(0);
  }

  /** A step that reads. */
  @FunctionalInterface
  private interface Reading<T> {
    T in(Txn<ByteBuffer> txn);
  }

  private <T> T read(Reading<T> step) {
    reading.renew();
    try {
      return step.in(reading);
    } finally {
      reading.reset();
    }
  }

  @Override
  public long count() {
    return read(txn -> {
      long events = table(KeyLayout.Table.EVENTS).stat(txn).entries;
      boolean isWhole =
          table(KeyLayout.Table.STREAMS).stat(txn).entries == events
              && table(KeyLayout.Table.IDS).stat(txn).entries == events
              && table(KeyLayout.Table.TAGS).stat(txn).entries == 2 * events
              && table(KeyLayout.Table.KEYS).stat(txn).entries > 0;
      if (!isWhole) {
        throw new IllegalStateException("expected a place, an id and tags for each event");
      }
      return events;
    });
  }

  @Override
  public void replay(Consumer<Found> sink) {
    read(txn -> {
      try (CursorIterable<ByteBuffer> rows =
          table(KeyLayout.Table.EVENTS).iterate(txn, KeyRange.all())) {
        for (KeyVal<ByteBuffer> row : rows) {
          sink.accept(KeyLayout.decode(row.key().getLong(1), row.val()));
        }
      }
      return true;
    });
  }

  @Override
  public void stream(String entity, Consumer<Found> sink) {
    ByteBuffer from = direct(KeyLayout.place(entity, 0));
    ByteBuffer until = direct(KeyLayout.place(entity, Long.MAX_VALUE));
    read(txn -> {
      try (CursorIterable<ByteBuffer> rows =
          table(KeyLayout.Table.STREAMS).iterate(txn, KeyRange.closedOpen(from, until))) {
        for (KeyVal<ByteBuffer> row : rows) {
          sink.accept(event(txn, row.val().getLong(0)));
        }
      }
      return true;
    });
  }

  private static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  private Found event(Txn<ByteBuffer> txn, long position) {
    ByteBuffer found = get(txn, KeyLayout.Table.EVENTS, KeyLayout.event(position));
    if (found == null) {
      throw new IllegalStateException("expected an event at " + position + ", found none");
    }
    return KeyLayout.decode(position, found);
  }

  @Override
  public Optional<Found> find(UUID id) {
    return read(txn -> {
      long position = number(txn, KeyLayout.Table.IDS, KeyLayout.id(id));
      return position < 0 ? Optional.empty() : Optional.of(event(txn, position));
    });
  }

  @Override
  public long syncs() {
    return syncs.get();
  }

  @Override
  public void close() {
    reading.close();
    environment.close();
  }
}
