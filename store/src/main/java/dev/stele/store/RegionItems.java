package dev.stele.store;

import dev.stele.attach.Item;
import dev.stele.attach.Items;

/**
 * The events of a region up to what was visible, as items.
 *
 * @param end behind all that was visible when the reading began
 */
record RegionItems(Events events, long end) implements Items<Event> {

  static Item<Event> item(Event event) {
    return new Item<>(event.position().value(), event);
  }

  @Override
  public boolean hasNext() {
    return events.hasNext();
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
