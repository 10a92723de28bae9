package dev.stele.process;

import static dev.stele.process.RegistryContract.external;
import static dev.stele.process.RegistryContract.id;
import static dev.stele.process.RegistryContract.ids;
import static dev.stele.process.RegistryContract.json;
import static dev.stele.process.RegistryContract.rerunnable;
import static dev.stele.process.RegistryContract.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lists, counts, references. */
interface ListContract extends RegistryContract {

  /** 17. */
  @Test
  default void processesAreListedByStateInTheOrderOfIds() {
    for (String id : List.of("d", "b", "a", "e", "c")) {
      register(rerunnable(id));
    }
    Lease lease = claim("a", "w");
    registry().setWaiting(lease, new Waiting.ForProcess(id("b"), now())).orThrow();
    end("b", succeeded("1"));
    end("c", ProcessOutcome.failed("f", "f", "f"));
    end("d", new ProcessOutcome.Cancelled("c", Optional.empty()));
    end(
        "e",
        new ProcessOutcome.Abandoned(
            ProcessOutcome.AbandonedBy.SWEEP, Optional.empty(), "gone", now()));
    register(rerunnable("f"));
    assertThat(running()).containsExactly("a", "f");
    assertThat(list(Filter.of(Filter.States.COMPLETED))).containsExactly("b");
    assertThat(list(Filter.of(Filter.States.FAILED))).containsExactly("c");
    assertThat(list(Filter.of(Filter.States.CANCELLED))).containsExactly("d");
    assertThat(list(Filter.of(Filter.States.ABANDONED))).containsExactly("e");
    assertThat(list(Filter.of(Filter.States.ENDED))).containsExactly("b", "c", "d", "e");
    assertThat(list(Filter.any())).containsExactly("a", "b", "c", "d", "e", "f");
    assertThat(list(Filter.running().waiting(true))).containsExactly("a");
    assertThat(list(Filter.running().waiting(false))).containsExactly("f");
    assertThat(registry().counts()).isEqualTo(new StateCounts(2, 1, 1, 1, 1, 1));
  }

  default void end(String id, ProcessOutcome outcome) {
    registry().complete(id(id), outcome, RegistryContract.workflow()).orThrow();
  }

  /** 18. */
  @Test
  default void processesAreListedByWhatTheyAre() {
    Instant start = now();
    register(rerunnable("a").originator(new Originator.Session(ALICE)).causedBy("trigger 1"));
    room().advance(Duration.ofSeconds(1));
    register(external("b").label("B").originator(new Originator.Host(Optional.of("cron"))));
    room().advance(Duration.ofSeconds(1));
    register(rerunnable("c").originator(new Originator.Session(ALICE_FRAME)).label("C"));
    Filter any = Filter.any();
    assertThat(list(any.originator(new Originator.Session(ALICE)))).containsExactly("a");
    assertThat(list(any.originator(new Originator.Session(ALICE_FRAME)))).containsExactly("c");
    assertThat(list(any.originator(new Originator.Host(Optional.of("cron"))))).containsExactly("b");
    assertThat(list(any.originator(Originator.host()))).isEmpty();
    assertThat(list(any.kind("build"))).containsExactly("a", "c");
    assertThat(list(any.kind("ticket"))).containsExactly("b");
    assertThat(list(any.label("B"))).containsExactly("b");
    assertThat(list(any.causedBy("trigger 1"))).containsExactly("a");
    assertThat(list(any.causedBy("trigger 2"))).isEmpty();
    assertThat(list(any.kind("build").label("C"))).containsExactly("c");
    assertThat(list(any.registered(start, start.plusSeconds(1)))).containsExactly("a");
    assertThat(list(any.registered(start.plusSeconds(1), start.plusSeconds(2))))
        .containsExactly("b");
    assertThat(list(any.registered(start.plusNanos(1), start.plusSeconds(3))))
        .containsExactly("b", "c");
    assertThat(list(any.registered(start, start))).isEmpty();
  }

