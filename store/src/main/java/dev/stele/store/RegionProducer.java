package dev.stele.store;

import dev.stele.attach.Inbox;
import dev.stele.attach.Items;
import dev.stele.attach.Producer;
import dev.stele.attach.Subscription;
import dev.stele.journal.JournalException;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A region, to be attached to. What is durable is visible before it is offered; so it is in the
 * history before.
 */
record RegionProducer(StoreReader reader, AttachHub hub, Region region) implements Producer<Event> {

  @Override
  public UUID lineage() {
    return reader.lineage();
  }

  /** Nothing is ever forgotten yet. */
  @Override
  public long oldest() {
    return 0;
  }

  @Override
  public OptionalLong end() {
    return OptionalLong.of(reader.visibleEnd());
  }

  @Override
  public Subscription subscribe(Inbox<Event> inbox) {
    return hub.attach(inbox, region);
  }

  @Override
  public Items<Event> history(long from) {
    try {
      long end = reader.visibleEnd();
      long first = Math.max(from, region.from().value());
      return new RegionItems(
          EventReading.of(reader, region.from(Engine.position(first)), true, end), end);
    } catch (JournalException.Replaced e) {
      throw RegionItems.replaced(e);
    }
  }
}
