package dev.stele.attach;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What of an attach becomes elements of a publisher. */
sealed interface Shape<H, T, E> {

  Spawned<H, T> attach();

  /** Returns the elements that a history consists of. */
  Iterator<E> past(H history);

  /** Returns the element that something live is; empty if it is none. */
  Optional<E> live(Received<H, T> received);

  /** Items alone. */
  record OfItems<T>(Spawned<Items<T>, T> attach) implements Shape<Items<T>, T, Item<T>> {

    @Override
    public Iterator<Item<T>> past(Items<T> history) {
      return history;
    }

    @Override
    public Optional<Item<T>> live(Received<Items<T>, T> received) {
      return received instanceof Received.Got<Items<T>, T>(Item<T> item)
          ? Optional.of(item)
          : Optional.empty();
    }
  }

  /** Everything but the end. */
  record OfReceived<H, T>(Spawned<H, T> attach) implements Shape<H, T, Received<H, T>> {

    @Override
    public Iterator<Received<H, T>> past(H history) {
      if (attach.source() instanceof Source.OfItems<?>) {
        @SuppressWarnings("unchecked") // What is shown of items is items.
        Items<T> items = (Items<T>) history;
        return new Past<>(items);
      }
      return List.<Received<H, T>>of(new Received.Resynced<>(history)).iterator();
    }

    @Override
    public Optional<Received<H, T>> live(Received<H, T> received) {
      return Optional.of(received);
    }
  }

  /** Items of a history as they are given live. */
  record Past<H, T>(Items<T> items) implements Iterator<Received<H, T>> {

    @Override
    public boolean hasNext() {
      return items.hasNext();
    }

    @Override
    public Received<H, T> next() {
      return new Received.Got<>(items.next());
    }
  }
}
