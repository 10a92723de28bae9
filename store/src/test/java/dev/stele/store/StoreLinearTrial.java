package dev.stele.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.ground.Clock;
import dev.stele.ground.Entropy;
import dev.stele.journal.JournalOptions;
import dev.stele.store.LinearHistory.Call;
import dev.stele.store.LinearHistory.Deed;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimEntropy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Appends and reads of a stream by several threads look as if one came after another.
 *
 * <p>What is left out: appends that ask for no sync, which return before they are seen, as their
 * documentation says; batches over several streams, of which a history of one stream tells nothing
 * ({@link StoreRaceTrial} does); regions, tails and cursors, which may lag and promise an order
 * alone; what fails, since a call without an answer fits any history.
 */
class StoreLinearTrial {

  private static final int HISTORIES = 400;
  private static final int HISTORIES_MAX = 20 * HISTORIES;
  private static final Expectation ANY = new Expectation.Any();

  @Test
  void appendsAndReadsAreLinearizable() throws InterruptedException {
    SimDisk disk = SimDisk.empty();
    StoreOptions options =
        StoreOptions.standard()
            .journal(new JournalOptions(1 << 18, 4_096, disk, Clock.system(), Entropy.system()));
    long overlapping = 0;
    long refused = 0;
    try (Store store = Store.open(StoreDisks.DIRECTORY, options)) {
      // Who overlaps whom is for the machine to say: it goes on until enough have, or it is
      // hopeless.
      boolean isEnough = false;
      for (int i = 0; i < HISTORIES || (!isEnough && i < HISTORIES_MAX); i++) {
        List<Call> calls = history(store, i);
        assertThat(LinearHistory.isLinearizable(calls)).as("history %d: %s", i, calls).isTrue();
        overlapping += calls.stream().filter(call -> call.ended() > call.began() + 1).count();
        refused += calls.stream().filter(call -> call.deed() instanceof Deed.Refused).count();
        isEnough = overlapping > HISTORIES && refused > HISTORIES / 2;
      }
    }
    System.out.println("linear: " + overlapping + " calls overlapped, " + refused + " refused");
    assertThat(overlapping).isGreaterThan(HISTORIES);
    assertThat(refused).isGreaterThan(HISTORIES / 2);
  }

  /** Three or four threads, each with four to six calls about a stream of their own. */
  private static List<Call> history(Store store, int number) throws InterruptedException {
    Coordinate stream = Coordinate.of("linear", "stream " + number);
    AtomicLong moments = new AtomicLong();
    List<List<Call>> all =
        Together.run(
            Together.Kind.of(number),
            3 + number % 2,
            thread ->
                () -> {
                  SimEntropy dice = SimEntropy.of(number * 31L + thread);
                  List<Call> calls = new ArrayList<>();
                  int count = 4 + dice.below(3);
                  for (int i = 0; i < count; i++) {
                    String text = thread + "." + i;
                    long began = moments.incrementAndGet();
                    Deed deed = deed(store, stream, text, dice);
                    calls.add(new Call(began, moments.incrementAndGet(), deed));
                  }
                  return calls;
                });
    return all.stream().flatMap(List::stream).toList();
  }

  private static Deed deed(Store store, Coordinate stream, String text, SimEntropy dice) {
    return switch (dice.below(6)) {
      case 0 ->
          store
              .last(stream)
              .<Deed>map(last -> new Deed.Last(Optional.of(last.version()), last.text()))
              .orElseGet(() -> new Deed.Last(Optional.empty(), ""));
      case 1 -> new Deed.All(StoreDisks.texts(store, Region.of(stream)));
      case 2 -> append(store, stream, ANY, text);
      case 3 -> append(store, stream, new Expectation.NoStream(), text);
      default -> {
        Expectation expected =
            store
                .last(stream)
                .<Expectation>map(last -> new Expectation.Exact(last.version()))
                .orElseGet(Expectation.Exists::new);
        yield append(store, stream, expected, text);
      }
    };
  }

  private static Deed append(Store store, Coordinate stream, Expectation expected, String text) {
    Append append = Append.to(stream).expect(expected).event(StoreDisks.event(text));
    return switch (store.append(append)) {
      case Outcome.Appended(Receipt receipt) ->
          new Deed.Appended(expected, text, receipt.first().version().value());
      case Outcome.StreamConflict conflict -> new Deed.Refused(expected, conflict.actual());
      case Outcome other -> throw new AssertionError("append must stand or not, got: " + other);
    };
  }

  private static Deed appended(String text, long version) {
    return new Deed.Appended(ANY, text, version);
  }

  @Test
  void aRightHistoryIsFoundToBeRight() {
    assertThat(
            LinearHistory.isLinearizable(
                List.of(
                    new Call(1, 6, appended("a", 1)),
                    new Call(2, 5, appended("b", 0)),
                    new Call(3, 4, new Deed.All(List.of("b"))),
                    new Call(7, 8, new Deed.Last(Optional.of(new Version(1)), "a")))))
        .isTrue();
  }

  @Test
  void aWrongHistoryIsFoundToBeWrong() {
    Call first = new Call(1, 2, appended("a", 0));
    List<Deed> wrong =
        List.of(
            new Deed.Last(Optional.empty(), ""),
            new Deed.Last(Optional.of(Version.FIRST), "b"),
            new Deed.All(List.of()),
            new Deed.All(List.of("a", "a")),
            appended("b", 0),
            appended("b", 2),
            new Deed.Appended(new Expectation.NoStream(), "b", 1),
            new Deed.Refused(new Expectation.NoStream(), Optional.empty()),
            new Deed.Refused(new Expectation.Exists(), Optional.of(Version.FIRST)));
    for (Deed deed : wrong) {
      assertThat(LinearHistory.isLinearizable(List.of(first, new Call(3, 4, deed))))
          .as("%s", deed)
          .isFalse();
    }
    // A reading that saw what a later one did not.
    assertThat(
            LinearHistory.isLinearizable(
                List.of(
                    new Call(1, 8, appended("a", 0)),
                    new Call(2, 3, new Deed.All(List.of("a"))),
                    new Call(4, 5, new Deed.All(List.of())))))
        .isFalse();
  }
}
