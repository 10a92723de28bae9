package dev.stele.attach;

import java.util.Objects;
import java.util.concurrent.Flow;

/**
 * An attach for those who speak Reactive Streams: each subscriber has one of its own, on a virtual
 * thread of its own. An element is taken when it was asked for, and one ahead; what waits until
 * then waits in the inbox, and the attach's policy says what happens when that is full.
 *
 * <p>{@link End.Closed} completes a subscription. Every other end is an error, {@link
 * AttachException.Ended}, and so is what the attach throws. What a subscriber throws ends its
 * subscription, and goes to the thread's uncaught exception handler.
 *
 * @param <E> what subscribers get
 */
public final class AttachPublisher<E> implements Flow.Publisher<E> {

  private final Shape<?, ?, E> shape;

  private AttachPublisher(Shape<?, ?, E> shape) {
    this.shape = shape;
  }

  /** Publishes items, those of the history first; signs are left out. */
  public static <T> AttachPublisher<Item<T>> ofItems(Spawned<Items<T>, T> attach) {
    return new AttachPublisher<>(new Shape.OfItems<>(attach));
  }

  /**
   * Publishes all that an attach that is live gives, but for its end, which is that of the
   * subscription. What there was comes first: items, or a state as {@link Received.Resynced}.
   */
  public static <H, T> AttachPublisher<Received<H, T>> ofReceived(Spawned<H, T> attach) {
    return new AttachPublisher<>(new Shape.OfReceived<>(attach));
  }

  /**
   * Attaches a subscriber, on a thread of its own: nothing is called before this returns or later.
   */
  @Override
  public void subscribe(Flow.Subscriber<? super E> subscriber) {
    Objects.requireNonNull(subscriber, "subscriber");
    start(shape, subscriber);
  }

  private static <H, T, E> void start(Shape<H, T, E> shape, Flow.Subscriber<? super E> subscriber) {
    Demand<H, T> demand = new Demand<>();
    Emission<H, T, E> emission = new Emission<>(shape, demand, subscriber);
    Thread.ofVirtual().name("stele-subscriber").start(emission::run);
  }
}
