package dev.stele.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.Region;
import dev.stele.store.Store;
import dev.stele.trial.SimDisk;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What may be seen of a reading. */
class VisibleTest {

  private final People people = new People().allow("alice", "even");

  private Visible<Integer> visible(Iterator<Integer> numbers, int batch) {
    return Visible.of(
        numbers,
        people.checker.bind(people.facts.session(), "alice", "read", ""),
        number -> number % 2 == 0 ? "even" : "odd",
        batch);
  }

  private static List<Integer> all(Iterator<Integer> numbers) {
    List<Integer> all = new ArrayList<>();
    numbers.forEachRemaining(all::add);
    return all;
  }

  @Test
  void whatMayNotBeSeenIsLeftOutAndCounted() {
    for (int batch : new int[] {1, 2, 3, 100}) {
      Visible<Integer> visible = visible(IntStream.range(0, 9).boxed().iterator(), batch);
      assertThat(all(visible)).containsExactly(0, 2, 4, 6, 8);
      assertThat(visible.hidden()).isEqualTo(4);
    }
  }

  @Test
  void aBatchOfWhichNothingIsSeenIsNotTheEnd() {
    assertThat(all(visible(List.of(1, 3, 5, 2).iterator(), 2))).containsExactly(2);
  }

  @Test
  void factsAreLoadedOnceForAll() {
    all(visible(IntStream.range(0, 1_000).boxed().iterator(), 10));
    assertThat(people.loads).hasValue(2);
  }

  @Test
  void noMoreThanABatchIsReadAhead() {
    Iterator<Integer> numbers = IntStream.range(0, 10).boxed().iterator();
    Visible<Integer> visible = visible(numbers, 4);
    visible.next();
    assertThat(numbers.next()).isEqualTo(4);
  }

  @Test
  void nothingIsSeenWhileItCannotBeFoundOut() {
    people.goDown();
    assertThat(all(visible(List.of(2, 4).iterator(), 2))).isEmpty();
  }

  @Test
  void whatCouldNotBeAskedAboutIsAskedAboutAgain() {
    AtomicBoolean isBroken = new AtomicBoolean(true);
    Visible<Integer> visible =
        Visible.of(
            IntStream.range(0, 9).boxed().iterator(),
            people.checker.bind(people.facts.session(), "alice", "read", ""),
            number -> {
              if (number == 5 && isBroken.get()) {
                throw new IllegalStateException("no resource for 5");
              }
              return number % 2 == 0 ? "even" : "odd";
            },
            4);
    assertThat(List.of(visible.next(), visible.next())).containsExactly(0, 2);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(visible::hasNext).hasMessage("no resource for 5");
    }
    isBroken.set(false);
    assertThat(all(visible)).containsExactly(4, 6, 8);
    assertThat(visible.hidden()).isEqualTo(4);
  }

  @Test
  void behindTheEndThereIsNothing() {
    Visible<Integer> visible = visible(List.of(1).iterator(), 2);
    assertThatThrownBy(visible::next).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(() -> visible(List.of(1).iterator(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got: 0");
  }

  @Test
  void aReadingOfAStoreShowsTheEventsAloneThatMayBeSeen() {
    SimDisk disk = SimDisk.empty();
    Coordinate stream = Coordinate.of("game", "player:alice");
    try (Store store = People.open(disk)) {
      store
          .append(Append.to(stream).event("even", "{}").event("odd", "{}").event("even", "{}"))
          .orThrow();
      try (var events = store.read(Region.all())) {
        Visible<Event> visible =
            Visible.of(
                events,
                people.checker.bind(people.facts.session(), "alice", "read", ""),
                Event::type);
        List<Long> positions = new ArrayList<>();
        visible.forEachRemaining(event -> positions.add(event.version().value()));
        assertThat(positions).containsExactly(0L, 2L);
      }
    }
  }
}
