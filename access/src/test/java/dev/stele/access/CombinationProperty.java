package dev.stele.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The proof of {@code AC1} and {@code AC3}: all trees of policies up to a size, with all that their
 * leaves may do, against an oracle that goes through all completions of the leaves that failed.
 *
 * <p>A leaf is certain, fails, asks for a fact and then is certain, or asks for one in vain: six or
 * eight ways, by its effect. Leaves are independent, so that the sets are not only safe but exact.
 */
class CombinationProperty {

  private static final long SEED = 20261121;

  private final Leaves leaves = Leaves.none();
  private int trees;
  private int refused;
  private long items;
  private long granted;
  private long open;

  @Test
  void allTreesOfOneAndTwoLeavesDecideAsTheOracleInAllWays() {
    for (int count = 1; count <= 2; count++) {
      for (Shape shape : Shape.all(0, count, 3)) {
        prove(shape, true);
      }
    }
    System.out.println(told("one and two leaves"));
    assertThat(trees).isGreaterThanOrEqualTo(300);
    assertThat(items).isGreaterThanOrEqualTo(13_000);
    assertThat(granted).isGreaterThanOrEqualTo(1_000);
    assertThat(open).isGreaterThanOrEqualTo(1_000);
    assertThat(refused).isGreaterThanOrEqualTo(50);
  }

  @Test
  void allTreesOfThreeLeavesWithOneNegationDecideAsTheOracle() {
    for (Shape shape : Shape.all(0, 3, 1)) {
      prove(shape, false);
    }
    System.out.println(told("three leaves"));
    assertThat(trees).isGreaterThanOrEqualTo(5_000);
    assertThat(items).isGreaterThanOrEqualTo(1_500_000);
    assertThat(granted).isGreaterThanOrEqualTo(100_000);
    assertThat(open).isGreaterThanOrEqualTo(100_000);
  }

  @Test
  void treesByChanceOfUpToEightLeavesDecideAsTheOracle() {
    Random dice = new Random(SEED);
    for (int i = 0; i < 3_000; i++) {
      Shape shape = byChance(dice, 0, 4 + dice.nextInt(5));
      prove(shape, byChance(dice, shape, 20), true);
    }
    System.out.println(told("seed " + SEED));
    assertThat(trees).isGreaterThanOrEqualTo(1_000);
  }

  private String told(String what) {
    return "proved "
        + what
        + ": "
        + trees
        + " trees, "
        + items
        + " items, "
        + granted
        + " granted, "
        + open
        + " open, "
        + refused
        + " trees refused";
  }

  private void prove(Shape shape, boolean inAllWays) {
    prove(shape, Leaves.items(shape), inAllWays);
  }

  private void prove(Shape shape, List<Leaves.Item> asked, boolean inAllWays) {
    Policy<String, String, Leaves.Item, String> policy;
    try {
      policy = shape.policy(Leaves::policy);
    } catch (IllegalArgumentException _) {
      refused++;
      assertSomePartNeverGrants(shape);
      return;
    }
    trees++;
    List<Set<Verdict>> expected = asked.stream().map(item -> possible(shape, item)).toList();
    for (Set<Verdict> possible : expected) {
      items++;
      granted += possible.equals(Set.of(Verdict.GRANT)) ? 1 : 0;
      open += possible.size() > 1 && possible.contains(Verdict.GRANT) ? 1 : 0;
    }
    assertThat(policy.effect().verdicts().toSet())
        .as(shape.text())
        .containsAll(expected.stream().flatMap(Set::stream).toList());
    Checker<String, String, Leaves.Item, String> checker =
        Leaves.DOMAIN.checker("root").add(policy).build();
    leaves.takeLoads();
    Session session = leaves.facts(Integer.MAX_VALUE).session();
    List<Decision> cold = bound(checker, session).evaluate(asked);
    assertThat(leaves.takeLoads())
        .as("loads of %s", shape.text())
        .isLessThanOrEqualTo(1 + shape.turns());
    agree(shape, "batch", asked, expected, cold, false);
    // The ways differ little: for most of the large trees, one of them in turn is enough.
    if (inAllWays || trees % 8 == 0) {
      List<Decision> traced = bound(checker, session).traced().evaluate(asked);
      agree(shape, "traced", asked, expected, traced, false);
    }
    if (inAllWays || trees % 8 == 4) {
      agree(shape, "single", asked, expected, singles(checker, asked), false);
    }
    if (inAllWays) {
      inAllWays(shape, policy, asked, expected);
    }
  }

