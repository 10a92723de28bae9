package dev.stele.attach;

import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Flow;

/** One attach of one subscriber: what its thread does. */
final class Emission<H, T, E> {

  /*
   * The thread takes an element, then waits until it was asked for: so an end is told to one who has asked
   * for nothing, as the specification wants, and no more than one element is taken ahead. Everything the
   * subscriber hears it hears from this thread.
   */

  private final Shape<H, T, E> shape;
  private final Demand<H, T> demand;
  private final Flow.Subscriber<? super E> subscriber;
  private boolean hasSubscriberThrown;

  Emission(Shape<H, T, E> shape, Demand<H, T> demand, Flow.Subscriber<? super E> subscriber) {
    this.shape = shape;
    this.demand = demand;
    this.subscriber = subscriber;
  }

  void run() {
    subscriber.onSubscribe(demand);
    Optional<Throwable> failure;
    try {
      failure = failure(emit());
    } catch (InterruptedException | RuntimeException | Error e) {
      if (hasSubscriberThrown) {
        throw thrownBySubscriber(e);
      }
      failure = Optional.of(e);
    }
    Optional<? extends Throwable> mistake = demand.mistake();
    if (mistake.isPresent()) {
      subscriber.onError(mistake.get());
    } else if (demand.finish()) {
      failure.ifPresentOrElse(subscriber::onError, subscriber::onComplete);
    }
  }

  private static Optional<Throwable> failure(End why) {
    return why instanceof End.Closed
        ? Optional.empty()
        : Optional.of(new AttachException.Ended(why));
  }

  private static RuntimeException thrownBySubscriber(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return (RuntimeException) thrown;
  }

  private End emit() throws InterruptedException {
    try (Subscribed<H, T> subscribed = shape.attach().subscribe();
        History<H> history = subscribed.history()) {
      Iterator<E> past = shape.past(history.take());
      while (past.hasNext()) {
        E element = past.next();
        if (!demand.awaitOne()) {
          return new End.Cancelled();
        }
        if (!subscribed.session().isOver()) { // What was erased meanwhile is not shown.
          give(element);
        }
      }
      try (Live<H, T> live = subscribed.replayed(history).live()) {
        return emit(live);
      }
    }
  }

  private End emit(Live<H, T> live) throws InterruptedException {
    demand.wakes(live);
    while (true) {
      Received<H, T> received = live.next();
      if (received instanceof Received.Ended<H, T>(End why)) {
        return why;
      }
      Optional<E> element = shape.live(received);
      if (element.isEmpty()) {
        continue;
      }
      if (!demand.awaitOne()) {
        return new End.Cancelled();
      }
      if (!live.session().isOver()) {
        give(element.get());
      }
    }
  }

  private void give(E element) {
    hasSubscriberThrown = true;
    subscriber.onNext(element);
    hasSubscriberThrown = false;
  }
}
