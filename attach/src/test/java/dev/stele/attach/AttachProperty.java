package dev.stele.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.trial.SimClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * However a history is split into what is emitted before an attach, at any of its steps, and after
 * it, the consumer sees the whole of it, each item once and in order.
 *
 * <p>Short histories are split in every way. Longer ones by dice, with falls, holes, failures and
 * evictions between; how many of these there were is counted, since a run without any proves
 * nothing.
 */
class AttachProperty {

  private static final int SHORT = 6;
  private static final int HISTORIES = 3_000;
  private static final long SEED = 20_261_121;

  /** What happened in all runs together. */
  private final Map<Happening, Long> happened = new EnumMap<>(Happening.class);

  private enum Happening {
    OVERLAP,
    CONFLATED,
    FALL,
    HEAL,
    RECONNECT,
    EVICTION,
    BREAK
  }

  private void count(Happening what, long times) {
    happened.merge(what, times, Long::sum);
  }

  private void count(LiveStatistics statistics) {
    count(Happening.OVERLAP, statistics.trimmed());
    count(Happening.CONFLATED, statistics.conflated());
    count(Happening.FALL, statistics.fallenBehind());
    count(Happening.HEAL, statistics.healed());
    count(Happening.RECONNECT, statistics.reconnected());
  }

  // --- Every split of a short history ------------------------------------------------------------

  /** Each way to hand out so many items to so many steps. */
  private static List<int[]> splits(int items, int steps) {
    if (steps == 1) {
      return List.of(new int[] {items});
    }
    List<int[]> splits = new ArrayList<>();
    for (int first = 0; first <= items; first++) {
      for (int[] rest : splits(items - first, steps - 1)) {
        int[] split = new int[steps];
        split[0] = first;
        System.arraycopy(rest, 0, split, 1, rest.length);
        splits.add(split);
      }
    }
    return splits;
  }

  /** A policy, and how many items may wait. */
  private record Policy(int capacity, Overflow<Integer> overflow) {}

  private static List<Policy> policies() {
    return List.of(
        new Policy(1, new Overflow.Resync<>()),
        new Policy(2, new Overflow.Resync<>()),
        new Policy(SHORT, new Overflow.Resync<>()),
        new Policy(1, new Overflow.Evict<>()),
        new Policy(SHORT, new Overflow.Evict<>()),
        new Policy(SHORT, new Overflow.Block<>(Duration.ofSeconds(1))),
        new Policy(2, new Overflow.Conflate<>(value -> value)),
        new Policy(3, new Overflow.Conflate<>(value -> value % 3)));
  }

  /** The steps: before all, each point of the producer once, and when it is live. */
  private static final int STEPS = Scripted.Point.values().length + 2;

  private List<Integer> seen(Scripted producer, Policy policy, int[] split) {
    producer.emit(split[0]);
    Map<Scripted.Point, Integer> due = new EnumMap<>(Scripted.Point.class);
    int step = 1;
    for (Scripted.Point point : Scripted.Point.values()) {
      due.put(point, split[step++]);
    }
    producer.between(point -> {
      Integer count = due.remove(point);
      producer.emit(count == null ? 0 : count);
    });
    Seen seen = new Seen();
    Spawned<Items<Integer>, Integer> attach = Attach.to(producer);
    while (true) {
      Live<Items<Integer>, Integer> live =
          attach
              .capacity(policy.capacity)
              .onOverflow(policy.overflow)
              .subscribe()
              .replay(seen::replay)
              .live();
      List.copyOf(due.values()).forEach(producer::emit); // Points that it did not come to.
      due.clear();
      producer.emit(split[STEPS - 1]);
      split[STEPS - 1] = 0;
      seen.drain(live);
      count(live.statistics());
      if (!seen.signs.getLast().equals("ended Evicted")) {
        return seen.values;
      }
      seen.signs.add("goes on");
      count(Happening.EVICTION, 1);
      attach = Attach.resume(producer, live.cursor().orElseThrow()).orThrow();
    }
  }

  @Test
  void everySplitOfAShortHistoryIsSeenWhole() {
    for (Producer.Numbering numbering : Producer.Numbering.values()) {
      for (Policy policy : policies()) {
        for (int[] split : splits(SHORT, STEPS)) {
          String how = numbering + " " + policy + " " + java.util.Arrays.toString(split);
          Scripted producer = new Scripted(numbering);
          List<Integer> values = seen(producer, policy, split);
          check(how, producer.values(), values, policy.overflow);
          assertThat(producer.openHistories).as(how).isZero();
        }
      }
    }
    assertThat(happened.get(Happening.OVERLAP)).isGreaterThan(10_000);
    assertThat(happened.get(Happening.FALL)).isGreaterThan(1_000);
    assertThat(happened.get(Happening.EVICTION)).isGreaterThan(1_000);
    assertThat(happened.get(Happening.CONFLATED)).isGreaterThan(1_000);
  }

  /** Where items replace each other, those that are left out must have been replaced. */
  private static void check(
      String how, List<Integer> emitted, List<Integer> seen, Overflow<Integer> overflow) {
    if (!(overflow instanceof Overflow.Conflate<Integer>(var key))) {
      assertThat(seen).as(how).isEqualTo(emitted);
      return;
    }
    assertThat(seen).as(how).isSorted().doesNotHaveDuplicates();
    assertThat(emitted).as(how).containsAll(seen);
    Map<Object, Integer> last = new LinkedHashMap<>();
    emitted.forEach(value -> last.put(key.apply(value), value));
    assertThat(seen).as(how).containsAll(last.values());
  }

