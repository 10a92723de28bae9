package dev.stele.store;

import static dev.stele.store.StoreDisks.ALICE;
import static dev.stele.store.StoreDisks.types;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.trial.SimDisk;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Gates in the path of every append. */
class GateTest {

  private final SimDisk disk = SimDisk.empty();

  /** Denies appends of more than one event. */
  private record OneAtATime() implements Gate {
    @Override
    public String name() {
      return "one-at-a-time";
    }

    @Override
    public Verdict judge(Append append) {
      return append.count() <= 1
          ? Verdict.permit()
          : new Verdict.Deny("too-many", "one event at a time", Map.of("limit", "1"));
    }
  }

  private Store open(StoreOptions.Denials denials, Gate... gates) {
    return StoreDisks.open(StoreDisks.options(disk, StoreDisks.clock()).gates(denials, gates));
  }

  private static Append two() {
    return Append.to(ALICE).event("A", "{}").event("B", "{}");
  }

  private static final Outcome.Denied DENIED =
      new Outcome.Denied("one-at-a-time", "too-many", "one event at a time", Map.of("limit", "1"));

  @Test
  void aDenialIsAnsweredAndNothingIsWritten() {
    try (Store store = open(StoreOptions.Denials.FORGOTTEN, new OneAtATime())) {
      assertThat(store.append(two())).isEqualTo(DENIED);
      assertThat(store.append(Append.to(ALICE).event("A", "{}")))
          .isInstanceOf(Outcome.Appended.class);
      assertThat(types(store.read(Region.all()))).containsExactly("A");
      assertThat(store.statistics().denied()).isEqualTo(1);
    }
  }

  @Test
  void aDenialIsOnRecordIfThatWasAskedFor() {
    try (Store store = open(StoreOptions.Denials.RECORDED, new OneAtATime())) {
      assertThat(store.append(two().key("k"))).isEqualTo(DENIED);
      Event told = store.last(Coordinate.of("game", Admission.DENIALS)).orElseThrow();
      assertThat(told.type()).isEqualTo(Admission.DENIED);
      assertThat(told.metadata())
          .isEqualTo(
              Map.of(
                  "gate", "one-at-a-time",
                  "code", "too-many",
                  "explanation", "one event at a time",
                  "detail.limit", "1",
                  "entity", "player:alice",
                  "type", "A",
                  "events", "2",
                  "key", "k"));
      assertThat(store.receipt("game", "k")).isEmpty();
    }
  }

  @Test
  void aGateThatFailsDenies() {
    Gate broken =
        new Gate() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public Verdict judge(Append append) {
            throw new IllegalStateException("no policy");
          }
        };
    try (Store store = open(StoreOptions.Denials.FORGOTTEN, broken)) {
      Outcome outcome = store.append(Append.to(ALICE).event("A", "{}"));
      assertThat(outcome).isInstanceOf(Outcome.Denied.class);
      assertThat(((Outcome.Denied) outcome).code()).isEqualTo("gate-failed");
      assertThat(types(store.read(Region.all()))).isEmpty();
    }
  }

  @Test
  void aRepeatedAppendIsAnsweredWithItsReceiptWhateverAGateSaysNow() {
    Receipt receipt;
    try (Store store = open(StoreOptions.Denials.RECORDED)) {
      receipt = store.append(two().key("k")).orThrow();
    }
    try (Store store = open(StoreOptions.Denials.RECORDED, new OneAtATime())) {
      assertThat(store.append(two().key("k"))).isEqualTo(new Outcome.Repeated(receipt));
      assertThat(store.append(two().key("other"))).isEqualTo(DENIED);
    }
  }

  @Test
  void whoPassesTheGatesIsOnRecordInTheSameBatchAndNotInTheReceipt() {
    try (Store store = open(StoreOptions.Denials.FORGOTTEN, new OneAtATime())) {
      Append.Bypass leave = new Append.Bypass("carol", "incident 7");
      Receipt receipt = store.append(two().key("k").bypassingGates(leave)).orThrow();
      assertThat(receipt.events()).hasSize(2);
      Event told = store.last(Coordinate.of("game", Admission.BYPASSES)).orElseThrow();
      assertThat(told.type()).isEqualTo(Admission.GATES_BYPASSED);
      assertThat(told.metadata()).isEqualTo(Map.of("approver", "carol", "reason", "incident 7"));
      assertThat(told.position()).isEqualTo(receipt.last().position().plus(1));
      assertThat(receipt.treeSize()).isEqualTo(told.position().value() + 1);
      assertThat(store.append(two().key("k"))).isEqualTo(new Outcome.Repeated(receipt));
    }
  }

  @Test
  void theFirstDenialCounts() {
    Gate never =
        new Gate() {
          @Override
          public String name() {
            return "never";
          }

          @Override
          public Verdict judge(Append append) {
            return Verdict.deny("never", "never");
          }
        };
    try (Store store = open(StoreOptions.Denials.FORGOTTEN, new OneAtATime(), never)) {
      List<String> gates =
          List.of(two(), Append.to(ALICE).event("A", "{}")).stream()
              .map(append -> ((Outcome.Denied) store.append(append)).gate())
              .toList();
      assertThat(gates).containsExactly("one-at-a-time", "never");
    }
  }

  /** Whatever a gate says, it has denied: an event that could not hold it made the append fail. */
  @Test
  void aDenialIsOnRecordThoughItsWordsAreLongOrNoText() {
    Map<String, String> details = Map.of("line\nbreak", "half \uD800", "", "x".repeat(100_000));
    Gate.Verdict.Deny deny = new Gate.Verdict.Deny("c\uDC00", "\u20AC".repeat(100_000), details);
    Gate talkative =
        new Gate() {
          @Override
          public String name() {
            return "talkative";
          }

          @Override
          public Verdict judge(Append append) {
            return deny;
          }
        };
    try (Store store = open(StoreOptions.Denials.RECORDED, talkative)) {
      assertThat(store.append(two()))
          .isEqualTo(new Outcome.Denied("talkative", deny.code(), deny.explanation(), details));
      Event told = store.last(Coordinate.of("game", Admission.DENIALS)).orElseThrow();
      assertThat(told.metadata())
          .containsEntry("code", "c?")
          .containsEntry("explanation", "\u20AC".repeat(4_096))
          .containsEntry("detail.line break", "half ?");
    }
  }
}
