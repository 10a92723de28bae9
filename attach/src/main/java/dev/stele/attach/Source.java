package dev.stele.attach;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The three kinds of producers, as an attach sees them. */
sealed interface Source<H, T> {

  Optional<UUID> lineage();

  boolean isDense();

  /** Returns the position where what it tells begins. */
  default long oldest() {
    return 0;
  }

  Subscription subscribe(Inbox<T> inbox);

  /** Takes what there is already, from a position on or as a whole. */
  Past<H, T> past(long from);

  /**
   * What there is already.
   *
   * @param shown what the application gets
   * @param items the same, if it is items; the session reads them itself then
   * @param end position behind it
   */
  record Past<H, T>(H shown, @Nullable Items<T> items, long end) {}

  /** Tells its items again. */
  record OfItems<T>(Producer<T> producer) implements Source<Items<T>, T> {

    @Override
    public Optional<UUID> lineage() {
      return Optional.of(producer.lineage());
    }

    @Override
    public boolean isDense() {
      return producer.numbering() == Producer.Numbering.DENSE;
    }

    @Override
    public long oldest() {
      return producer.oldest();
    }

    @Override
    public Subscription subscribe(Inbox<T> inbox) {
      return producer.subscribe(inbox);
    }

    @Override
    public Past<Items<T>, T> past(long from) {
      Items<T> items = told(from);
      return new Past<>(items, items, items.end());
    }

    private Items<T> told(long from) {
      try {
        return producer.history(from);
      } catch (AttachException.Replaced e) {
        return new Gone<>(from, e); // Whoever reads it is told.
      }
    }

    /** What cannot be told any more. */
    private record Gone<T>(long end, AttachException.Replaced why) implements Items<T> {

      @Override
      public boolean hasNext() {
        throw why;
      }

      @Override
      public Item<T> next() {
        throw why;
      }

      @Override
      public void close() {}
    }
  }

  /** Tells a state. */
  record OfState<S, T>(StateProducer<S, T> producer) implements Source<S, T> {

    @Override
    public Optional<UUID> lineage() {
      return Optional.of(producer.lineage());
    }

    @Override
    public boolean isDense() {
      return producer.numbering() == Producer.Numbering.DENSE;
    }

    @Override
    public Subscription subscribe(Inbox<T> inbox) {
      return producer.subscribe(inbox);
    }

    @Override
    public Past<S, T> past(long from) {
      StateProducer.State<S> state = producer.state();
      return new Past<>(state.value(), null, state.position());
    }
  }

  /** Tells a state, and has no positions: what is in both cannot be told. */
  record OfRaw<S, T>(RawProducer<S, T> producer) implements Source<S, T> {

    @Override
    public Optional<UUID> lineage() {
      return Optional.empty();
    }

    @Override
    public boolean isDense() {
      return false;
    }

    @Override
    public Subscription subscribe(Inbox<T> inbox) {
      return producer.subscribe(inbox);
    }

    @Override
    public Past<S, T> past(long from) {
      return new Past<>(producer.state(), null, from);
    }
  }
}
