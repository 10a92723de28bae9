package dev.stele.access;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A tree of policies, as data. */
sealed interface Shape {

  /** A policy that is made of no other: what it does stands in the item, at this place. */
  record Leaf(int place, Effect effect) implements Shape {}

  record Not(Shape of) implements Shape {}

  record Then(Shape first, Shape second) implements Shape {}

  /** And, or, and at least so many: which operator is made of it depends on the count. */
  record AtLeast(int count, List<Shape> of, boolean isCounted) implements Shape {

    AtLeast(int count, List<Shape> of) {
      this(count, of, true);
    }
  }

  /** Returns what the shape is made of. */
  default List<Shape> parts() {
    return switch (this) {
      case Leaf _ -> List.of();
      case Not(Shape of) -> List.of(of);
      case Then(Shape first, Shape second) -> List.of(first, second);
      case AtLeast some -> some.of();
    };
  }

  default List<Leaf> leaves() {
    List<Leaf> leaves = new ArrayList<>();
    collect(this, leaves);
    return leaves;
  }

  private static void collect(Shape shape, List<Leaf> leaves) {
    if (shape instanceof Leaf leaf) {
      leaves.add(leaf);
    }
    shape.parts().forEach(part -> collect(part, leaves));
  }

  /** Returns how many steps must be asked for in turn. */
  default int turns() {
    int parts = parts().stream().mapToInt(Shape::turns).max().orElse(0);
    return parts + (this instanceof Then ? 1 : 0);
  }

  default String text() {
    return switch (this) {
      case Leaf leaf -> leaf.effect().name().toLowerCase(java.util.Locale.ROOT) + leaf.place();
      case Not(Shape of) -> "not " + of.text();
      case Then(Shape first, Shape second) -> "(" + first.text() + " then " + second.text() + ")";
      case AtLeast some ->
          (some.isCounted() ? "at least " : "fold ")
              + some.count()
              + some.of().stream().map(Shape::text).toList();
    };
  }

  /**
   * Returns the policy.
   *
   * @throws IllegalArgumentException if it is one that can never grant where it must
   */
  default <S, A, R, C> Policy<S, A, R, C> policy(Function<Leaf, Policy<S, A, R, C>> leafOf) {
    return switch (this) {
      case Leaf leaf -> leafOf.apply(leaf);
      case Not(Shape of) -> Combination.not(text(), of.policy(leafOf));
      case Then(Shape first, Shape second) ->
          Combination.then(text(), first.policy(leafOf), second.policy(leafOf));
      case AtLeast some -> {
        List<Policy<S, A, R, C>> parts =
            some.of().stream().map(part -> part.policy(leafOf)).toList();
        if (some.isCounted()) {
          yield Combination.atLeast(text(), some.count(), parts);
        }
        yield some.count() == 1
            ? Combination.anyOf(text(), parts)
            : Combination.allOf(text(), parts);
      }
    };
  }

  /**
   * Returns all trees of so many leaves, the first at this place, with so many negations at most.
   */
  static List<Shape> all(int place, int leaves, int nots) {
    List<Shape> plain = new ArrayList<>();
    if (leaves == 1) {
      for (Effect effect : Effect.values()) {
        plain.add(new Leaf(place, effect));
      }
    }
    for (int left = 1; left < leaves; left++) {
      for (int some = 0; some <= nots; some++) {
        for (Shape one : exactly(place, left, some)) {
          for (Shape other : all(place + left, leaves - left, nots - some)) {
            pairs(one, other, plain);
          }
        }
      }
    }
    if (leaves == 3) {
      triples(place, nots, plain);
    }
    List<Shape> all = new ArrayList<>(plain);
    for (Shape shape : plain) {
      if (nots(shape) < nots) {
        all.add(new Not(shape));
      }
    }
    return all;
  }

  private static List<Shape> exactly(int place, int leaves, int nots) {
    return all(place, leaves, nots).stream().filter(shape -> nots(shape) == nots).toList();
  }

  private static int nots(Shape shape) {
    return (shape instanceof Not ? 1 : 0) + shape.parts().stream().mapToInt(Shape::nots).sum();
  }

  private static void pairs(Shape one, Shape other, List<Shape> to) {
    List<Shape> both = List.of(one, other);
    to.add(new Then(one, other));
    for (int count = 1; count <= 2; count++) {
      to.add(new AtLeast(count, both, true));
      to.add(new AtLeast(count, both, false));
    }
  }

  private static void triples(int place, int nots, List<Shape> to) {
    for (Shape one : all(place, 1, nots)) {
      for (Shape two : all(place + 1, 1, nots - nots(one))) {
        for (Shape three : all(place + 2, 1, nots - nots(one) - nots(two))) {
          List<Shape> of = List.of(one, two, three);
          for (int count = 1; count <= 3; count++) {
            to.add(new AtLeast(count, of, true));
          }
          to.add(new AtLeast(1, of, false));
          to.add(new AtLeast(3, of, false));
        }
      }
    }
  }
}
