package dev.stele.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the bridge does beyond the rules: ends, policies, signs. */
class AttachPublisherTest {

  private final Feed<String> feed = new Feed<>(new UUID(1, 2), 100);

  /** Writes down what it hears. */
  private static class Listener<E> implements Flow.Subscriber<E> {
    private final LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private Flow.@Nullable Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      heard.add("subscribed");
    }

    @Override
    public void onNext(E element) {
      heard.add(element);
    }

    @Override
    public void onError(Throwable failure) {
      heard.add(failure);
    }

    @Override
    public void onComplete() {
      heard.add("complete");
    }

    Object next() throws InterruptedException {
      return heard.take();
    }

    Flow.Subscription subscription() {
      return Objects.requireNonNull(subscription);
    }
  }

  private static <E> Listener<E> listen(AttachPublisher<E> publisher) throws InterruptedException {
    Listener<E> listener = new Listener<>();
    publisher.subscribe(listener);
    assertThat(listener.next()).isEqualTo("subscribed");
    return listener;
  }

  private static AttachException.Ended failure(Object heard) {
    assertThat(heard).isInstanceOf(AttachException.Ended.class);
    return (AttachException.Ended) heard;
  }

  @Test
  void historyThenLiveThenTheEnd() throws InterruptedException {
    feed.publish("old");
    Listener<Item<String>> listener = listen(AttachPublisher.ofItems(Attach.to(feed)));
    listener.subscription().request(2);
    assertThat(listener.next()).isEqualTo(new Item<>(0, "old"));
    feed.publish("new");
    assertThat(listener.next()).isEqualTo(new Item<>(1, "new"));
    feed.close();
    assertThat(listener.next()).isEqualTo("complete");
  }

  @Test
  void signsAreHeardByWhoWantsAll() throws InterruptedException {
    feed.publish("old");
    Listener<Received<Items<String>, String>> listener =
        listen(AttachPublisher.ofReceived(Attach.to(feed)));
    listener.subscription().request(2);
    assertThat(listener.next()).isEqualTo(new Received.Got<>(new Item<>(0, "old")));
    assertThat(listener.next()).isEqualTo(new Received.CaughtUp<>(1));
  }

  /** Has a state and no changes. */
  private record Still(String state) implements RawProducer<String, String> {
    @Override
    public Subscription subscribe(Inbox<String> inbox) {
      inbox.end(new End.Closed());
      return () -> {};
    }
  }

  @Test
  void aStateIsTheFirstElement() throws InterruptedException {
    Listener<Received<String, String>> listener =
        listen(AttachPublisher.ofReceived(Attach.raw(new Still("as it is"))));
    listener.subscription().request(5);
    assertThat(listener.next()).isEqualTo(new Received.Resynced<>("as it is"));
    assertThat(listener.next()).isInstanceOf(Received.CaughtUp.class);
    assertThat(listener.next()).isEqualTo("complete");
  }

  @Test
  void whoAsksForNothingIsEvictedIfThatIsThePolicy() throws InterruptedException {
    feed.publish("old");
    Listener<Item<String>> listener =
        listen(
            AttachPublisher.ofItems(
                Attach.to(feed).capacity(1).onOverflow(new Overflow.Evict<>())));
    listener.subscription().request(1);
    assertThat(listener.next()).isEqualTo(new Item<>(0, "old"));
    for (int i = 0; i < 5; i++) { // One is ahead, one or two are in the inbox.
      feed.publish("more");
    }
    listener.subscription().request(10);
    Object next = listener.next();
    while (next instanceof Item<?>) {
      next = listener.next();
    }
    assertThat(failure(next).why()).isEqualTo(new End.Evicted());
  }

  @Test
  void whoAsksSlowlyMissesNothingIfThePolicyIsToResync() throws InterruptedException {
    Listener<Item<String>> listener = listen(AttachPublisher.ofItems(Attach.to(feed).capacity(1)));
    for (int i = 0; i < 50; i++) {
      feed.publish(Integer.toString(i));
    }
    for (int i = 0; i < 50; i++) {
      listener.subscription().request(1);
      assertThat(listener.next()).isEqualTo(new Item<>(i, Integer.toString(i)));
    }
  }

  @Test
  void theProducerWaitsForWhoAsksIfThePolicyIsToBlock() throws InterruptedException {
    Listener<Item<String>> listener =
        listen(
            AttachPublisher.ofItems(
                Attach.to(feed)
                    .capacity(1)
                    .onOverflow(new Overflow.Block<>(Duration.ofMinutes(10)))));
    feed.publish("0"); // It is attached once this has come.
    listener.subscription().request(1);
    assertThat(listener.next()).isEqualTo(new Item<>(0, "0"));
    Thread producer =
        Thread.ofVirtual()
            .start(() -> {
              for (int i = 1; i < 10; i++) {
                feed.publish(Integer.toString(i));
              }
            });
    for (int i = 1; i < 10; i++) {
      if (i < 7) { // One was asked for, one is ahead, one in the inbox and one taken out of it.
        assertThat(producer.isAlive()).isTrue();
      }
      listener.subscription().request(1);
      assertThat(listener.next()).isEqualTo(new Item<>(i, Integer.toString(i)));
    }
    producer.join();
  }

  @Test
  void aFailureIsTheCauseOfTheError() throws InterruptedException {
    IllegalStateException cause = new IllegalStateException("line cut");
    Producer<String> failing =
        new PassingProducer<>(feed) {
          @Override
          public Subscription subscribe(Inbox<String> inbox) {
            inbox.end(new End.Failed(cause));
            return super.subscribe(inbox);
          }
        };
    Listener<Item<String>> listener = listen(AttachPublisher.ofItems(Attach.to(failing)));
    AttachException.Ended failure = failure(listener.next());
    assertThat(failure).hasCause(cause);
    assertThat(failure.why()).isEqualTo(new End.Failed(cause));
  }

  @Test
  void aSubscriberWhoThrowsIsHeardOfAndHearsNothingMore() throws InterruptedException {
    feed.publish("one");
    feed.publish("two");
    LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    AttachPublisher.ofItems(Attach.to(feed))
        .subscribe(
            new Listener<>() {
              @Override
              public void onSubscribe(Flow.Subscription given) {
                Thread.currentThread().setUncaughtExceptionHandler((_, e) -> heard.add(e));
                given.request(10);
              }

              @Override
              public void onNext(Item<String> element) {
                heard.add(element);
                throw new IllegalStateException("rude");
              }
            });
    assertThat(heard.take()).isEqualTo(new Item<>(0, "one"));
    assertThat(heard.take()).isInstanceOf(IllegalStateException.class);
    assertThat(heard).isEmpty();
  }

  @Test
  void eachSubscriberHasAnAttachOfItsOwn() throws InterruptedException {
    feed.publish("a");
    AttachPublisher<Item<String>> publisher = AttachPublisher.ofItems(Attach.to(feed));
    for (Listener<Item<String>> one : List.of(listen(publisher), listen(publisher))) {
      one.subscription().request(1);
      assertThat(one.next()).isEqualTo(new Item<>(0, "a"));
    }
  }
}
