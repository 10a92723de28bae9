package dev.stele.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  /** It was an error, and not an exception: those behind him did not get the item. */
  @Test
  void anErrorOfOneDoesNotKeepTheItemFromOthers() {
    Inbox<Integer> keyed =
        inbox(
            new Overflow.Conflate<>(_ -> {
              throw new AssertionError("no key");
            }));
    Inbox<Integer> choosy = inbox();
    Inbox<Integer> right = inbox();
    fanout.add(keyed, List.of("a"), _ -> true);
    fanout.add(
        choosy,
        List.of("a"),
        _ -> {
          throw new AssertionError("no choice");
        });
    fanout.add(right, List.of("a"), _ -> true);
    fanout.publish(new Item<>(0, 0), "a");
    assertThat(right.queued()).isEqualTo(1);
    assertThat(keyed.end().orElseThrow()).isInstanceOf(End.Failed.class);
    assertThat(choosy.end().orElseThrow()).isInstanceOf(End.Failed.class);
  }

  /** Whose choice had failed was asked for every item from then on. */
  @Test
  void whoseChoiceFailsIsForgotten() {
    fanout.add(inbox(), List.of("a"), value -> 1 / value > 0);
    fanout.publish(new Item<>(0, 0), "a");
    assertThat(fanout.isEmpty()).isTrue();
  }

  /** Such a one was offered nothing, and was not told of the end either: it waited for ever. */
  @Test
  void whoHasNoTopicIsRefused() {
    assertThatThrownBy(() -> fanout.add(inbox(), List.of(), _ -> true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("topics must be at least one, got: none");
  }

  /** Counts how often it is looked at. */
  private static final class Counting {
    private static int looks;
    private final int number;

    Counting(int number) {
      this.number = number;
    }

    @Override
    public int hashCode() {
      looks++;
      return number;
    }

    @Override
    public boolean equals(Object other) {
      looks++;
      return other instanceof Counting counting && counting.number == number;
    }
  }

  /** Looks at topics, questions to those who are there, and offers: all that an item costs. */
  private static int cost(int others) {
    Fanout<Integer> fanout = new Fanout<>();
    int[] steps = {0};
    for (int i = 0; i <= others; i++) {
      fanout.add(
          inbox(new Overflow.Conflate<>(_ -> steps[0]++)),
          List.of(new Counting(i)),
          _ -> {
            steps[0]++;
            return true;
          });
    }
    Counting topic = new Counting(0);
    Counting.looks = 0;
    fanout.publish(new Item<>(0, 0), topic);
    return steps[0] + Counting.looks;
  }

  @Test
  void whatAnItemCostsDoesNotGrowWithThoseWhomItDoesNotConcern() {
    int alone = cost(0);
    assertThat(cost(1)).isEqualTo(alone);
    assertThat(cost(100)).isEqualTo(alone);
    assertThat(cost(10_000)).isEqualTo(alone);
  }
}
