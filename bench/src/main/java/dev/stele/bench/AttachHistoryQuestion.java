package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atLeast;
import static dev.stele.bench.Goals.Unit.PERCENT;

import dev.stele.attach.Items;
import dev.stele.attach.Live;
import dev.stele.journal.Durability;
import dev.stele.store.Event;
import dev.stele.store.Events;
import dev.stele.store.Region;
import java.util.List;
import java.util.Locale;

/** How fast a long history is seen by who attaches, beside reading it. */
final class AttachHistoryQuestion implements Question {

  private static final int BATCH = 100;

  @Override
  public void answer(Setting setting) throws Exception {
    int events = setting.scale().choose(1_000_000, 2_000);
    setting
        .out()
        .printf(Locale.ROOT, "3. A history of %,d events of a store. An op is an event.%n", events);
    try (StoreEvents peer =
        new StoreEvents(setting.scratch().folder("attach"), Durability.WRITTEN)) {
      Author author = new Author("attach");
      for (int i = 0; i < events / BATCH; i++) {
        peer.append(List.of(author.next(BATCH)));
      }
      peer.settle();
      Rounds rounds = new Rounds();
      Contestant attach =
          rounds.add("attach, all of its history", () -> 0, _ -> attach(peer, events));
      Contestant read = rounds.add("read", () -> 0, _ -> read(peer, events));
      rounds.run(setting.out(), setting.scale(), events);
      setting
          .goals()
          .judge(atLeast(0.5, PERCENT, "of the speed of reading"), attach.timesAsFastAs(read));
    }
  }

  private static void attach(StoreEvents peer, int events) {
    Passed passed = new Passed();
    try (Live<Items<Event>, Event> _ =
        peer.store()
            .attach(Region.all())
            .subscribe()
            .replay(history -> {
              while (history.hasNext()) {
                passed.add(history.next().value());
              }
            })
            .live()) {
      passed.require(events);
    }
  }

  private static void read(StoreEvents peer, int events) {
    Passed passed = new Passed();
    try (Events all = peer.store().read(Region.all())) {
      while (all.hasNext()) {
        passed.add(all.next());
      }
    }
    passed.require(events);
  }

  /** What went by: who sees less than all of it has not answered the question. */
  private static final class Passed {
    private long events;
    private long bytes;

    void add(Event event) {
      events++;
      bytes += event.payload().remaining();
    }

    void require(long expected) {
      if (events != expected || bytes < expected * Draft.PAYLOAD_BYTES) {
        throw new IllegalStateException(
            "expected " + expected + " events, found " + events + " of " + bytes + " bytes");
      }
    }
  }
}
