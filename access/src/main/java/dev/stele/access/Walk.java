package dev.stele.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A way along relationships, from a node to all that it leads to: groups in groups, or folders in
 * folders.
 *
 * @param <N> the type of the nodes
 */
final class Walk<N> {

  /*
   * Level by level, each node once, so that circles end and the number of steps to a node is the
   * smallest. A node whose relationships are not known yet ends the way there for now; when they
   * are loaded, it is walked from the start again, over what is then known. So the nodes of one
   * level, of all items, become one batch, and at each moment what was reached is truly there.
   *
   * The nodes at the last step are asked, too: only so is it known whether the way goes on.
   */

  private static final int MOST_STEPS = 500;

  /**
   * Where a walk has come to.
   *
   * @param nodes what was reached, the start included
   * @param isPending whether relationships are wanted that are not known yet
   * @param failure why some relationships could not be found out, if so
   * @param isCut whether the way goes on behind the last step
   */
  record Reach<N>(Set<N> nodes, boolean isPending, @Nullable FactError failure, boolean isCut) {

    static <N> Reach<N> of(N node) {
      return new Reach<>(Set.of(node), false, null, false);
    }
  }

  /** Stands for a walk from a node, in what a call remembers. */
  private record Start(Walk<?> walk, Object node) {}

  private final FactType<N, ? extends Collection<? extends N>> type;
  private final int atMost;

  /** True if many items begin at one node, so that it is worth remembering. */
  private final boolean isShared;

  Walk(FactType<N, ? extends Collection<? extends N>> type, int atMost, boolean isShared) {
    if (atMost < 1 || atMost > MOST_STEPS) {
      throw new IllegalArgumentException(
          "steps along '" + type.name() + "' must be from 1 to " + MOST_STEPS + ", got: " + atMost);
    }
    this.type = type;
    this.atMost = atMost;
    this.isShared = isShared;
  }

  int atMost() {
    return atMost;
  }

  /** Goes as far as is known, and wants what is not. */
  @SuppressWarnings("unchecked") // A walk remembers only what it has made itself.
  Reach<N> from(Question<?, ?, ?, ?> question, N node) {
    // A trace tells of each item which facts were asked for it.
    if (!isShared || question.round().isTraced()) {
      return walk(question, node);
    }
    Start start = new Start(this, node);
    Reach<N> before = (Reach<N>) question.round().remembered(start);
    if (before != null) {
      return before;
    }
    Reach<N> reach = walk(question, node);
    if (!reach.isPending()) {
      question.round().remember(start, reach);
    }
    return reach;
  }

  private Reach<N> walk(Question<?, ?, ?, ?> question, N node) {
    Set<N> nodes = new HashSet<>();
    nodes.add(node);
    boolean isPending = false;
    FactError failure = null;
    boolean isCut = false;
    List<N> level = List.of(node);
    for (int steps = 0; !level.isEmpty(); steps++) {
      List<N> next = new ArrayList<>();
      for (N from : level) {
        switch (question.find(type, from)) {
          case null -> isPending = true;
          case Fact.Missing<?> _ -> {}
          case Fact.Failed<?>(FactError error) -> failure = error;
          case Fact.Found<? extends Collection<? extends N>>(Collection<? extends N> there) -> {
            for (N to : there) {
              if (nodes.contains(to)) {
                continue;
              }
              if (steps == atMost) {
                isCut = true;
              } else {
                nodes.add(to);
                next.add(to);
              }
            }
          }
        }
      }
      level = next;
    }
    return new Reach<>(nodes, isPending, failure, isCut);
  }
}
