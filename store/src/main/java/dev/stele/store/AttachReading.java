package dev.stele.store;

import dev.stele.attach.Cursor;
import dev.stele.attach.End;
import dev.stele.attach.Fanout;
import dev.stele.attach.Inbox;
import dev.stele.attach.Item;
import dev.stele.attach.Subscription;
import dev.stele.index.IndexException;
import dev.stele.journal.Entries;
import dev.stele.journal.Entry;
import dev.stele.journal.JournalException;
import dev.stele.journal.Position;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/** Reads what becomes visible, for all who are attached, until it is stopped or fails. */
final class AttachReading {

  private static final Duration WITHOUT_END = Duration.ofDays(36_500);

  /** The topic of those who are attached to everything. */
  private static final Object EVERYTHING = new Object();

  /** The topic of those who are attached to a stream and what is below it. */
  private record Below(String scope, String entity) {}

  /** One whose region ends. */
  private record Bounded(Inbox<Event> inbox, long until) {}

  private final StoreReader reader;
  private final LongAdder read;
  private final Fanout<Event> fanout = new Fanout<>();
  private final Thread thread;

  /** Guarded by the hub's lock. */
  int members;

  /** Guarded by itself; the one that ends first comes first. */
  private final PriorityQueue<Bounded> bounded =
      new PriorityQueue<>(Comparator.comparingLong(Bounded::until));

  /** Spares the topics of what is above a stream, as long as nobody is there. */
  private final AtomicInteger below = new AtomicInteger();

  private volatile boolean isStopped;
  private volatile boolean isFinishing;
  private volatile boolean isOver;

  // Of the thread alone.
  private Engine engine;
  private long next;

  private AttachReading(StoreReader reader, LongAdder read, Engine engine, long next) {
    this.reader = reader;
    this.read = read;
    this.engine = engine;
    this.next = next;
    this.thread =
        Thread.ofVirtual()
            .name("stele-attach-" + reader.directory().getFileName())
            .unstarted(this::run);
  }

  /** Begins a reading of what becomes visible from now on. */
  static AttachReading begin(StoreReader reader, LongAdder read) {
    AttachReading begun =
        reader.reading(
            engine -> new AttachReading(reader, read, engine, reader.visibleEnd(engine)));
    begun.thread.start();
    return begun;
  }

  // --- For the hub -------------------------------------------------------------------------------

  /** Tells whether it has failed: who comes now needs another one. */
  boolean isOver() {
    return isOver;
  }

  Subscription add(Inbox<Event> inbox, Region region) {
    Object topic = topic(region.place());
    if (topic instanceof Below) {
      below.incrementAndGet();
    }
    Predicate<Event> wanted = region::has;
    Subscription part = fanout.add(inbox, List.of(topic), wanted);
    Optional<Bounded> bound = region.until().map(end -> new Bounded(inbox, end.value()));
    Subscription added =
        () -> {
          part.close();
          bound.ifPresent(this::remove);
          if (topic instanceof Below) {
            below.decrementAndGet();
          }
        };
    boolean isBounded = false;
    try {
      bound.ifPresent(this::add);
      isBounded = true;
      return added;
    } finally {
      if (!isBounded) {
        added.close();
      }
    }
  }

  private void add(Bounded bound) {
    synchronized (bounded) {
      bounded.add(bound);
    }
    if (reader.visibleEnd() >= bound.until) { // The thread may have passed it already.
      bound.inbox.end(new End.Closed());
    }
  }

  private void remove(Bounded bound) {
    synchronized (bounded) {
      bounded.remove(bound);
    }
  }

  /** Ends it, once nobody is attached. */
  void stop() {
    isStopped = true;
    thread.interrupt();
  }

  /** Lets it offer what is visible, and then the end; waits until that is done. */
  void finish() {
    isFinishing = true;
    thread.interrupt();
    boolean isInterrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException _) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  // --- The thread --------------------------------------------------------------------------------

  private void run() {
    End why;
    try {
      why = read();
    } catch (JournalException.Replaced e) {
      why = new End.Replaced(Optional.of(new Cursor(e.found(), 0)));
    } catch (RuntimeException | Error e) { // Whatever it is, nobody waits for what will not come.
      why = new End.Failed(e);
    }
    isOver = true;
    fanout.end(why);
  }

  private End read() {
    while (!isStopped) {
      boolean isLast = isFinishing; // Asked before it looks: what was visible then is offered.
      try {
        long end = reader.visibleEnd(engine);
        offer(end);
        endBounded(end);
        if (isLast) {
          return new End.Closed();
        }
        engine.journal.awaitDurable(new Position(end), WITHOUT_END);
      } catch (InterruptedException _) {
        // It was stopped, or is to finish.
      } catch (JournalException.Closed | IndexException.Closed _) {
        engine = reader.engineAfter(engine);
      }
    }
    return new End.Closed(); // Nobody hears it.
  }

  private void offer(long end) {
    if (next >= end) {
      return;
    }
    try (Entries entries = engine.journal.read(new Position(next))) {
      while (next < end && !isStopped) {
        Entry entry = entries.next();
        if (Lookup.isEvent(entry)) {
          read.increment(); // Before it is offered: whoever has seen it finds it counted.
          publish(Event.of(entry));
        }
        next = entry.position().value() + 1;
      }
    }
  }

  private void publish(Event event) {
    Item<Event> item = RegionItems.item(event);
    Coordinate stream = event.coordinate();
    fanout.publish(item, EVERYTHING);
    fanout.publish(item, stream.scope());
    fanout.publish(item, stream);
    if (below.get() > 0) {
      String entity = stream.entity();
      for (int colon = entity.indexOf(':'); colon >= 0; colon = entity.indexOf(':', colon + 1)) {
        fanout.publish(item, new Below(stream.scope(), entity.substring(0, colon)));
      }
      fanout.publish(item, new Below(stream.scope(), entity));
    }
  }

  private static Object topic(Region.Place place) {
    return switch (place) {
      case Region.Place.Everywhere _ -> EVERYTHING;
      case Region.Place.Scope(String scope) -> scope;
      case Region.Place.Stream(Coordinate stream) -> stream;
      case Region.Place.Below(Coordinate stream) -> new Below(stream.scope(), stream.entity());
    };
  }

  private void endBounded(long end) {
    synchronized (bounded) {
      for (Bounded first = bounded.peek();
          first != null && first.until <= end;
          first = bounded.peek()) {
        bounded.remove();
        first.inbox.end(new End.Closed());
      }
    }
  }
}
