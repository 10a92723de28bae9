package dev.stele.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a skilled user writes around something slow: callers hand payloads to one thread, which
 * gives all that wait to the device at once and releases them. On no device it is the hand-over
 * alone.
 */
final class GroupCommit implements Peer {

  private final Peer device;
  private final AtomicReference<@Nullable Item> stack = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean closed;

  private static final class Item {
    private final List<byte[]> payloads;
    private final Thread caller = Thread.currentThread();
    private @Nullable Item below;
    private @Nullable Exception failure;
    private volatile boolean done;

    private Item(List<byte[]> payloads) {
      this.payloads = payloads;
    }

    private void finish(@Nullable Exception cause) {
      failure = cause;
      done = true;
      LockSupport.unpark(caller);
    }
  }

  /** A device that does nothing. */
  record Nowhere() implements Peer {
    @Override
    public void append(List<byte[]> payloads) {}

    @Override
    public long syncs() {
      return 0;
    }

    @Override
    public void close() {}
  }

  GroupCommit(Peer device) {
    this.device = device;
    thread = Thread.ofPlatform().daemon().name("group-commit").start(this::commit);
  }

  @Override
  public void append(List<byte[]> payloads) throws Exception {
    Item item = new Item(payloads);
    Item top;
    do {
      top = stack.get();
      item.below = top;
    } while (!stack.compareAndSet(top, item));
    if (top == null) {
      LockSupport.unpark(thread);
    }
    while (!item.done) {
      LockSupport.park(this);
    }
    if (item.failure != null) {
      throw item.failure;
    }
  }

  private void commit() {
    while (!closed) {
      Item top = stack.getAndSet(null);
      if (top == null) {
        LockSupport.park(this);
        continue;
      }
      List<Item> group = new ArrayList<>();
      for (Item item = top; item != null; item = item.below) {
        group.add(item);
      }
      Collections.reverse(group);
      List<byte[]> payloads = new ArrayList<>(group.size());
      group.forEach(item -> payloads.addAll(item.payloads));
      Exception failure = null;
      try {
        device.append(payloads);
      } catch (Exception e) {
        failure = e;
      }
      for (Item item : group) {
        item.finish(failure);
      }
    }
  }

  @Override
  public long syncs() {
    return device.syncs();
  }

  @Override
  public void close() throws IOException, SQLException {
    closed = true; // Nobody is waiting any more, so there is nothing to finish.
    LockSupport.unpark(thread);
    device.close();
  }
}
