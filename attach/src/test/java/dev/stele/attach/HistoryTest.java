package dev.stele.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private final List<UnusedHistory> unused = new CopyOnWriteArrayList<>();
  private final Scripted producer = Scripted.dense().emit(3);
  private final Spawned<Items<Integer>, Integer> attach =
      Attach.to(producer).reportUnused(unused::add);

  @Test
  void itIsTakenOnce() {
    History<String> history = new History<>("past", unused::add);
    assertThat(history.take()).isEqualTo("past");
    assertThatThrownBy(history::take)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("history must be taken once, got: one that was taken or closed");
  }

  @Test
  void itIsNotTakenOnceItIsClosed() {
    History<String> history = new History<>("past", unused::add);
    history.close();
    assertThatThrownBy(history::take).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void oneThatWasTakenIsNotReported() {
    History<String> history = new History<>("past", unused::add);
    history.take();
    history.close();
    assertThat(unused).isEmpty();
  }

  @Test
  void oneThatIsClosedUntakenIsReportedOnceWithItsPlace() {
    Subscribed<Items<Integer>, Integer> subscribed = attach.subscribe();
    History<Items<Integer>> history = subscribed.history();
    history.close();
    history.close();
    subscribed.close();
    assertThat(unused).hasSize(1);
    assertThat(unused.getFirst().takenAt().getStackTrace())
        .anySatisfy(frame -> {
          assertThat(frame.getClassName()).isEqualTo(HistoryTest.class.getName());
          assertThat(frame.getMethodName())
              .isEqualTo("oneThatIsClosedUntakenIsReportedOnceWithItsPlace");
        });
  }

  @Test
  void oneThatIsUntakenWhenItsAttachIsClosedIsReported() {
    try (Subscribed<Items<Integer>, Integer> subscribed = attach.subscribe()) {
      subscribed.history();
    }
    assertThat(unused).hasSize(1);
    assertThat(producer.openHistories).isZero();
  }

  /** No time is waited for: the collector is asked until it has found it. */
  @Test
  void oneThatIsLostIsReported() throws InterruptedException {
    LinkedBlockingQueue<UnusedHistory> reports = new LinkedBlockingQueue<>();
    WeakReference<History<String>> lost = new WeakReference<>(new History<>("past", reports::add));
    while (!lost.refersTo(null)) {
      System.gc();
    }
    assertThat(reports.take().takenAt()).hasMessage("the history was taken here");
  }

  @Test
  void itIsAskedForOnce() {
    try (Subscribed<Items<Integer>, Integer> subscribed = attach.subscribe()) {
      subscribed.history().take();
      assertThatThrownBy(subscribed::history)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("history must be asked for once, got: again");
    }
  }

  @Test
  void thatOfAnotherAttachIsRefused() {
    try (Subscribed<Items<Integer>, Integer> one = attach.subscribe();
        Subscribed<Items<Integer>, Integer> other = attach.subscribe()) {
      one.history().take();
      History<Items<Integer>> others = other.history();
      others.take();
      assertThatThrownBy(() -> one.replayed(others))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("history must be that of this attach, got: another one");
    }
  }

  @Test
  void oneThatWasNotTakenDoesNotLeadOn() {
    try (Subscribed<Items<Integer>, Integer> subscribed = attach.subscribe()) {
      History<Items<Integer>> history = subscribed.history();
      assertThatThrownBy(() -> subscribed.replayed(history))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("history must be taken, got: one that was not");
    }
  }

  @Test
  void oneThatWasNotReadDoesNotLeadOnButMayBeReadThen() {
    try (Subscribed<Items<Integer>, Integer> subscribed = attach.subscribe()) {
      History<Items<Integer>> history = subscribed.history();
      Items<Integer> items = history.take();
      items.next();
      assertThatThrownBy(() -> subscribed.replayed(history))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("history must be read to its end, got: left at 1");
      items.next();
      items.next();
      subscribed.replayed(history).close();
    }
  }

  /** Half-way through, nothing is alive but what was given last. */
  @Test
  void aMillionItemsNeedNoMillionInMemory() {
    Streaming producer = new Streaming();
    long[] sum = {0};
    Attach.to(producer)
        .subscribe()
        .replay(items -> {
          while (items.hasNext()) {
            sum[0] += items.next().value().number;
            if (items.hasNext() && sum[0] == Streaming.SUM_OF_HALF) {
              assertThat(producer.alive()).isLessThanOrEqualTo(2);
            }
          }
        })
        .live()
        .close();
    assertThat(sum[0]).isEqualTo(499_999_500_000L);
    assertThat(producer.wasCounted).isTrue();
  }

  /** Makes its items as they are asked for, and counts those that somebody holds. */
  private static final class Streaming implements Producer<Streaming.Value> {
    static final int COUNT = 1_000_000;
    static final long SUM_OF_HALF = 124_999_750_000L;

    private final List<WeakReference<Value>> made = new ArrayList<>(COUNT);
    private boolean wasCounted;

    private static final class Value {
      final long number;

      Value(long number) {
        this.number = number;
      }
    }

    long alive() {
      wasCounted = true;
      System.gc();
      return made.stream().filter(one -> !one.refersTo(null)).count();
    }

    @Override
    public UUID lineage() {
      return new UUID(3, 4);
    }

    @Override
    public long oldest() {
      return 0;
    }

    @Override
    public Subscription subscribe(Inbox<Value> inbox) {
      return () -> {};
    }

    @Override
    public Items<Value> history(long from) {
      return new Items<>() {
        private long at = from;

        @Override
        public boolean hasNext() {
          return at < COUNT;
        }

        @Override
        public Item<Value> next() {
          Value value = new Value(at);
          made.add(new WeakReference<>(value));
          return new Item<>(at++, value);
        }

        @Override
        public long end() {
          return COUNT;
        }

        @Override
        public void close() {}
      };
    }
  }

  /** A test lets each report fail; the attach was then never given back. */
  @Test
  void aReportThatThrowsKeepsNoAttachOpen() {
    Subscribed<Items<Integer>, Integer> subscribed =
        Attach.to(producer)
            .reportUnused(report -> {
              throw new IllegalStateException(report.takenAt());
            })
            .subscribe();
    subscribed.history();
    assertThatThrownBy(subscribed::close).isInstanceOf(IllegalStateException.class);
    assertThat(producer.attached()).isZero();
    assertThat(producer.openHistories).isZero();
  }

  /** A state that was seen long ago was kept as long as the first phase's handle was. */
  @Test
  void oneThatWasTakenIsNotKept() {
    History<Object> history = new History<>(new Object(), unused::add);
    WeakReference<Object> past = new WeakReference<>(history.take());
    while (!past.refersTo(null)) {
      System.gc();
    }
    assertThatThrownBy(history::take).isInstanceOf(IllegalStateException.class);
  }
}
