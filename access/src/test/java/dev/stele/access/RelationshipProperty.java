package dev.stele.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Walks over small graphs by chance, some of whose edges cannot be loaded, against paths. */
class RelationshipProperty {

  private static final long SEED = 7_2026_1121;
  private static final int GRAPHS = 4_000;
  private static final int NODES = 6;

  private static final Domain<Integer, String, Integer, String> NUMBERS = Domain.named("numbers");
  private static final FactType<Integer, Set<Integer>> GROUPS = FactType.named("groups");
  private static final FactType<Integer, Set<Integer>> FOLDERS = FactType.named("folders");
  private static final FactType<Integer, Set<Integer>> HOLDERS = FactType.named("holders");

  /** Of each node, where its edges lead; a node that is lost cannot be loaded. */
  private record Graph(Map<Integer, Set<Integer>> edges, Set<Integer> lost) {

    static Graph byChance(Random dice, int edges) {
      Map<Integer, Set<Integer>> made = new TreeMap<>();
      for (int i = 0; i < edges; i++) {
        made.computeIfAbsent(dice.nextInt(NODES), _ -> new HashSet<>()).add(dice.nextInt(NODES));
      }
      return new Graph(
          made, dice.nextInt(3) == 0 ? Set.of(dice.nextInt(NODES)) : Set.<Integer>of());
    }

    Set<Integer> from(int node) {
      return lost.contains(node) ? Set.of() : edges.getOrDefault(node, Set.of());
    }

    /** What can be reached in so many steps, worked out by steps of the whole set. */
    Set<Integer> reach(int start, int steps) {
      Set<Integer> there = new HashSet<>(Set.of(start));
      for (int i = 0; i < steps; i++) {
        for (int node : List.copyOf(there)) {
          there.addAll(from(node));
        }
      }
      return there;
    }

    /** Whether it is known that nothing else can be reached. */
    boolean isWhole(int start, int steps) {
      Set<Integer> there = reach(start, steps);
      return there.equals(reach(start, steps + 1)) && there.stream().noneMatch(lost::contains);
    }

    FactSource<Integer, Set<Integer>> source() {
      return batch -> {
        for (int node : batch.keys()) {
          if (lost.contains(node)) {
            batch.failed(node, new IllegalStateException("lost"));
          } else {
            batch.found(node, from(node));
          }
        }
      };
    }
  }

  @Test
  void tiesAreFoundAsFarAsTheyAreKnownAndNoFurther() {
    Random dice = new Random(SEED);
    Map<String, Integer> outcomes = new TreeMap<>();
    for (int i = 0; i < GRAPHS; i++) {
      Graph groups = Graph.byChance(dice, dice.nextInt(8));
      Graph folders = Graph.byChance(dice, dice.nextInt(8));
      Graph holders = Graph.byChance(dice, 1 + dice.nextInt(3));
      int up = 1 + dice.nextInt(4);
      int along = 1 + dice.nextInt(4);
      boolean isTraced = dice.nextBoolean();
      Bound<Integer, String, Integer, String> bound =
          bound(groups, folders, holders, up, along, isTraced);
      List<Integer> items = new ArrayList<>();
      for (int item = 0; item < NODES; item++) {
        items.add(item);
      }
      List<Decision> decisions = bound.evaluate(items);
      for (int item : items) {
        String expected = expected(groups, folders, holders, up, along, item);
        String got = outcome(decisions.get(item));
        outcomes.merge(expected, 1, Integer::sum);
        if (!got.equals(expected) || !outcome(bound.check(item)).equals(expected)) {
          fail(
              "seed %s, graph %s, item %s: expected %s, got %s%n%s%n%s%n%s, %s up, %s along",
              SEED, i, item, expected, got, groups, folders, holders, up, along);
        }
      }
    }
    System.out.println("proved relationships, seed " + SEED + ": " + outcomes);
    assertThat(outcomes)
        .hasSize(3)
        .allSatisfy((_, count) -> assertThat(count).isGreaterThan(1_000));
  }

  private static Bound<Integer, String, Integer, String> bound(
      Graph groups, Graph folders, Graph holders, int up, int along, boolean isTraced) {
    Facts facts =
        Leaves.patient()
            .with(GROUPS, groups.source())
            .with(FOLDERS, folders.source())
            .with(HOLDERS, holders.source())
            .build();
    Bound<Integer, String, Integer, String> bound =
        NUMBERS
            .checker("numbers")
            .add(
                NUMBERS
                    .<Integer, Integer>relationship("tied", who -> who, what -> what)
                    .heldBy(HOLDERS)
                    .through(GROUPS, up)
                    .within(FOLDERS, along)
                    .allow())
            .build()
            .bind(facts.session(), 0, "read", "");
    return isTraced ? bound.traced() : bound;
  }

  private static String expected(
      Graph groups, Graph folders, Graph holders, int up, int along, int item) {
    Set<Integer> who = groups.reach(0, up);
    Set<Integer> what = folders.reach(item, along);
    if (what.stream().anyMatch(node -> holders.from(node).stream().anyMatch(who::contains))) {
      return "granted";
    }
    boolean isWhole =
        groups.isWhole(0, up)
            && folders.isWhole(item, along)
            && what.stream().noneMatch(holders.lost()::contains);
    return isWhole ? "NO_GRANT" : "INDETERMINATE";
  }

  private static String outcome(Decision decision) {
    return switch (decision) {
      case Decision.Granted _ -> "granted";
      case Decision.Denied denied -> denied.cause().name();
    };
  }
}
