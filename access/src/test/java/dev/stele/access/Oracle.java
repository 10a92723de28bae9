package dev.stele.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What a tree of policies is to say, worked out without any of the production code. */
final class Oracle {

  private Oracle() {}

  /** What a tree says if each leaf is certain. */
  static Verdict definite(Shape shape, List<Verdict> leaves) {
    return switch (shape) {
      case Shape.Leaf leaf -> leaves.get(leaf.place());
      case Shape.Not not -> not(definite(not.of(), leaves));
      case Shape.Then then -> {
        Verdict first = definite(then.first(), leaves);
        yield first == Verdict.GRANT ? definite(then.second(), leaves) : first;
      }
      case Shape.AtLeast some ->
          atLeast(some.count(), some.of().stream().map(one -> definite(one, leaves)).toList());
    };
  }

  static Verdict not(Verdict verdict) {
    return switch (verdict) {
      case GRANT -> Verdict.ABSTAIN;
      case ABSTAIN -> Verdict.GRANT;
      case VETO -> Verdict.VETO;
    };
  }

  static Verdict atLeast(int count, List<Verdict> all) {
    if (all.contains(Verdict.VETO)) {
      return Verdict.VETO;
    }
    long grants = all.stream().filter(one -> one == Verdict.GRANT).count();
    return grants >= count ? Verdict.GRANT : Verdict.ABSTAIN;
  }

  /** What a tree may say: what it says for each way in which the failed leaves may have ended. */
  static Set<Verdict> possible(Shape shape, List<Set<Verdict>> leaves) {
    Set<Verdict> results = EnumSet.noneOf(Verdict.class);
    List<List<Verdict>> each = leaves.stream().map(List::copyOf).toList();
    Verdict[] choice = new Verdict[leaves.size()];
    int choices = each.stream().mapToInt(List::size).reduce(1, (one, other) -> one * other);
    for (int number = 0; number < choices; number++) {
      int rest = number;
      for (int i = 0; i < choice.length; i++) {
        choice[i] = each.get(i).get(rest % each.get(i).size());
        rest /= each.get(i).size();
      }
      results.add(definite(shape, List.of(choice)));
    }
    return results;
  }

  static Set<Verdict> eachChoice(int count, List<Verdicts> all) {
    List<Shape> leaves =
        IntStream.range(0, all.size())
            .<Shape>mapToObj(place -> new Shape.Leaf(place, Effect.ALLOW_OR_FORBID))
            .toList();
    return possible(new Shape.AtLeast(count, leaves), all.stream().map(Verdicts::toSet).toList());
  }
}
