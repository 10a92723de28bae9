package dev.stele.store;

import dev.stele.attach.AttachException;
import dev.stele.attach.Cursor;
import dev.stele.attach.Item;
import dev.stele.attach.Items;
import dev.stele.journal.JournalException;
import java.util.Optional;

/**
 * The events of a region up to what was visible, as items.
 *
 * @param end behind all that was visible when the reading began
 */
record RegionItems(Events events, long end) implements Items<Event> {

  static Item<Event> item(Event event) {
    return new Item<>(event.position().value(), event);
  }

  /** Returns what the attach ends with when a follower's store was taken away. */
  static AttachException.Replaced replaced(JournalException.Replaced by) {
    return new AttachException.Replaced(Optional.of(new Cursor(by.found(), 0)));
  }

  @Override
  public boolean hasNext() {
    try {
      return events.hasNext();
    } catch (JournalException.Replaced e) {
      throw replaced(e);
    }
  }

  @Override
  public Item<Event> next() {
    return item(events.next());
  }

  @Override
  public void close() {
    events.close();
  }
}
