package dev.stele.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AttachTest {

  private final Scripted producer = Scripted.dense();
  private final Seen seen = new Seen();

  private Live<Items<Integer>, Integer> live(Spawned<Items<Integer>, Integer> attach) {
    return attach.subscribe().replay(seen::replay).live();
  }

  // --- Phases ------------------------------------------------------------------------------------

  @Test
  void whatWasBeforeAndWhatComesIsSeenOnceInOrder() {
    producer.emit(3);
    Live<Items<Integer>, Integer> live = live(Attach.to(producer));
    producer.emit(3);
    seen.drain(live);
    assertThat(seen.values).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void whatIsInTheHistoryAndInTheInboxIsSeenOnce() {
    producer.emit(2);
    producer.between(point -> {
      if (point == Scripted.Point.BEFORE_HISTORY) {
        producer.emit(2);
      }
    });
    Live<Items<Integer>, Integer> live = live(Attach.to(producer));
    seen.drain(live);
    assertThat(seen.values).containsExactly(0, 1, 2, 3);
    assertThat(live.statistics().trimmed()).isEqualTo(2);
    assertThat(live.statistics().delivered()).isEqualTo(4);
  }

  @Test
  void nothingIsAskedForBeforeItSubscribes() {
    Attach.to(producer).capacity(3);
    assertThat(producer.subscriptions + producer.histories).isZero();
  }

  @Test
  void oneAttachMayBeBegunAgainAndAgain() {
    Spawned<Items<Integer>, Integer> attach = Attach.to(producer.emit(1));
    live(attach);
    live(attach);
    assertThat(seen.values).containsExactly(0, 0);
    assertThat(producer.attached()).isEqualTo(2);
  }

  @Test
  void aPhaseThatWasGoneOnFromHasNothingToClose() {
    Subscribed<Items<Integer>, Integer> subscribed = Attach.to(producer.emit(1)).subscribe();
    Synced<Items<Integer>, Integer> synced = subscribed.replay(seen::replay);
    subscribed.close();
    Live<Items<Integer>, Integer> live = synced.live();
    synced.close();
    producer.emit(1);
    seen.drain(live);
    assertThat(seen.values).containsExactly(0, 1);
  }

  @Test
  void everyPhaseDetachesWhenItIsClosed() {
    Attach.to(producer).subscribe().close();
    assertThat(producer.attached()).isZero();
    Attach.to(producer).subscribe().replay(seen::replay).close();
    assertThat(producer.attached()).isZero();
    live(Attach.to(producer)).close();
    assertThat(producer.attached()).isZero();
  }

  @Test
  void aPhaseThatIsOverIsNotGoneOnFrom() {
    Subscribed<Items<Integer>, Integer> subscribed = Attach.to(producer).subscribe();
    Synced<Items<Integer>, Integer> synced = subscribed.replay(seen::replay);
    Live<Items<Integer>, Integer> live = synced.live();
    assertThatThrownBy(() -> subscribed.replay(seen::replay))
        .hasMessage("phase must be SUBSCRIBED, got: LIVE");
    assertThatThrownBy(subscribed::history).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(synced::live).hasMessage("phase must be SYNCED, got: LIVE");
    live.close();
    live.close();
    assertThatThrownBy(live::next).hasMessage("phase must be LIVE, got: CLOSED");
    assertThatThrownBy(live::poll).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aReplayThatThrowsDetaches() {
    Subscribed<Items<Integer>, Integer> subscribed = Attach.to(producer.emit(1)).subscribe();
    assertThatThrownBy(() ->
            subscribed.replay(_ -> {
              throw new IOException("full");
            }))
        .isInstanceOf(IOException.class);
    assertThat(producer.attached()).isZero();
    assertThat(producer.openHistories).isZero();
  }

  @Test
  void aHistoryThatIsNotReadToItsEndDetaches() {
    Subscribed<Items<Integer>, Integer> subscribed = Attach.to(producer.emit(2)).subscribe();
    assertThatThrownBy(() -> subscribed.replay(Items::next))
        .hasMessage("history must be read to its end, got: left at 1");
    assertThat(producer.attached()).isZero();
  }

  @Test
  void aHistoryThatCannotBeHadDetaches() {
    producer.failHistory(1);
    Subscribed<Items<Integer>, Integer> subscribed = Attach.to(producer).subscribe();
    assertThatThrownBy(() -> subscribed.replay(seen::replay)).hasMessage("no history");
    assertThat(producer.attached()).isZero();
  }

  // --- Resuming ----------------------------------------------------------------------------------

  @Test
  void aCursorIsGoneOnAt() {
    producer.emit(3);
    Live<Items<Integer>, Integer> first = live(Attach.to(producer));
    Cursor cursor = first.cursor().orElseThrow();
    first.close();
    producer.emit(2);
    Cursor read = Cursor.parse(cursor.toString()).orElseThrow();
    Live<Items<Integer>, Integer> second = live(Attach.resume(producer, read).orThrow());
    producer.emit(1);
    seen.drain(second);
    assertThat(seen.values).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void theCursorIsBehindWhatWasGivenLast() throws InterruptedException {
    Live<Items<Integer>, Integer> live = live(Attach.to(producer.emit(1)));
    producer.emit(2);
    live.next();
    live.next();
    assertThat(live.cursor()).contains(new Cursor(producer.lineage(), 2));
  }

  @Test
  void aForeignCursorIsRefused() {
    Cursor foreign = new Cursor(new UUID(9, 9), 0);
    Resumption<Integer> refused = Attach.resume(producer, foreign);
    assertThat(refused).isEqualTo(new Resumption.Foreign<>(foreign, producer.lineage()));
    assertThatThrownBy(refused::orThrow)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("cursor must be of lineage " + producer.lineage());
  }

  @Test
  void aCursorThatIsTooOldIsRefused() {
    producer.emit(5).forgetBefore(3);
    Cursor old = new Cursor(producer.lineage(), 2);
    Resumption<Integer> refused = Attach.resume(producer, old);
    assertThat(refused).isEqualTo(new Resumption.TooOld<>(old, 3));
    assertThatThrownBy(refused::orThrow).hasMessageStartingWith("cursor must be at 3 or behind it");
    assertThat(Attach.resume(producer, new Cursor(producer.lineage(), 3)))
        .isInstanceOf(Resumption.Resumed.class);
  }

  @Test
  void aTextThatIsNoCursorIsNone() {
    UUID lineage = new UUID(1, 2);
    for (String text : List.of("", "/", "x/1", lineage + "/", lineage + "/-1", lineage + "/01")) {
      assertThat(Cursor.parse(text)).as(text).isEmpty();
    }
    assertThat(Cursor.parse(lineage + "/17")).contains(new Cursor(lineage, 17));
  }

  // --- A consumer's view -------------------------------------------------------------------------

  /** Notes in order what it is given. */
  private static final class Noting implements Consumer<Items<Integer>, Integer> {
    private final List<String> notes = new ArrayList<>();

    @Override
    public void replay(Items<Integer> history) {
      history.forEachRemaining(item -> notes.add("was " + item.value()));
    }

    @Override
    public void accept(Item<Integer> item) throws IOException {
      notes.add("is " + item.value());
      if (item.value() == 9) {
        throw new IOException("nine");
      }
    }

    @Override
    public void notice(Received<Items<Integer>, Integer> sign) {
      notes.add(sign.getClass().getSimpleName());
    }
  }

  @Test
  void aConsumerIsGivenAllPhases() throws Exception {
    Noting consumer = new Noting();
    producer.emit(2);
    producer.between(point -> {
      if (point == Scripted.Point.AFTER_HISTORY) {
        producer.emit(1);
        producer.end(new End.Closed());
      }
    });
    assertThat(Attach.to(producer).run(consumer)).isEqualTo(new End.Closed());
    assertThat(consumer.notes).containsExactly("was 0", "was 1", "CaughtUp", "is 2", "Ended");
    assertThat(producer.attached()).isZero();
  }

  @Test
  void aConsumerThatThrowsIsDetached() {
    Noting consumer = new Noting();
    producer.between(point -> {
      if (point == Scripted.Point.AFTER_HISTORY) {
        producer.emit(12);
      }
    });
    assertThatThrownBy(() -> Attach.to(producer).run(consumer)).isInstanceOf(IOException.class);
    assertThat(consumer.notes).endsWith("is 9");
    assertThat(producer.attached()).isZero();
  }

  // --- Bad arguments -----------------------------------------------------------------------------

  @Test
  void whatCannotBeIsRefusedWhenItIsSaid() {
    assertThatThrownBy(() -> Attach.to(producer).capacity(0))
        .hasMessage("capacity must be >= 1, got: 0");
    assertThatThrownBy(() -> new Overflow.Block<>(Duration.ZERO))
        .hasMessage("atMost must be positive, got: PT0S");
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ZERO, 1))
        .hasMessage("first must be positive, got: PT0S");
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), 1))
        .hasMessage("most must be >= PT2S, got: PT1S");
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), 0))
        .hasMessage("attempts must be >= 1, got: 0");
    assertThatThrownBy(() -> new Cursor(new UUID(0, 0), -1))
        .hasMessage("position must be >= 0, got: -1");
    assertThatThrownBy(() -> new Item<>(-1, "")).hasMessage("position must be >= 0, got: -1");
  }
}