  /** 27. */
  @Test
  default void whatHasEndedDoesNotRun() {
    for (String id : List.of("c", "a", "b")) {
      register(rerunnable(id));
    }
    assertThat(running()).containsExactly("a", "b", "c");
    complete("b");
    assertThat(running()).containsExactly("a", "c");
  }

  @Test
  default void listsHavePages() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String id = "p%03d".formatted(i);
      register(rerunnable(id));
      if (i % 3 == 0) {
        complete(id);
      }
      all.add(id);
    }
    List<String> ended =
        all.stream().filter(id -> Integer.parseInt(id, 1, 4, 10) % 3 == 0).toList();
    List<String> others = all.stream().filter(id -> !ended.contains(id)).toList();
    for (int limit : new int[] {9, 50, 1_000}) {
      assertThat(paged(Filter.any(), limit)).as("by %d", limit).isEqualTo(all);
      assertThat(paged(Filter.running(), limit)).as("by %d", limit).isEqualTo(others);
      assertThat(paged(Filter.of(Filter.States.ENDED), limit)).isEqualTo(ended);
    }
    assertThat(ids(registry().list(Filter.any(), Optional.of(id("p098x")), 9)))
        .containsExactly("p099");
    for (int limit : new int[] {0, -1, 10_001}) {
      assertThatThrownBy(() -> registry().list(Filter.any(), Optional.empty(), limit))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> registry().latest(Filter.any(), Optional.empty(), limit))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  default List<String> paged(Filter filter, int limit) {
    List<String> all = new ArrayList<>();
    List<ProcessRecord> page = registry().list(filter, Optional.empty(), limit);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(limit);
      all.addAll(ids(page));
      assertThat(all).as("a page begins after the one before").doesNotHaveDuplicates();
      page = registry().list(filter, Optional.of(page.getLast().id()), limit);
    }
    return all;
  }

  @Test
  default void theLatestAreTheNewestFirst() {
    for (String id : List.of("b", "d", "a", "c")) {
      register(rerunnable(id));
    }
    complete("d");
    complete("b");
    pruneAll();
    register(rerunnable("b"));
    complete("a");
    List<ProcessRecord> latest = registry().latest(Filter.any(), Optional.empty(), 10);
    assertThat(ids(latest)).containsExactly("b", "c", "a");
    assertThat(ids(registry().latest(Filter.any(), Optional.of(latest.get(0).registered()), 10)))
        .containsExactly("c", "a");
    assertThat(ids(registry().latest(Filter.any(), Optional.empty(), 1))).containsExactly("b");
    assertThat(ids(registry().latest(Filter.running(), Optional.empty(), 10)))
        .containsExactly("b", "c");
    assertThat(ids(registry().latest(Filter.of(Filter.States.ENDED), Optional.empty(), 10)))
        .containsExactly("a");
  }

  /** 19. */
  @Test
  default void whatRunningProcessesNeedIsCounted() {
    assertThat(registry().references()).isEqualTo(new References(Map.of(), Map.of()));
    register(in("a", "env-1"));
    register(in("b", "env-1"));
    register(in("c", "env-2"));
    register(external("d"));
    assertThat(registry().references())
        .isEqualTo(
            new References(Map.of("build", 3L, "ticket", 1L), Map.of("env-1", 2L, "env-2", 1L)));
    complete("a");
    complete("c");
    assertThat(registry().references())
        .isEqualTo(new References(Map.of("build", 1L, "ticket", 1L), Map.of("env-1", 1L)));
    complete("b");
    registry().complete(id("d"), succeeded("1"), new Authority.ExternalOwner(ALICE)).orThrow();
    assertThat(registry().references()).isEqualTo(new References(Map.of(), Map.of()));
  }

  private static Registration in(String id, String environment) {
    return Registration.of(
        id, new Work.Run("build", json("{}"), Optional.of(environment)), Disposition.RERUNNABLE);
  }
}