  private void inAllWays(
      Shape shape,
      Policy<String, String, Leaves.Item, String> policy,
      List<Leaves.Item> asked,
      List<Set<Verdict>> expected) {
    Checker<String, String, Leaves.Item, String> chunked =
        Leaves.DOMAIN.checker("root").maxBatch(3).add(policy).build();
    Session session = leaves.facts(2).session();
    agree(shape, "chunked", asked, expected, bound(chunked, session).evaluate(asked), false);
    session.getAll(
        Leaves.SAID,
        asked.stream()
            .flatMap(item -> shape.leaves().stream().map(leaf -> Leaves.key(item, leaf.place())))
            .toList());
    agree(shape, "warm", asked, expected, bound(chunked, session).evaluate(asked), true);
    agree(
        shape,
        "traced and warm",
        asked,
        expected,
        bound(chunked, session).traced().evaluate(asked),
        true);
    List<Leaves.Item> kept = bound(chunked, session).filter(asked);
    assertThat(kept)
        .as(shape.text())
        .isEqualTo(
            asked.stream()
                .filter(item -> possible(shape, item).equals(Set.of(Verdict.GRANT)))
                .toList());
    if (shape instanceof Shape.AtLeast some && some.count() == 1 && !some.isCounted()) {
      inBothOrders(some, asked, expected);
    }
  }

