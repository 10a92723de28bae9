package dev.stele.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Producers that tell a state: with positions, and without. */
class StateTest {

  private final Seen seen = new Seen();

  /** Its state is the list of all that it has emitted. */
  private static final class Stateful implements StateProducer<List<Integer>, Integer> {
    private final List<Integer> emitted = new ArrayList<>();
    private final List<Inbox<Integer>> inboxes = new ArrayList<>();
    private Runnable beforeState = () -> {};
    private int lost;

    void emit(int count) {
      for (int i = 0; i < count; i++) {
        int value = emitted.size();
        emitted.add(value);
        List.copyOf(inboxes).forEach(inbox -> inbox.offer(value, value));
      }
    }

    @Override
    public UUID lineage() {
      return new UUID(7, 7);
    }

    @Override
    public Producer.Numbering numbering() {
      return Producer.Numbering.DENSE;
    }

    @Override
    public Subscription subscribe(Inbox<Integer> inbox) {
      inboxes.add(inbox);
      return () -> inboxes.remove(inbox);
    }

    @Override
    public State<List<Integer>> state() {
      beforeState.run();
      List<Integer> shown = List.copyOf(emitted.subList(0, emitted.size() - lost));
      return new State<>(shown, shown.size());
    }
  }

  private final Stateful producer = new Stateful();

  private Live<List<Integer>, Integer> live(Spawned<List<Integer>, Integer> attach) {
    return attach.subscribe().replay(seen::shown).live();
  }

  @Test
  void theStateIsFollowedByWhatIsNotPartOfIt() {
    producer.emit(2);
    producer.beforeState = () -> producer.emit(2);
    Live<List<Integer>, Integer> live = live(Attach.to(producer));
    producer.emit(1);
    seen.drain(live);
    assertThat(seen.values).containsExactly(0, 1, 2, 3, 4);
    assertThat(live.statistics().trimmed()).isEqualTo(2);
    assertThat(live.cursor()).contains(new Cursor(producer.lineage(), 5));
  }

  @Test
  void whoFallsBehindIsGivenTheStateAnew() {
    Live<List<Integer>, Integer> live = live(Attach.to(producer).capacity(2));
    producer.emit(4);
    seen.drain(live);
    producer.emit(1);
    seen.drain(live);
    assertThat(seen.all)
        .containsExactly(
            "caught up 0", "fell behind 0", "resynced [0, 1, 2, 3]", "caught up 4", "4");
    assertThat(seen.values).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void aStateThatLacksWhatWasSeenIsBroken() {
    producer.emit(3);
    Live<List<Integer>, Integer> live = live(Attach.to(producer).capacity(1));
    producer.lost = 3;
    producer.emit(2);
    assertThatThrownBy(() -> seen.drain(live)).isInstanceOf(AttachException.Broken.class);
  }

  @Test
  void aRawProducerRepeatsOnlyWhatWasEmittedMeanwhile() {
    RawScripted raw = new RawScripted();
    raw.emit(2);
    raw.beforeState(() -> raw.emit(2));
    Live<List<Integer>, Integer> live = live(Attach.raw(raw));
    raw.emit(2);
    seen.drain(live);
    assertThat(seen.values).containsExactly(0, 1, 2, 3, 2, 3, 4, 5);
  }

  @Test
  void aRawProducerHasNoCursor() {
    Live<List<Integer>, Integer> live = live(Attach.raw(new RawScripted()));
    assertThat(live.cursor()).isEmpty();
  }

  @Test
  void whoFallsBehindARawProducerIsGivenTheStateAnew() {
    RawScripted raw = new RawScripted();
    Live<List<Integer>, Integer> live = live(Attach.raw(raw).capacity(2));
    raw.emit(4);
    seen.drain(live);
    raw.emit(2);
    seen.drain(live);
    assertThat(seen.values).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(seen.signs).contains("fell behind 0", "resynced [0, 1, 2, 3]");
  }
}
