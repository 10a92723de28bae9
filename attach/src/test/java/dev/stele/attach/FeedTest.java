package dev.stele.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FeedTest {

  private final Feed<Integer> feed = new Feed<>(new UUID(1, 2), 3);
  private final Seen seen = new Seen();

  private static List<Integer> told(Producer<Integer> producer, long from) {
    List<Integer> values = new ArrayList<>();
    try (Items<Integer> items = producer.history(from)) {
      items.forEachRemaining(item -> values.add(item.value()));
    }
    return values;
  }

  @Test
  void positionsAreDenseFromZero() {
    assertThat(feed.publish(7)).isZero();
    assertThat(feed.publish(8)).isEqualTo(1);
    assertThat(feed.numbering()).isEqualTo(Producer.Numbering.DENSE);
  }

  @Test
  void theNewestAreKept() {
    for (int i = 0; i < 5; i++) {
      feed.publish(i);
    }
    assertThat(feed.oldest()).isEqualTo(2);
    assertThat(told(feed, 2)).containsExactly(2, 3, 4);
  }

  @Test
  void whatIsNoLongerKeptIsSaidToBeForgotten() {
    for (int i = 0; i < 5; i++) {
      feed.publish(i);
    }
    assertThatThrownBy(() -> feed.history(1))
        .isInstanceOf(AttachException.Forgotten.class)
        .hasMessage("position must be >= 2, the oldest that is known, got: 1");
  }

  @Test
  void aHistoryDoesNotGrowWhileItIsRead() {
    feed.publish(0);
    try (Items<Integer> items = feed.history(0)) {
      feed.publish(1);
      assertThat(items.end()).isEqualTo(1);
      items.next();
      assertThat(items.hasNext()).isFalse();
    }
  }

  @Test
  void aTopicHasWhatIsAboutItInHistoryAndLive() {
    feed.publish(0, "a");
    feed.publish(1, "b");
    Live<Items<Integer>, Integer> live =
        Attach.to(feed.topic("a", "c")).subscribe().replay(seen::replay).live();
    feed.publish(2, "b");
    feed.publish(3, "b", "c");
    feed.publish(4, "a", "c");
    seen.drain(live);
    assertThat(seen.values).containsExactly(0, 3, 4);
    assertThat(seen.signs).containsExactly("caught up 2");
  }

  /** A topic that was named twice was refused with a message of the JDK's. */
  @Test
  void aTopicMayBeNamedTwice() {
    Live<Items<Integer>, Integer> live =
        Attach.to(feed.topic("a", "a")).subscribe().replay(seen::replay).live();
    feed.publish(0, "a", "a");
    seen.drain(live);
    assertThat(seen.values).containsExactly(0);
    assertThat(live.statistics().trimmed()).isZero();
  }

  @Test
  void whoIsAttachedWhenItClosesSeesEverythingAndThenThat() {
    Live<Items<Integer>, Integer> live = Attach.to(feed).subscribe().replay(seen::replay).live();
    feed.publish(0);
    feed.close();
    feed.close();
    seen.drain(live);
    assertThat(seen.all).containsExactly("caught up 0", "0", "ended Closed");
  }

  @Test
  void whoAttachesAfterItClosedSeesWhatIsKept() {
    feed.publish(0);
    feed.close();
    seen.drain(Attach.to(feed).subscribe().replay(seen::replay).live());
    assertThat(seen.values).containsExactly(0);
    assertThat(seen.signs).containsExactly("caught up 1", "ended Closed");
  }

  @Test
  void nothingIsPublishedAfterItClosed() {
    feed.close();
    assertThatThrownBy(() -> feed.publish(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("feed must be open, got: a closed one");
    assertThat(told(feed, 0)).isEmpty();
  }

  @Test
  void atLeastOneItemIsKept() {
    assertThatThrownBy(() -> new Feed<Integer>(new UUID(1, 2), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("kept must be >= 1, got: 0");
  }

  @Test
  void topicsAreNamed() {
    assertThatThrownBy(feed::topic)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("topics must be at least one, got: none");
  }
}