  @Test
  void everySplitWithoutPositionsRepeatsWhatWasEmittedMeanwhileAndNothingElse() {
    for (int before = 0; before <= SHORT; before++) {
      for (int meanwhile = 0; before + meanwhile <= SHORT; meanwhile++) {
        RawScripted producer = new RawScripted();
        producer.emit(before);
        int overlap = meanwhile;
        producer.beforeState(() -> producer.emit(overlap));
        Seen seen = new Seen();
        Live<List<Integer>, Integer> live =
            Attach.raw(producer).subscribe().replay(seen::shown).live();
        producer.emit(SHORT - before - meanwhile);
        seen.drain(live);
        List<Integer> expected = new ArrayList<>(producer.values());
        expected.addAll(before + meanwhile, producer.values().subList(before, before + meanwhile));
        assertThat(seen.values).as(before + ", " + meanwhile).isEqualTo(expected);
      }
    }
  }

  // --- Everything that can happen ----------------------------------------------------------------

  /** One history, by dice. */
  private final class Run {
    private final Random dice;
    private final SimClock clock = SimClock.at(Instant.EPOCH);
    private final Scripted producer;
    private final Policy policy;
    private final Seen seen = new Seen();
    private int left;

    Run(long seed) {
      this.dice = new Random(seed);
      this.producer = dice.nextBoolean() ? Scripted.dense() : Scripted.rising();
      this.left = dice.nextInt(40);
      int capacity = 1 + dice.nextInt(5);
      this.policy =
          switch (dice.nextInt(4)) {
            case 0 -> new Policy(64, new Overflow.Block<>(Duration.ofSeconds(1)));
            case 1 -> new Policy(capacity, new Overflow.Evict<>());
            case 2 -> new Policy(capacity, new Overflow.Conflate<>(value -> value % 3));
            default -> new Policy(capacity, new Overflow.Resync<>());
          };
    }

    void run() {
      producer.emit(some(10));
      producer.between(_ -> {
        if (dice.nextInt(3) == 0) {
          producer.emit(some(2));
        }
      });
      Live<Items<Integer>, Integer> live = attached(Attach.to(producer));
      while (left > 0) {
        happen();
        for (int polls = dice.nextInt(4); polls > 0; polls--) {
          live = given(live);
        }
      }
      for (int quiet = 0; quiet < 12; quiet++) {
        int before = seen.all.size();
        live = given(live);
        if (seen.all.size() > before) {
          quiet = 0;
        }
      }
      count(live.statistics());
      live.close();
    }

    private int some(int most) {
      int count = Math.min(left, dice.nextInt(most + 1));
      left -= count;
      return count;
    }

    private void happen() {
      switch (dice.nextInt(10)) {
        case 0 -> {
          if (producer.numbering() == Producer.Numbering.DENSE && left > 1) {
            int lost = Math.min(left - 1, 1 + dice.nextInt(3));
            left -= lost + 1;
            producer.emitUnheard(lost);
            producer.emit(1); // Shows that there is a hole.
          }
        }
        case 1 -> {
          producer.end(new End.Failed(new IllegalStateException("gone")));
          producer.failSubscribing(dice.nextInt(2));
        }
        case 2 -> {
          producer.breakBefore(dice.nextInt(80));
          count(Happening.BREAK, 1);
        }
        default -> producer.emit(some(4));
      }
    }

    private Live<Items<Integer>, Integer> attached(Spawned<Items<Integer>, Integer> attach) {
      return attach
          .clock(clock)
          .capacity(policy.capacity)
          .onOverflow(policy.overflow)
          .reconnecting(Backoff.standard())
          .subscribe()
          .replay(seen::replay)
          .live();
    }

    private Live<Items<Integer>, Integer> given(Live<Items<Integer>, Integer> live) {
      clock.advance(Duration.ofMillis(dice.nextInt(400)));
      live.poll().ifPresent(seen::add);
      if (seen.all.isEmpty() || !seen.all.getLast().equals("ended Evicted")) {
        return live;
      }
      seen.all.add("goes on");
      count(live.statistics());
      count(Happening.EVICTION, 1);
      Cursor cursor = live.cursor().orElseThrow();
      live.close();
      Spawned<Items<Integer>, Integer> again = Attach.resume(producer, cursor).orThrow();
      producer.mend(); // Before it is live, a failure is the caller's to see.
      return attached(again);
    }
  }

  @Test
  void whateverHappensTheWholeIsSeen() {
    for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
      Run run = new Run(seed);
      String how = "seed " + seed + ", " + run.policy + ", " + run.producer.numbering();
      try {
        run.run();
      } catch (RuntimeException e) {
        throw new AssertionError(how, e);
      }
      check(how, run.producer.values(), run.seen.values, run.policy.overflow);
      assertThat(run.producer.openHistories).as(how).isZero();
    }
    assertThat(happened).hasSize(Happening.values().length);
    assertThat(happened.values()).as(happened.toString()).allMatch(count -> count > 300);
  }
}
