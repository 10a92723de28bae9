package dev.stele.store;

import dev.stele.attach.End;
import dev.stele.attach.Item;
import dev.stele.attach.Items;
import dev.stele.attach.Live;
import dev.stele.attach.Received;
import dev.stele.attach.Spawned;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody who is attached, and remembers what was seen. For one thread. */
final class Attached implements AutoCloseable {

  final List<Event> seen = new ArrayList<>();
  final List<Received<Items<Event>, Event>> signs = new ArrayList<>();
  final Live<Items<Event>, Event> live;

  private Attached(Spawned<Items<Event>, Event> attach) {
    this.live =
        attach
            .subscribe()
            .replay(history -> history.forEachRemaining(item -> seen.add(item.value())))
            .live();
  }

  static Attached to(Spawned<Items<Event>, Event> attach) {
    return new Attached(attach);
  }

  List<String> texts() {
    return seen.stream().map(Event::text).toList();
  }

  List<Long> positions() {
    return seen.stream().map(event -> event.position().value()).toList();
  }

  /** Takes one thing more; returns why it ended, if it did. */
  @Nullable End step() throws InterruptedException {
    return note(live.next());
  }

  private @Nullable End note(Received<Items<Event>, Event> received) {
    if (received instanceof Received.Got<Items<Event>, Event>(Item<Event> item)) {
      seen.add(item.value());
      return null;
    }
    signs.add(received);
    return received instanceof Received.Ended<Items<Event>, Event>(End why) ? why : null;
  }

  /** Takes until it has seen so many events in all, or until the end. */
  Attached upTo(int count) throws InterruptedException {
    while (seen.size() < count && step() == null) {
      // What is seen is noted.
    }
    return this;
  }

  /** Takes what is there already. */
  Attached polled() {
    live.poll()
        .ifPresent(first -> {
          note(first);
          polled();
        });
    return this;
  }

  /** Takes until the end. */
  End toEnd() throws InterruptedException {
    End why = step();
    while (why == null) {
      why = step();
    }
    return why;
  }

  @Override
  public void close() {
    live.close();
  }
}
