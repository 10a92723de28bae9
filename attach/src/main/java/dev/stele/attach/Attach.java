package dev.stele.attach;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Begins attaches. The phases follow each other by type, and a call out of order does not compile:
 *
 * <pre>
 * try (var live = Attach.to(feed).subscribe().replay(view::load).live()) {
 *   while (live.next() instanceof Received.Got(var item)) { … }
 * }
 * </pre>
 */
public final class Attach {

  private Attach() {}

  /** Attaches to the whole of a producer: to all that it still knows when the history is taken. */
  public static <T> Spawned<Items<T>, T> to(Producer<T> producer) {
    return new Spawned<>(new Source.OfItems<>(producer), Settings.standard(), Optional.empty());
  }

  /** Goes on where another attach was, before a restart of either side. */
  public static <T> Resumption<T> resume(Producer<T> producer, Cursor cursor) {
    if (!cursor.lineage().equals(producer.lineage())) {
      return new Resumption.Foreign<>(cursor, producer.lineage());
    }
    long oldest = producer.oldest();
    if (cursor.position() < oldest) {
      return new Resumption.TooOld<>(cursor, oldest);
    }
    OptionalLong end = producer.end();
    if (end.isPresent() && cursor.position() > end.getAsLong()) {
      return new Resumption.Ahead<>(cursor, end.getAsLong());
    }
    return new Resumption.Resumed<>(
        new Spawned<>(new Source.OfItems<>(producer), Settings.standard(), Optional.of(cursor)));
  }

  /** Attaches to a state and what changes it. */
  public static <S, T> Spawned<S, T> to(StateProducer<S, T> producer) {
    return new Spawned<>(new Source.OfState<>(producer), Settings.standard(), Optional.empty());
  }

  /** Attaches to a producer without positions: what is emitted meanwhile may be seen twice. */
  public static <S, T> Spawned<S, T> raw(RawProducer<S, T> producer) {
    return new Spawned<>(new Source.OfRaw<>(producer), Settings.standard(), Optional.empty());
  }
}