  /** The policies of a checker are one of which one is enough: in any order. */
  private void inBothOrders(
      Shape.AtLeast some, List<Leaves.Item> asked, List<Set<Verdict>> expected) {
    List<Shape> parts = new ArrayList<>(some.of());
    List<List<String>> decided = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Checker.Builder<String, String, Leaves.Item, String> builder = Leaves.DOMAIN.checker("root");
      parts.forEach(part -> builder.add(part.policy(Leaves::policy)));
      List<Decision> cold =
          bound(builder.build(), leaves.facts(Integer.MAX_VALUE).session()).evaluate(asked);
      agree(some, "as a checker", asked, expected, cold, false);
      decided.add(cold.stream().map(CombinationProperty::outcome).toList());
      parts = parts.reversed();
    }
    assertThat(decided.getFirst()).as(some.text()).isEqualTo(decided.getLast());
  }

  private List<Decision> singles(
      Checker<String, String, Leaves.Item, String> checker, List<Leaves.Item> asked) {
    Facts facts = leaves.facts(Integer.MAX_VALUE);
    List<Decision> decisions = new ArrayList<>();
    for (Leaves.Item item : asked) {
      decisions.add(bound(checker, facts.session()).check(item));
    }
    leaves.takeLoads();
    return decisions;
  }

  private static Bound<String, String, Leaves.Item, String> bound(
      Checker<String, String, Leaves.Item, String> checker, Session session) {
    return checker.bind(session, "alice", "read", "");
  }

  private static Set<Verdict> possible(Shape shape, Leaves.Item item) {
    return Oracle.possible(
        shape,
        shape.leaves().stream()
            .map(leaf -> item.conducts().get(leaf.place()).possible(leaf.effect()))
            .toList());
  }

  private static String outcome(Decision decision) {
    return switch (decision) {
      case Decision.Granted _ -> "granted";
      case Decision.Denied denied -> denied.cause().name();
    };
  }

  /** A veto that stands on a fact need not be found out where nothing grants. */
  private static Set<String> outcomes(Set<Verdict> possible, boolean isWarm) {
    if (possible.equals(Set.of(Verdict.GRANT))) {
      return Set.of("granted");
    }
    if (possible.contains(Verdict.GRANT)) {
      return Set.of("INDETERMINATE");
    }
    if (possible.equals(Set.of(Verdict.VETO))) {
      return isWarm ? Set.of("VETO") : Set.of("VETO", "NO_GRANT");
    }
    return Set.of("NO_GRANT");
  }

  private static void agree(
      Shape shape,
      String how,
      List<Leaves.Item> asked,
      List<Set<Verdict>> expected,
      List<Decision> decisions,
      boolean isWarm) {
    assertThat(decisions).hasSameSizeAs(asked);
    Map<String, Shape> parts = new HashMap<>();
    collect(shape, parts);
    for (int i = 0; i < decisions.size(); i++) {
      Decision decision = decisions.get(i);
      Set<String> allowed = outcomes(expected.get(i), isWarm);
      if (!allowed.contains(outcome(decision))) {
        fail(
            "%s of %s, %s: expected %s, got %s%n%s",
            how,
            shape.text(),
            asked.get(i),
            allowed,
            decision.summary(),
            decision.trace().map(Trace::format).orElse(""));
      }
      if (decision.trace().isPresent()) {
        agree(decision, decision.trace().get(), expected.get(i), parts, isWarm);
      }
    }
  }

  private static void collect(Shape shape, Map<String, Shape> parts) {
    parts.put(shape.text(), shape);
    shape.parts().forEach(part -> collect(part, parts));
  }

  /** The trace's root says what was decided, and each node what its children make of it. */
  private static void agree(
      Decision decision,
      Trace root,
      Set<Verdict> possible,
      Map<String, Shape> parts,
      boolean isWarm) {
    Set<Verdict> told = root.verdicts().toSet();
    boolean isGrant = told.equals(Set.of(Verdict.GRANT));
    if (!told.containsAll(possible)
        || isGrant != decision.isGranted()
        || (isWarm && !told.equals(possible))) {
      fail("trace must say %s for %s, got:%n%s", possible, decision.summary(), root.format());
    }
    root.children().forEach(child -> agree(child, parts));
  }

  private static void agree(Trace trace, Map<String, Shape> parts) {
    Shape shape = parts.get(trace.policy());
    Objects.requireNonNull(shape);
    if (!trace.wasAsked()) {
      assertThat(trace.children()).noneMatch(Trace::wasAsked);
      return;
    }
    if (shape instanceof Shape.Leaf) {
      return;
    }
    Map<String, Trace> said =
        trace.children().stream().collect(Collectors.toMap(Trace::policy, child -> child));
    List<Set<Verdict>> sets =
        shape.parts().stream()
            .map(part -> Objects.requireNonNull(said.get(part.text())).verdicts().toSet())
            .toList();
    Set<Verdict> made = Oracle.possible(flat(shape), sets);
    if (!trace.verdicts().toSet().equals(made)) {
      fail("node must say %s, got:%n%s", made, trace.format());
    }
    trace.children().forEach(child -> agree(child, parts));
  }

  /** Returns the same operator over leaves. */
  private static Shape flat(Shape shape) {
    List<Shape> of = new ArrayList<>();
    for (int i = 0; i < shape.parts().size(); i++) {
      of.add(new Shape.Leaf(i, Effect.ALLOW_OR_FORBID));
    }
    return switch (shape) {
      case Shape.Leaf leaf -> leaf;
      case Shape.Not _ -> new Shape.Not(of.getFirst());
      case Shape.Then _ -> new Shape.Then(of.getFirst(), of.getLast());
      case Shape.AtLeast some -> new Shape.AtLeast(some.count(), of);
    };
  }

  /** A tree is refused only for a part that grants in no case at all. */
  private static void assertSomePartNeverGrants(Shape shape) {
    Map<String, Shape> parts = new HashMap<>();
    collect(shape, parts);
    assertThat(parts.values()).as(shape.text()).anyMatch(CombinationProperty::neverGrants);
  }

  private static boolean neverGrants(Shape part) {
    if (part instanceof Shape.Leaf || part instanceof Shape.Not) {
      return false;
    }
    List<Shape.Leaf> all = part.leaves();
    List<Set<Verdict>> sets = new ArrayList<>();
    for (int place = 0; place <= all.getLast().place(); place++) {
      sets.add(Set.of(Verdict.ABSTAIN));
    }
    all.forEach(leaf -> sets.set(leaf.place(), leaf.effect().verdicts().toSet()));
    return !Oracle.possible(part, sets).contains(Verdict.GRANT);
  }

  private static Shape byChance(Random dice, int place, int count) {
    Shape shape;
    if (count == 1) {
      shape = new Shape.Leaf(place, dice.nextInt(3) == 0 ? Effect.FORBID : Effect.ALLOW);
    } else {
      List<Shape> of = new ArrayList<>();
      int parts = Math.min(count, 2 + dice.nextInt(3));
      int at = 0;
      for (int i = 0; i < parts; i++) {
        int size = i == parts - 1 ? count - at : 1 + dice.nextInt(count - at - (parts - 1 - i));
        of.add(byChance(dice, place + at, size));
        at += size;
      }
      shape =
          switch (dice.nextInt(4)) {
            case 0 -> new Shape.AtLeast(1, of, false);
            case 1 -> new Shape.AtLeast(parts, of, false);
            case 2 ->
                parts == 2
                    ? new Shape.Then(of.getFirst(), of.getLast())
                    : new Shape.AtLeast(1 + dice.nextInt(parts), of);
            default -> new Shape.AtLeast(1, of, false);
          };
    }
    return dice.nextInt(5) == 0 ? new Shape.Not(shape) : shape;
  }

  private static List<Leaves.Item> byChance(Random dice, Shape shape, int count) {
    List<Leaves.Item> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Leaves.Conduct> conducts = new ArrayList<>();
      for (Shape.Leaf leaf : shape.leaves()) {
        List<Leaves.Conduct> all = Leaves.conducts(leaf.effect());
        conducts.add(all.get(dice.nextInt(all.size())));
      }
      items.add(new Leaves.Item(i, conducts));
    }
    return items;
  }

  @Test
  void whatCanNeverGrantIsRefusedWhenItIsMade() {
    Policy<String, String, Leaves.Item, String> allows =
        Leaves.policy(new Shape.Leaf(0, Effect.ALLOW));
    Policy<String, String, Leaves.Item, String> forbids =
        Leaves.policy(new Shape.Leaf(1, Effect.FORBID));
    assertThatThrownBy(() -> allows.and(forbids))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be able to grant to be one of all");
    assertThatThrownBy(() -> forbids.then(allows)).hasMessageContaining("to have one asked then");
    assertThatThrownBy(() -> Leaves.DOMAIN.atLeast(2, "two", List.of(allows, forbids)))
        .hasMessageContaining("policies that can grant, 1, got: 2 in 'two'");
    assertThatThrownBy(() -> Leaves.DOMAIN.atLeast(2, "two", List.of(allows, allows)))
        .hasMessageContaining("name of its own in 'two'");
    assertThatThrownBy(() -> Leaves.DOMAIN.anyOf("none", List.of()))
        .hasMessageContaining("must not be none in 'none'");
  }
}
