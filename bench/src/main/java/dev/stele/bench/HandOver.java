package dev.stele.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a skilled user writes around something slow: callers hand what they have to one thread,
 * which gives all that waits to a device at once and releases them.
 *
 * @param <T> what is handed over
 */
final class HandOver<T> implements AutoCloseable {

  private final Device<T> device;
  private final AtomicReference<@Nullable Item<T>> stack = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean closed;

  /** Takes what several callers had, in order. */
  @FunctionalInterface
  interface Device<T> {
    void take(List<T> all) throws Exception;
  }

  private static final class Item<T> {
    private final T content;
    private final Thread caller = Thread.currentThread();
    private @Nullable Item<T> below;
    private @Nullable Exception failure;
    private volatile boolean done;

    private Item(T content) {
      this.content = content;
    }

    private void finish(@Nullable Exception cause) {
      failure = cause;
      done = true;
      LockSupport.unpark(caller);
    }
  }

  HandOver(Device<T> device) {
    this.device = device;
    thread = Thread.ofPlatform().daemon().name("group-commit").start(this::commit);
  }

  /** Hands over, and waits until the device has it. */
  void submit(T content) throws Exception {
    Item<T> item = new Item<>(content);
    Item<T> top;
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
      Item<T> top = stack.getAndSet(null);
      if (top == null) {
        LockSupport.park(this);
        continue;
      }
      List<Item<T>> group = new ArrayList<>();
      for (Item<T> item = top; item != null; item = item.below) {
        group.add(item);
      }
      Collections.reverse(group);
      List<T> contents = new ArrayList<>(group.size());
      group.forEach(item -> contents.add(item.content));
      Exception failure = null;
      try {
        device.take(contents);
      } catch (Exception e) {
        failure = e;
      }
      for (Item<T> item : group) {
        item.finish(failure);
      }
    }
  }

  @Override
  public void close() {
    closed = true; // Nobody is waiting any more, so there is nothing to finish.
    LockSupport.unpark(thread);
  }
}
