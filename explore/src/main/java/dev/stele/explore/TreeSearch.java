package dev.stele.explore;

import java.util.ArrayList;
import java.util.List;

/** Depth first through the tree of choices; heirs say what is to be tried at a choice point. */
abstract class TreeSearch extends Search {

  private final List<Node> path = new ArrayList<>();
  private int depth;

  /** Returns the choice point at which an event was chosen. */
  final Node nodeOf(Event event) {
    return path.get(event.number - 1);
  }

  /** Fills in what is to be tried at a new choice point and chooses the first; false if nothing. */
  abstract boolean open(Node node, Node parent);

  @Override
  final void begin() {
    depth = 0;
  }

  @Override
  final void restart() {
    path.clear();
  }

  @Override
  final int choose(Execution execution, long enabled) {
    if (depth < path.size()) {
      Node node = path.get(depth++);
      if (node.enabled != enabled) {
        throw new Divergence("tasks that can go on", node.enabled, enabled);
      }
      Op before = node.pending[node.chosen];
      Op now = execution.tasks().get(node.chosen).pending;
      if (before == null || now == null || !now.isLike(before)) {
        throw new Divergence("step " + depth + " expected " + before + ", found " + now);
      }
      return node.chosen;
    }
    Node parent = depth == 0 ? null : path.getLast();
    int last = parent == null ? -1 : parent.chosen;
    int preemptions = parent == null ? 0 : parent.preemptions + (parent.isPreempting() ? 1 : 0);
    Node node = new Node(enabled, execution.pending(), last, preemptions);
    if (!open(node, parent == null ? node : parent)) {
      return REDUNDANT;
    }
    path.add(node);
    depth++;
    return node.chosen;
  }

  @Override
  final int outcome(int count) {
    Node node = path.get(depth - 1);
    if (node.choiceCount == 0) {
      node.choiceCount = count;
    } else if (node.choiceCount != count) {
      throw new Divergence("outcomes of a step", node.choiceCount, count);
    }
    return node.choice;
  }

  @Override
  final boolean advance() {
    while (!path.isEmpty()) {
      Node node = path.getLast();
      if (node.choice + 1 < node.choiceCount) {
        node.choice++;
        return true;
      }
      node.done |= 1L << node.chosen;
      long next = node.backtrack & ~node.done & ~node.sleep;
      if (next != 0) {
        node.chosen = Long.numberOfTrailingZeros(next);
        node.choice = 0;
        node.choiceCount = 0;
        return true;
      }
      path.removeLast();
    }
    return false;
  }

  @Override
  final Schedule schedule() {
    List<Schedule.Choice> choices = new ArrayList<>();
    for (Node node : path.subList(0, depth)) {
      choices.add(new Schedule.Choice(node.chosen, node.choice));
    }
    return new Schedule(choices);
  }

  /** Chooses the last task if it is a candidate, so that tasks are left as rarely as can be. */
  static int first(Node node, long candidates) {
    return node.last >= 0 && (candidates >>> node.last & 1) != 0
        ? node.last
        : Long.numberOfTrailingZeros(candidates);
  }
}
