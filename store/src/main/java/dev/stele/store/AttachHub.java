package dev.stele.store;

import dev.stele.attach.Inbox;
import dev.stele.attach.Overflow;
import dev.stele.attach.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Those who are attached to a store, and what reads for them. Safe for any thread. */
final class AttachHub {

  /*
   * While somebody is attached, and only then, one virtual thread reads on at the end of the log: each
   * event is read and decoded once, however many are attached, and offered under the topics of its
   * stream.
   *
   *   attach   joins the reading that goes on, or begins one at the visible end
   *   detach   the last one stops the reading. The next attach begins another one, which knows none of
   *            those whom the old one may still offer something to
   *   close    the reading goes to the visible end once more, and then tells everybody the end
   *
   * An event is visible before it is read, so it is in the history before it is offered. Whoever joins
   * finds what was offered before in the history, which is asked for later.
   *
   * The lock is taken before that of a store that restarts, never after; a reading takes it not at all.
   */

  private final StoreReader reader;
  private final ReentrantLock lock = new ReentrantLock();
  private final LongAdder read = new LongAdder();

  // Guarded by lock.
  private @Nullable AttachReading reading;
  private int attached;
  private boolean isClosed;

  AttachHub(StoreReader reader) {
    this.reader = reader;
  }

  /**
   * Lets an inbox be offered the events of a region.
   *
   * @throws IllegalArgumentException if the inbox makes the producer wait
   * @throws StoreException.Closed if the store is closed
   */
  Subscription attach(Inbox<Event> inbox, Region region) {
    if (inbox.overflow() instanceof Overflow.Block<Event> block) {
      throw new IllegalArgumentException(
          "overflow must not block, for it would hold up everybody who is attached to the store,"
              + " got: "
              + block);
    }
    StoreEvents.Attaching event = new StoreEvents.Attaching();
    event.begin();
    AttachReading joined = join();
    boolean isAdded = false;
    try {
      Subscription part = joined.add(inbox, region);
      isAdded = true;
      AtomicBoolean isOver = new AtomicBoolean();
      return () -> {
        if (isOver.compareAndSet(false, true)) {
          part.close();
          leave(joined);
          if (event.shouldCommit()) {
            event.region = region.identity();
            event.commit();
          }
        }
      };
    } finally {
      if (!isAdded) {
        leave(joined);
      }
    }
  }

  private AttachReading join() {
    lock.lock();
    try {
      reader.engine();
      if (isClosed) {
        throw new StoreException.Closed(reader.directory());
      }
      AttachReading joined = reading;
      if (joined == null || joined.isOver()) {
        joined = AttachReading.begin(reader, read);
        reading = joined;
      }
      joined.members++;
      attached++;
      return joined;
    } finally {
      lock.unlock();
    }
  }

  private void leave(AttachReading left) {
    lock.lock();
    try {
      attached--;
      left.members--;
      if (left.members == 0) {
        left.stop();
        if (reading == left) {
          reading = null;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many are attached now. */
  int attached() {
    lock.lock();
    try {
      return attached;
    } finally {
      lock.unlock();
    }
  }

  /** How many events were read for those who are attached. */
  long read() {
    return read.sum();
  }

  /** Tells everybody what is visible, and then the end; waits until that is done. */
  void close() {
    AttachReading last;
    lock.lock();
    try {
      isClosed = true;
      last = reading;
      reading = null;
    } finally {
      lock.unlock();
    }
    if (last != null) {
      last.finish();
    }
  }
}
