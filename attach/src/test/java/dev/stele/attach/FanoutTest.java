package dev.stele.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.ground.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FanoutTest {

  private final Fanout<Integer> fanout = new Fanout<>();

  private static Inbox<Integer> inbox(Overflow<Integer> overflow) {
    return new Inbox<>(new Doorbell(Clock.system()), 2, overflow, 0);
  }

  private static Inbox<Integer> inbox() {
    return inbox(new Overflow.Resync<>());
  }

  @Test
  void anItemReachesThoseUnderItsTopicAlone() {
    Inbox<Integer> here = inbox();
    Inbox<Integer> there = inbox();
    fanout.add(here, List.of("a", "b"), _ -> true);
    fanout.add(there, List.of("c"), _ -> true);
    fanout.publish(new Item<>(0, 0), "b");
    assertThat(here.queued()).isEqualTo(1);
    assertThat(there.queued()).isZero();
  }

  @Test
  void anItemThatIsNotWantedIsNotOffered() {
    Inbox<Integer> inbox = inbox();
    fanout.add(inbox, List.of("a"), value -> value > 0);
    fanout.publish(new Item<>(0, 0), "a");
    fanout.publish(new Item<>(1, 1), "a");
    assertThat(inbox.queued()).isEqualTo(1);
  }

  @Test
  void whoIsNotConcernedIsNotAsked() {
    List<Integer> asked = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      int number = i;
      fanout.add(
          inbox(),
          List.of("topic " + i),
          _ -> {
            asked.add(number);
            return false;
          });
    }
    fanout.publish(new Item<>(0, 0), "topic 7");
    assertThat(asked).containsExactly(7);
  }

  @Test
  void nothingIsLeftOfWhoHasGone() {
    Subscription one = fanout.add(inbox(), List.of("a", "b"), _ -> true);
    Subscription other = fanout.add(inbox(), List.of("b"), _ -> true);
    one.close();
    one.close();
    assertThat(fanout.isEmpty()).isFalse();
    other.close();
    assertThat(fanout.isEmpty()).isTrue();
  }

  /** Two subscriptions of one inbox were equal, and who closed one closed both. */
  @Test
  void whoIsThereTwiceLeavesOnce() {
    Inbox<Integer> inbox = inbox();
    Subscription one = fanout.add(inbox, List.of("a"), _ -> true);
    fanout.add(inbox, List.of("a"), _ -> true);
    one.close();
    fanout.publish(new Item<>(0, 0), "a");
    assertThat(inbox.queued()).isEqualTo(1);
  }

  /** The topics were the caller's list: what he did to it later, closing did not find. */
  @Test
  void topicsAreThoseOfTheMomentOfSubscribing() {
    List<String> topics = new ArrayList<>(List.of("a"));
    Subscription subscription = fanout.add(inbox(), topics, _ -> true);
    topics.clear();
    subscription.close();
    assertThat(fanout.isEmpty()).isTrue();
  }

  /** Whoever was evicted and did not notice was offered every item from then on. */
  @Test
  void whoTakesNothingAnyMoreIsForgotten() {
    Inbox<Integer> inbox = inbox(new Overflow.Evict<>());
    fanout.add(inbox, List.of("a"), _ -> true);
    for (int i = 0; i < 3; i++) {
      assertThat(fanout.isEmpty()).isFalse();
      fanout.publish(new Item<>(i, i), "a");
    }
    assertThat(fanout.isEmpty()).isTrue();
  }

  /** What one consumer gave along threw, and those behind him did not get the item. */
  @Test
  void whatIsWrongWithOneDoesNotKeepTheItemFromOthers() {
    Inbox<Integer> wrong = inbox();
    Inbox<Integer> right = inbox();
    fanout.add(wrong, List.of("a"), value -> 1 / value > 0);
    fanout.add(right, List.of("a"), _ -> true);
    fanout.publish(new Item<>(0, 0), "a");
    assertThat(right.queued()).isEqualTo(1);
    assertThat(wrong.end().orElseThrow()).isInstanceOf(End.Failed.class);
  }

  @Test
  void theEndReachesThoseWhoAreThereAndThoseWhoCome() {
    Inbox<Integer> before = inbox();
    Inbox<Integer> after = inbox();
    fanout.add(before, List.of("a"), _ -> true);
    fanout.end(new End.Closed());
    fanout.add(after, List.of("b"), _ -> true);
    assertThat(before.end()).contains(new End.Closed());
    assertThat(after.end()).contains(new End.Closed());
  }

  /** What was erased and then closed was merely closed for those who came afterwards. */
  @Test
  void whoComesAfterAnErasureIsToldOfIt() {
    fanout.end(new End.Erased());
    fanout.end(new End.Closed());
    Inbox<Integer> inbox = inbox();
    fanout.add(inbox, List.of("a"), _ -> true);
    assertThat(inbox.end()).contains(new End.Erased());
  }
}
